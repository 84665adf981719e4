"""Files of the context that a compiled program may read when it runs: settings, templates, what it serves.

A folder counts if it holds no source of the language and its name is none that only people and tools look into.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ...project.build_context import BuildContext, EntryKind

_NEVER = frozenset(
    (
        *("doc", "docs", "test", "tests", "testdata", "spec", "examples", "example", "scripts", "script", "hack", "ci"),
        *("vendor", "node_modules", "target", "bin", "obj", "build", "dist", "out", "deploy", "deployments", "tools"),
        *("charts", "helm", "k8s", "kubernetes", "terraform", "docker", "coverage", "tmp", "log", "logs", "benches"),
        *("src", "cmd", "pkg", "internal", "lib", "gradle", "api", "proto", "protos"),
    )
)
_SETTINGS = ("config.", "conf.", "settings.", "appsettings.", "app.", "application.")
_SETTINGS_ENDS = (".yaml", ".yml", ".json", ".toml", ".ini", ".properties", ".conf")


def data_of(context: BuildContext, source_ends: tuple[str, ...]) -> tuple[str, ...] | None:
    """Names at the top of the context that may be read at run time; folders end in ``/``.

    ``None`` where nobody looked into the context.
    """
    if not context.is_known:
        return None
    found: list[str] = []
    for name, entry in sorted(context.top_level.items()):
        if name.startswith(".") or context.is_sent(name) is not True:
            continue
        if entry.kind is EntryKind.FOLDER and name.lower() not in _NEVER and _holds_data(context, name, source_ends):
            found.append(f"{name}/")
        elif entry.kind is EntryKind.FILE and name.startswith(_SETTINGS) and name.endswith(_SETTINGS_ENDS):
            found.append(name)
    return tuple(found)


def _holds_data(context: BuildContext, folder: str, source_ends: tuple[str, ...]) -> bool:
    names = list(_files_below(context, folder))
    return bool(names) and not any(name.endswith(source_ends) for name in names)


def _files_below(context: BuildContext, folder: str) -> Iterator[str]:
    for name, entry in context.folders.get(folder, {}).items():
        path = posixpath.join(folder, name)
        if entry.kind is EntryKind.FOLDER:
            yield from _files_below(context, path)
        else:
            yield name
