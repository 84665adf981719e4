"""Which names people give to Dockerfiles.

``Dockerfile`` and ``Containerfile``, on their own, with something behind (``Dockerfile.web``, ``Dockerfile-dev``) or as
an ending (``web.Dockerfile``). Not: notes, templates and backups beside a Dockerfile, ignore files, and program sources
such as ``dockerfile.go`` or ``DockerfileParser.java``. Only names are judged, never contents.
"""

from __future__ import annotations

import re

from ..syntax.lazy_pattern import lazy_pattern

_NAME = lazy_pattern(r"(dockerfile|containerfile)(.*)", re.IGNORECASE | re.DOTALL)
_ENDING = lazy_pattern(r".*\.(dockerfile|containerfile)", re.IGNORECASE | re.DOTALL)

_NEVER = frozenset(
    {
        "dockerignore", "containerignore", "md", "markdown", "rst", "adoc", "html", "htm", "pdf", "png", "svg", "json",
        "jsonl", "yaml", "yml", "xml", "csv", "lock", "log", "sha256", "sig", "asc", "zip", "gz", "tar", "patch",
        "diff", "orig", "rej", "bak", "swp", "swo", "tmp", "tmpl", "tpl", "template", "templ", "j2", "jinja", "jinja2",
        "erb", "ejs", "mustache", "hbs", "gotmpl", "gotpl", "in", "m4", "mako", "liquid", "epp", "eex", "cue",
        "jsonnet",
    }
)  # fmt: skip
"""Endings that no Dockerfile has: documents, data, backups, and templates, which are not yet Dockerfiles."""

_SOURCES = frozenset(
    {
        "py", "pyi", "go", "js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "rb", "rs", "java", "kt", "kts",
        "groovy", "scala", "cs", "fs", "c", "h", "cc", "cpp", "hpp", "m", "swift", "php", "lua", "pl", "pm", "sh",
        "bash", "zsh", "fish", "ps1", "vim", "el", "ex", "exs", "erl", "hs", "ml", "r", "jl", "dart", "sql", "css",
        "scss", "less", "vue", "svelte", "snap", "txt",
    }
)  # fmt: skip
"""Endings of program sources and texts: `dockerfile.py` is a program, `Dockerfile.py` a Dockerfile for Python."""


def is_dockerfile_name(name: str) -> bool:
    """Whether a file of this name (no folders) is taken for a Dockerfile."""
    if _ENDING.fullmatch(name):
        return True
    parts = _NAME.fullmatch(name)
    if parts is None:
        return False
    rest, extension = parts[2], parts[2].rpartition(".")[2].lower()
    if not rest:
        return True
    if rest.endswith(("~", "#")) or extension in _NEVER:
        return False
    if rest.startswith("."):
        return len(rest) > 1 and (name[0].isupper() or extension not in _SOURCES)
    if not name[0].isupper():
        return False
    # `DockerfileDev` is one, `DockerfileParser.java` is not.
    return "." not in rest or not rest[0].isalpha()
