"""Styles and scripts that Node makes for a program in another language: built in the same first stage.

The tools of Node are copied from its image, so that the stage stays that of the program, whose own build may call them.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace

from ...project.build_context import BuildContext
from ...project.recognition.facts import ProjectFacts
from .blueprint import ROOT, Blueprint, caches_of
from .instructions import manifest_copies, run, shell
from .node_managers import manager_line, release_of

_NPM = "/usr/local/lib/node_modules"


def with_assets(blueprint: Blueprint, assets: ProjectFacts, context: BuildContext) -> Blueprint:
    """The blueprint with a build of the assets in front of its own, or with a line that says what is left to do."""
    release = release_of(assets)
    folder = posixpath.relpath(assets.folder or ".", blueprint.facts.folder or ".")
    if assets.build is None or assets.install is None or release is None or not blueprint.build:
        made = "something" if assets.build is None else f"`{shell(assets.build)}`"
        check = f"{made} in `{folder}` makes files for this program, and how or where to is not known"
        return replace(blueprint, checks=(*blueprint.checks, check))
    image = f"node:{release}-slim"
    manager = manager_line(assets, context, has_yarn=False)
    caches = caches_of(assets)
    workdir = posixpath.join(ROOT, blueprint.facts.folder).rstrip("/")
    prefix = "" if folder == "." else f"cd {folder} && "
    reason = "makes the styles and scripts"
    prepare = [
        (f"COPY --from={image} /usr/local/bin/node /usr/local/bin/", reason),
        (f"COPY --from={image} {_NPM} {_NPM}", reason),
        (run("ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm"), reason),
        *(((manager, reason),) if manager is not None else ()),
        *((text, "all that installing needs") for text in manifest_copies(assets.manifests, context, workdir)),
        (run(f"{prefix}{shell(assets.install)}", caches), "installs again only when a manifest changes"),
    ]
    # Where the whole folder is shipped, the packages that the assets were built with would be too.
    behind = " && rm -rf node_modules" if blueprint.ships_build_folder else ""
    build = f"{prefix}{shell(assets.build)}{behind}"
    return replace(blueprint, prepare=(*blueprint.prepare, *prepare), build=(build, *blueprint.build))
