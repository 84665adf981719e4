"""Which manifest of the build context a stage installs from, as far as its COPY instructions and mounts tell."""

from __future__ import annotations

import posixpath
from fnmatch import fnmatchcase

from ....project.build_context import BuildContext, EntryKind
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ...fact_checks import FactsOfStage

_DEVELOPMENT = lazy_pattern(
    r"(?<![A-Za-z])(?:dev|develop|development|test|tests|debug|ci|lint|nodemon|watch|serve|jest)(?![A-Za-z])"
)


def sources_of(step: Step) -> tuple[tuple[str, ...], ...]:
    """What a COPY, ADD or bind mount takes from the build context, one tuple a step. For ``Stage.select``."""
    if step.keyword in (Keyword.COPY, Keyword.ADD):
        body = body_of(step.instruction)
        if not isinstance(body, Transfer) or body.source_stage is not None:
            return ()
        values = [step.evaluate(word) for word in body.file_sources]
        return (tuple(value for value in values if value and "://" not in value),)
    if step.keyword is Keyword.RUN:
        mounts = [flag for flag in step.instruction.flags if flag.name == "mount" and flag.mount_type == "bind"]
        return tuple(
            ((option.value if option is not None and option.value else "."),)
            for flag in mounts
            if flag.mount_option("from") is None
            for option in (flag.mount_option("source", "src"),)
        )
    return ()


def manifest_path(stage: FactsOfStage | Stage, position: int, name: str, context: BuildContext) -> str | None:
    """The path in the build context of the file ``name`` that reached the stage up to item ``position``, if one did."""
    for sources in reversed(stage.select(sources_of).before(position + 1)):
        for source in sources:
            found = _within(source, name, context)
            if found is not None:
                return found
    return None


def _within(source: str, name: str, context: BuildContext) -> str | None:
    base = posixpath.basename(source.rstrip("/"))
    folder = source
    if base == name or (any(mark in base for mark in "*?[") and fnmatchcase(name, base)):
        folder = posixpath.dirname(source)
    elif any(mark in source for mark in "*?["):
        return None
    elif base not in ("", ".", ".."):
        entry = context.entry(source)
        if entry is None or entry.kind is not EntryKind.FOLDER:
            return None
    path = posixpath.normpath(posixpath.join("/", folder, name))[1:]
    return path if context.is_sent(path) is True else None


def names_file(stage: FactsOfStage, position: int, *names: str) -> bool:
    """Whether a file of one of these names is copied or mounted by its very name up to item ``position``."""
    for sources in stage.select(sources_of).before(position + 1):
        if any(posixpath.basename(source) in names for source in sources):
            return True
    return False


def is_for_development(stage: FactsOfStage) -> bool:
    """Whether the stage's name or what it starts says that it is no image for production."""
    texts = [stage.traits.name or ""]
    for keyword in (Keyword.CMD, Keyword.ENTRYPOINT):
        texts.extend(step.item.text for step in stage.steps_with(keyword).facts)
    return any(_DEVELOPMENT.search(text.lower()) for text in texts)
