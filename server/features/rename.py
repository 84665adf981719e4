"""Rename stages, variables and heredoc delimiters, and edit their places together while typing.

Promises: after the edits every place means what it meant before, or the reason why not is told. Leaves out: what
programs read from the environment, and other files.
"""

from __future__ import annotations

import re

from ..code_actions.edits import TextEdit
from ..semantics.program import Program
from ..syntax.dataclass import dataclass
from ..syntax.heredoc import Heredoc
from ..syntax.items import Instruction
from ..syntax.logical_text import Span
from .navigation import Found, name_at, names_in
from .occurrence import Name, NameKind, Occurrence

LINKED_WORD = r"[A-Za-z_][\w.-]*"
"""What may be typed while places are edited together."""

_SHAPES = {
    NameKind.STAGE: (
        r"[a-z][a-z0-9_.-]*",
        "A stage's name begins with a letter and goes on with letters, digits, `-`, `_` and `.`",
    ),
    NameKind.VARIABLE: (
        r"[a-z_][a-z0-9_]*",
        "A variable's name is made of letters, digits and `_`, and does not begin with a digit",
    ),
    NameKind.HEREDOC: (r"[a-z0-9_.-]+", "A delimiter is made of letters, digits, `-`, `_` and `.`"),
}
_RESERVED = frozenset(("scratch", "context"))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be renamed: a sentence without a full stop."""

    reason: str


def renamable(program: Program, offset: int) -> Found | Refusal | None:
    """The name at a place if it can be renamed; ``None`` where no name stands."""
    found = name_at(program, offset)
    if found is None:
        return None
    if found.name.obstacle is not None:
        return Refusal(found.name.obstacle)
    if not _is_spelled(found.name, found.occurrence):
        return Refusal(f"`{found.occurrence.text}` refers to it by another name")
    return found


def rename(program: Program, offset: int, new: str) -> tuple[TextEdit, ...] | Refusal | None:
    """The edits that give the name at a place another text."""
    found = renamable(program, offset)
    if found is None or isinstance(found, Refusal):
        return found
    name = found.name
    reason = _why_not(program, name, new)
    if reason is not None:
        return Refusal(reason)
    places = (one.span for one in name.occurrences if _is_spelled(name, one))
    return tuple(TextEdit(span.start, span.end, new) for span in places)


def linked_places(program: Program, offset: int) -> list[Span]:
    """The places that are edited together with the one at ``offset``, itself included; empty if there is no other."""
    found = renamable(program, offset)
    if found is None or isinstance(found, Refusal):
        return []
    places = [one.span for one in found.name.occurrences if one.text == found.occurrence.text]
    return places if len(places) > 1 and len(places) == len(found.name.occurrences) else []


def _is_spelled(name: Name, occurrence: Occurrence) -> bool:
    """Whether the place holds the name itself rather than a number or a variable."""
    if name.kind is NameKind.STAGE:
        return occurrence.text.lower() == name.text.lower()
    return occurrence.text == name.text


def _why_not(program: Program, name: Name, new: str) -> str | None:
    pattern, sentence = _SHAPES[name.kind]
    if re.fullmatch(pattern, new, re.IGNORECASE | re.ASCII) is None:
        return sentence
    if new == name.text:
        return None
    if name.kind is NameKind.HEREDOC:
        return _why_not_delimiter(program, name, new)
    is_stage = name.kind is NameKind.STAGE
    if is_stage and new.lower() in _RESERVED:
        return f"`{new}` has a meaning of its own"
    wanted = new.lower() if is_stage else new
    for other in names_in(program):
        text = other.text.lower() if is_stage else other.text
        if other.kind is name.kind and text == wanted and other.occurrences != name.occurrences:
            return f"There is a {name.kind.value} `{other.text}` already"
    if is_stage:
        return f"`{new}` is the name of an image here" if _is_image(program, wanted) else None
    return f"A script sets a variable `{new}` of its own" if _is_set_by_script(program, new) else None


def _is_set_by_script(program: Program, wanted: str) -> bool:
    scripts = (step.script for stage in program.stages for _, step in stage.all_steps())
    return any(one.name == wanted for found in scripts if found is not None for one in found.script.assignments)


def _is_image(program: Program, wanted: str) -> bool:
    """Whether FROM or ``--from`` names an image that the new name would take the place of."""
    return any(
        use.stage is None and (use.value or "").lower() == wanted
        for stage in program.stages
        for use in (stage.base, *(use for uses in stage.contents.uses for use in uses))
    )


def _why_not_delimiter(program: Program, name: Name, new: str) -> str | None:
    heredoc, text = _heredoc(program, name)
    body = text[heredoc.body.start : heredoc.body.end]
    lines = (line.rstrip("\r") for line in body.split("\n"))
    if any((line.lstrip("\t") if heredoc.opening.strips_tabs else line) == new for line in lines):
        return f"A line of the heredoc is `{new}`, and would end it"
    return None


def _heredoc(program: Program, name: Name) -> tuple[Heredoc, str]:
    tree = program.tree
    place = name.occurrences[0].span
    index = tree.index_at_line(tree.source.line_of(place.start))
    instruction = tree.items[index]
    assert isinstance(instruction, Instruction)
    for heredoc in instruction.heredocs:
        where = tree.absolute(index, heredoc.opening.delimiter_span)
        if where.start <= place.start < where.end:
            return heredoc, instruction.text
    raise LookupError(name)
