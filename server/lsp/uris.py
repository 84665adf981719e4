"""File URIs and paths.

Promises: any string gives a path or ``None``; only ``file:`` URIs are files. Leaves out: whether the file exists.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


def path_of(uri: str) -> Path | None:
    """The path of a ``file:`` URI; ``None`` for anything else, such as ``untitled:``."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme.lower() != "file" or not parts.path:
        return None
    path = unquote(parts.path)
    if "\0" in path:
        return None
    if os.name == "nt":
        if parts.netloc:
            return Path(f"//{parts.netloc}{path}")
        # `/c:/folder` and `/c%3A/folder` both mean a drive.
        return Path(path[1:] if path[2:3] == ":" else path)
    return Path(path)


def uri_of_path(path: Path) -> str:
    """The ``file:`` URI of an absolute path."""
    return path.as_uri()


OTHER_LANGUAGES = frozenset(
    {"ignore", "dockerignore", "toml", "json", "jsonc", "yaml", "dockercompose", "dockerbake", "hcl", "markdown"}
)
"""Languages (``languageId``) of files around Dockerfiles, for clients that show them to us as well."""


def is_dockerfile(uri: str, language: str) -> bool:
    """Whether a document that a client opens is a Dockerfile: it is, unless its language or its name says otherwise."""
    name = uri.rpartition("/")[2].lower()
    if language.lower() in OTHER_LANGUAGES or name.endswith((".dockerignore", ".containerignore", ".toml")):
        return False
    return language.lower() == "dockerfile" or not name.endswith((".hcl", ".json", ".yaml", ".yml"))
