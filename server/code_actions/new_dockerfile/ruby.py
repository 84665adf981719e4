"""Ruby: gems are installed in the first stage, and their folder is copied into the slim image.

https://docs.docker.com/guides/ruby, https://hub.docker.com/_/ruby
"""

from __future__ import annotations

from dataclasses import replace

from ...project.build_context import BuildContext
from ...project.recognition.facts import ProjectFacts
from ..multi_stage.plan import Refusal, refuse
from .blueprint import Blueprint, caches_of, version_of
from .instructions import shell
from .versions import release_for


def ruby(facts: ProjectFacts, _context: BuildContext) -> Blueprint | Refusal:
    """The full image installs, since gems are compiled, and the slim one runs."""
    version = version_of(facts)
    # Bundler insists on the very version that a Gemfile names.
    release = release_for("ruby", version, 3 if (version or "").count(".") == 2 else 2)
    if release is None:
        return refuse(f"no release of Ruby that has an image is known to fit `{version}`")
    install, build = facts.install_production or facts.install, None if facts.needs_build.is_no else facts.build
    commands: tuple[str, ...] = ()
    if build is not None:
        # What stands in for a secret belongs to the one command, and so does all that installing is not given.
        own = [pair for pair in build.environment if install is None or pair not in install.environment]
        commands = (" ".join((*(f"{name}={value}" for name, value in own), shell(build))),)
        build = replace(build, environment=())
    return Blueprint(
        replace(facts, build=build),
        f"ruby:{release}",
        f"ruby:{release}-slim",
        install=() if install is None else (shell(install),),
        build=commands,
        caches=caches_of(facts),
    )
