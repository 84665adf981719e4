"""The targets of all Bake and Compose files of a workspace.

Files are texts that were read before, so nothing here touches the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import basename, dirname

from .bake_targets import bake_targets
from .build_file_names import is_bake_name, is_compose_name
from .build_targets import BuildTarget
from .compose_services import compose_services


def build_targets(files: Mapping[str, str], folders: tuple[str, ...] = ()) -> tuple[BuildTarget, ...]:
    """The targets of files, given by their absolute paths; ``folders`` are roots, where Bake may be started as well."""
    found: list[BuildTarget] = []
    by_folder: dict[str, dict[str, str]] = {}
    for path, text in files.items():
        by_folder.setdefault(dirname(path), {})[basename(path)] = text
    for folder, named in by_folder.items():
        bake = {name: text for name, text in named.items() if is_bake_name(name)}
        compose = {name: text for name, text in named.items() if is_compose_name(name)}
        roots = tuple(root for root in folders if folder.startswith(root.rstrip("/") + "/"))
        found += bake_targets(folder, bake, roots)
        found += compose_services(folder, compose)
    return tuple(found)
