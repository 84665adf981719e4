"""Node, Bun and Deno: packages in the first stage, the program or the built site in the last.

https://docs.docker.com/guides/nodejs, https://bun.com/guides/ecosystem/docker, https://docs.deno.com/runtime/reference/docker
"""

from __future__ import annotations

import posixpath
from dataclasses import replace

from ...project.build_context import BuildContext
from ...project.manifests import PackageJson
from ...project.recognition.facts import Part, Product, ProjectFacts
from ..multi_stage.node_commands import installs_apart
from ..multi_stage.plan import Refusal, refuse
from .blueprint import ROOT, Blueprint, Copy, caches_of, version_of
from .instructions import shell
from .node_managers import manager_line, release_of
from .node_workspace import part_of_workspace, with_version_of_root
from .website import served

_BUN = "oven/bun:1"
_DENO = "denoland/deno:2.8.3"
"""There is no tag for the newest of a series."""

_LAST_WITH_YARN = 25
"""https://github.com/nodejs/docker-node#yarn-v1-classic-bundling"""


def node(facts: ProjectFacts, context: BuildContext) -> Blueprint | Refusal:
    """The full image builds, since native modules may be compiled, and the slim one runs."""
    facts = with_version_of_root(facts, context)
    release = release_of(facts)
    if release is None:
        return refuse(f"no release of Node.js that has an image is known to fit `{version_of(facts)}`")
    slim = f"node:{release}-slim"
    build_image = slim if facts.native_modules.is_no else f"node:{release}"
    blueprint = _laid_out(facts, context, build_image, slim)
    if isinstance(blueprint, Refusal):
        return blueprint
    setup = manager_line(facts, context, has_yarn=int(release.partition(".")[0]) <= _LAST_WITH_YARN)
    if facts.package_manager is not None and facts.package_manager.name == "yarn-berry":
        # Without the folder of packages there is nothing to copy.
        blueprint = replace(blueprint, build_environment=(("YARN_NODE_LINKER", "node-modules"),))
    if setup is not None:
        blueprint = replace(blueprint, prepare=((setup, "the image does not bring it"),))
    return served(blueprint) if facts.product is Product.WEBSITE else _standalone(_started_with_npm(blueprint))


def bun(facts: ProjectFacts, context: BuildContext) -> Blueprint | Refusal:
    """The same image without what only installing needs runs it."""
    blueprint = _laid_out(facts, context, _BUN, f"{_BUN}-slim")
    if isinstance(blueprint, Refusal):
        return blueprint
    return served(blueprint) if facts.product is Product.WEBSITE else blueprint


def deno(facts: ProjectFacts, _context: BuildContext) -> Blueprint | Refusal:
    """One stage: what is fetched is what runs, and there is no smaller image with the same tools."""
    install = () if facts.install is None else (shell(facts.install),)
    build = () if facts.build is None else (shell(facts.build),)
    return Blueprint(facts, _DENO, _DENO, is_one_stage=True, install=install, build=build)


def _laid_out(facts: ProjectFacts, context: BuildContext, build_image: str, run_image: str) -> Blueprint | Refusal:
    if facts.folder and facts.workspace_root is not None:
        return part_of_workspace(facts, context, build_image, run_image)
    if facts.is_monorepo_part.is_yes:
        reasons = (reason.text for reason in facts.is_monorepo_part.reasons)
        return refuse("it is part of a monorepo, and how one part is built is not known", *reasons)
    return _installed(facts, context, build_image, run_image)


def _installs_apart(facts: ProjectFacts, context: BuildContext) -> bool:
    package = context.package_json(facts.path("package.json"))
    known = package if isinstance(package, PackageJson) else None
    return facts.install_production is not None and installs_apart(facts, known)


def _installed(facts: ProjectFacts, context: BuildContext, build_image: str, run_image: str) -> Blueprint:
    """Where something is built, everything is installed, and what runs apart from it or by pruning; else only that."""
    caches = caches_of(facts)
    is_built = facts.build is not None and not facts.needs_build.is_no
    has_packages = any(artefact.part is Part.DEPENDENCIES for artefact in facts.artefacts)
    if not is_built and not has_packages:
        return Blueprint(facts, run_image, run_image, is_one_stage=True)
    ships_build_folder = is_built and any(artefact.part is Part.SOURCES for artefact in facts.artefacts)
    production = facts.install_production
    is_apart = is_built and has_packages and not ships_build_folder and _installs_apart(facts, context)
    install, prune = production, None
    if is_built or production is None:
        install, prune = facts.install, _pruning(facts) if has_packages and not is_apart else None
    return Blueprint(
        facts,
        build_image,
        run_image,
        dependencies=(shell(production),) if is_apart and production is not None else (),
        install=() if install is None else (shell(install),),
        build=(shell(facts.build),) if is_built and facts.build is not None else (),
        prune=() if prune is None else (prune,),
        caches=caches,
        ships_build_folder=ships_build_folder,
    )


def _pruning(facts: ProjectFacts) -> str | None:
    if facts.prune is not None:
        return shell(facts.prune)
    return None if facts.install_production is None else f"rm -rf node_modules && {shell(facts.install_production)}"


def _started_with_npm(blueprint: Blueprint) -> Blueprint:
    """Scripts are started by npm, the only package manager that is in every image of Node."""
    start = blueprint.facts.start
    if start is None or start.script is None or start.arguments[0] not in ("yarn", "pnpm", "bun"):
        return blueprint
    command = replace(start, arguments=("npm", "run", start.script))
    return replace(blueprint, facts=replace(blueprint.facts, start=command))


def _standalone(blueprint: Blueprint) -> Blueprint:
    """The folder that Next.js puts together with all that it needs goes to where the program starts.

    https://nextjs.org/docs/app/api-reference/config/next-config-js/output: files for browsers are not in it, and the
    server listens on the name of the container alone if it is not told otherwise.
    """
    facts, start = blueprint.facts, blueprint.facts.start
    folder = next((each for each in facts.artefacts if each.path.endswith("/standalone")), None)
    if folder is None or start is None:
        return blueprint
    others = tuple(each for each in facts.artefacts if each is not folder)
    copy = Copy(posixpath.join(ROOT, folder.path), "./", "the server, with the packages that it needs")
    return replace(
        blueprint,
        facts=replace(facts, artefacts=others, start=replace(start, arguments=("node", "server.js"))),
        copies=(copy,),
        run_environment=(("HOSTNAME", "0.0.0.0"),),
    )
