"""Which manifests an install needs beside it, and which of them a stage has copied by then."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from ....project.build_context import BuildContext
from ....project.go_path import clean, match
from ....semantics.file_effects import destination_of
from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....syntax.bodies import Transfer, body_of

_MANIFESTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "npm": {"package*.json": ("package.json", "package-lock.json")},
    "yarn": {"package.json": ("package.json",), "yarn.lock*": ("yarn.lock",)},
    "pnpm": {"package.json": ("package.json",), "pnpm-lock.yaml*": ("pnpm-lock.yaml",)},
    "bun": {"package.json": ("package.json",), "bun.lock*": ("bun.lock", "bun.lockb")},
    "pipenv": {"Pipfile*": ("Pipfile", "Pipfile.lock")},
    "poetry": {"pyproject.toml": ("pyproject.toml",), "poetry.lock*": ("poetry.lock",)},
    "bundle": {"Gemfile*": ("Gemfile", "Gemfile.lock")},
    "go": {"go.mod": ("go.mod",), "go.sum*": ("go.sum",)},
}
"""What is copied for an install, with the files that it stands for; a pattern stands for one that may be missing."""


def lacking_manifests(
    install: Invocation, before: Iterable[Step], folder: str | None, context: BuildContext
) -> tuple[str, ...] | None:
    """The sources of a COPY that brings what an install needs and the steps ``before`` have not copied.

    ``folder`` is the absolute path that the manifests have to lie in, where that is known. ``None`` where it is not
    known what the install needs.
    """
    needed = _needed(install)
    if needed is None:
        return None
    copied = frozenset(_copied(before, folder)) if folder is not None else frozenset[str]()
    names = {name: any(match(source, name) is True for source in copied) for each in needed.values() for name in each}
    if not any(names.values()):
        return tuple(needed)
    return tuple(
        name if context.exists(name) else f"{name}*"
        for name, is_copied in names.items()
        if not is_copied and context.exists(name) is not False
    )


def _needed(install: Invocation) -> Mapping[str, tuple[str, ...]] | None:
    if install.tool == "pip":
        files = [option.value for option in install.options if option.name == "--requirement"]
        if len(files) != 1 or files[0] is None or "/" in files[0] or len(install.packages) > 1:
            return None
        return {files[0]: (files[0],)}
    return _MANIFESTS.get(install.tool)


def _copied(steps: Iterable[Step], folder: str) -> Iterator[str]:
    """What is copied from the context into a folder under its own name, as written in the sources."""
    for step in steps:
        body = body_of(step.instruction)
        if not isinstance(body, Transfer) or body.source_stage is not None:
            continue
        destination = destination_of(step, body)
        for word in body.file_sources:
            source = clean(step.evaluate(word) or "")
            if destination in (f"{folder.rstrip('/')}/", posixpath.join(folder, source)):
                yield source
