"""Which instructions of a stage stand in a bad order for the build cache, and can be moved without changing the image.

Two moves are certain. Packages of the distribution are installed before files are copied that the install does not
read. What says with each build that it is another one, such as a revision, is declared behind installs that do not read
it, since an argument in force is part of what a RUN is remembered by
(https://docs.docker.com/reference/dockerfile/#impact-on-build-caching). All else stays, and has a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..diagnostics.finding import Edit
from ..diagnostics.rules.build_cache.argument_declared_early import changes_with_each_build
from ..semantics.environment import BindingKind
from ..semantics.file_effects import absolute_path, destination_of
from ..semantics.mounts import is_below
from ..semantics.stage import Stage
from ..semantics.step import Step
from ..syntax.bodies import Transfer, body_of
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import Span
from .edits import first_comment_above, removed
from .system_installs import installs_packages, is_apart_from_the_system, why_dependent

_VERSION = lazy_pattern(r"(?:(?:APP|BUILD|IMAGE|PACKAGE|PROJECT|SERVICE)_)?(?:VERSION|RELEASE)\Z", re.IGNORECASE)
_TELLS_VERSION = lazy_pattern(r"(?:.*_)?(?:VERSION|RELEASE)\Z", re.IGNORECASE)
_NAME_OF_VARIABLE = lazy_pattern(r"\w+")
_NAME_OF_LABEL = lazy_pattern(r"[\w.-]+")
_DESCRIBES = frozenset(
    (
        *(Keyword.CMD, Keyword.ENTRYPOINT, Keyword.EXPOSE, Keyword.HEALTHCHECK, Keyword.LABEL, Keyword.MAINTAINER),
        Keyword.STOPSIGNAL,
    )
)


@dataclass(frozen=True, slots=True)
class Move:
    """Instructions, by their positions in the stage, that are to stand in front of the item at position ``to``."""

    positions: tuple[int, ...]
    to: int
    what: str


def moves(stage: Stage) -> Iterator[Move]:
    """The moves that make the order better, each by itself; the first may make room for others."""
    for position, step in stage.steps_with(Keyword.RUN):
        found = earlier_place(stage, position) if installs_packages(step) else None
        if isinstance(found, int):
            yield Move((position,), found, "packages before files")
    late = _later_declarations(stage)
    if late is not None:
        yield late


def earlier_place(stage: Stage, position: int) -> int | str | None:
    """Where a RUN that installs packages can stand above files that are copied, or why it has to stay behind them.

    ``None`` where there are none that it could be moved over.
    """
    step = stage.steps[position]
    assert step is not None
    found: int | None = None
    for place in range(position - 1, 0, -1):
        above = stage.steps[place]
        if above is None:
            continue
        if above.item.keyword in (Keyword.COPY, Keyword.ADD):
            if not _is_out_of_the_way(above, step):
                break
            found = first_comment_above(stage.items, place)
        elif above.item.keyword not in _DESCRIBES and not _is_harmless_workdir(above):
            break
    return None if found is None else why_dependent(step) or found


def _is_out_of_the_way(copy: Step, install: Step) -> bool:
    """Whether what is copied goes where neither packages nor the programs that install them are."""
    body = body_of(copy.instruction)
    destination = destination_of(copy, body) if isinstance(body, Transfer) else None
    if destination is None or not is_apart_from_the_system(destination):
        return False
    path = install.binding("PATH")
    if path is None or path.kind is not BindingKind.ENVIRONMENT:
        return True
    folder = destination.rstrip("/")
    return path.value is not None and not any(is_below(each or "/", folder) for each in path.value.split(":"))


def _is_harmless_workdir(step: Step) -> bool:
    if step.item.keyword is not Keyword.WORKDIR or not step.instruction.words:
        return False
    path = absolute_path(step.workdir.value, step.evaluate(step.instruction.words[0]))
    return path is not None and is_apart_from_the_system(path)


def _later_declarations(stage: Stage) -> Move | None:
    """Arguments that change with each build, and what repeats them, behind installs that read none of it."""
    first = min(stage.select(_changing).positions, default=len(stage.steps))
    group: list[int] = []
    arguments: list[str] = []
    variables: set[str] = set()
    words_of_group: set[str] = set()
    found: Move | None = None
    for position, step in enumerate(stage.steps[first:], first):
        if step is None:
            continue
        words = _words(step.item.text)
        if _changing(step) or (_repeats(step) and words & variables):
            group.append(position)
            arguments += _changing(step)
            variables.update(() if step.item.keyword is Keyword.LABEL else _keys(step))
            words_of_group |= words.union(_keys(step))
        elif step.item.keyword is None or words & variables or words_of_group.intersection(_keys(step)):
            break
        elif step.item.keyword is Keyword.RUN:
            if not installs_packages(step) or why_dependent(step) is not None:
                break
            shown = ", ".join(f"`{name}`" for name in arguments)
            found = Move(tuple(group), position + 1, f"{shown} behind packages")
    return found


def _changing(step: Step) -> tuple[str, ...]:
    """The arguments that an ARG declares, if the value of each is another one with each build."""
    if step.item.keyword is not Keyword.ARG:
        return ()
    pairs = step.item.key_values
    is_changing = [
        _VERSION.match(pair.key.text) or (pair.value is None and changes_with_each_build(pair.key.text))
        for pair in pairs
    ]
    return _keys(step) if all(is_changing) else ()


def _repeats(step: Step) -> bool:
    """Whether an instruction puts nothing but versions into the environment or the labels."""
    if step.item.keyword is Keyword.LABEL:
        return True
    is_version = [_TELLS_VERSION.match(name) or changes_with_each_build(name) for name in _keys(step)]
    return step.item.keyword is Keyword.ENV and all(is_version)


def _keys(step: Step) -> tuple[str, ...]:
    """The variables or labels that an instruction sets."""
    return tuple(pair.key.value or pair.key.text for pair in step.item.key_values)


def _words(text: str) -> set[str]:
    """All that may be the name of a variable or of a label in a text."""
    return {*_NAME_OF_VARIABLE.findall(text), *_NAME_OF_LABEL.findall(text)}


def edits_of_move(stage: Stage, move: Move) -> tuple[Edit, ...]:
    """The edits that move instructions together with the comments that stand directly above them.

    Of blank lines that would meet, those above a moved instruction go with it, if it goes up, and away otherwise.
    """
    edits: list[Edit] = []
    moved: list[str] = []
    for start, stop in _ranges(stage, move.positions):
        gone = removed(stage.items, start, stop)
        edits += gone
        moved += (_complete(item.text) for item in stage.items[start:stop])
        if len(gone) > stop - start and move.to < start:
            moved.append("\n")
    before = stage.items[move.to - 1]
    end = len(before.text)
    is_open = not before.text.endswith("\n")
    text = "".join(moved)
    return (*edits, Edit(before, Span(end, end), "\n" + text.removesuffix("\n") if is_open else text))


def _ranges(stage: Stage, positions: Iterable[int]) -> list[tuple[int, int]]:
    """The items to move, those that follow each other together."""
    found: list[tuple[int, int]] = []
    for position in positions:
        start, stop = first_comment_above(stage.items, position), position + 1
        if found and found[-1][1] == start:
            start = found.pop()[0]
        found.append((start, stop))
    return found


def _complete(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"
