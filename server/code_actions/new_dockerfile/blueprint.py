"""What an ecosystem says of its images, before anything is laid out."""

from __future__ import annotations

from ...project.recognition.facts import ProjectFacts
from ...syntax.dataclass import dataclass

ROOT = "/app"
"""Where the project lies in the image."""
BUILD_STAGE = "build"
DEPENDENCY_STAGE = "dependencies"


@dataclass(frozen=True, slots=True)
class Copy:
    """Something that the last stage takes over; ``reason`` is a sentence without a full stop.

    ``stage`` is the one that has it, ``None`` for the build context.
    """

    source: str
    target: str
    reason: str
    stage: str | None = BUILD_STAGE


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The images of a project and what its tools do, as the last word on ``facts``.

    - ``build_image`` and ``run_image`` are references. ``is_one_stage`` says that nothing would stay behind in a stage
      that builds, and that ``run_image`` does it all.
    - ``prepare`` are instructions in front of the manifests, ``run_setup`` such for the last stage, with reasons.
      ``install``, ``build`` and ``prune`` are shell commands; ``caches`` are the folders to mount for the first and
      the last, ``build_caches`` for the second.
    - ``dependencies`` are shell commands that install for production, in a stage in front of the one that builds.
    - ``copies`` come before what the facts say must be there at run time. ``run_environment`` is what the last stage
      sets besides the facts' own, ``run_folder`` the folder of the project in which it starts, relative to ``ROOT``.
    - ``ships_build_folder``: the program runs where it was built. ``unpacks_result``: what is in the built folder goes
      to where the program starts.
    - ``site`` has the settings of the web server, where that is what runs.
    - ``checks`` are what a person has to look at: each follows "CHECK: " in a comment.
    """

    facts: ProjectFacts
    build_image: str
    run_image: str
    is_one_stage: bool = False
    prepare: tuple[tuple[str, str], ...] = ()
    dependencies: tuple[str, ...] = ()
    install: tuple[str, ...] = ()
    build: tuple[str, ...] = ()
    prune: tuple[str, ...] = ()
    caches: tuple[str, ...] = ()
    build_caches: tuple[str, ...] = ()
    build_environment: tuple[tuple[str, str], ...] = ()
    run_setup: tuple[tuple[str, str], ...] = ()
    copies: tuple[Copy, ...] = ()
    run_environment: tuple[tuple[str, str], ...] = ()
    run_folder: str = ""
    site: str | None = None
    ships_build_folder: bool = False
    unpacks_result: bool = False
    checks: tuple[str, ...] = ()


def version_of(facts: ProjectFacts) -> str | None:
    """The version of its language that a project asks for, as written."""
    return None if facts.language_version is None else facts.language_version.value


def caches_of(facts: ProjectFacts) -> tuple[str, ...]:
    """Where the package manager keeps what it has downloaded."""
    return () if facts.package_manager is None else facts.package_manager.cache_folders
