"""Words of a script: how one is written, what it is once quotes are gone, and which variables it asks for.

A word keeps the ``LogicalText`` it was found in, so its ``span`` in the document is only worked out when asked for.
What a word is in the end can be unknown: ``value`` is ``None`` as soon as anything is expanded at run time, and
``fields`` tells what is left to say when the values of some variables are known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from ..syntax.dataclass import dataclass
from ..syntax.logical_text import LogicalText, Span

UNKNOWN_TEXT = "\ufffc"
"""Stands in ``fields`` for text that only the run knows."""


@dataclass(frozen=True, slots=True)
class VariableUse:
    """One use of a parameter: ``$name`` or ``${name…}``.

    ``operator`` is what follows the name (``:-``, ``-``, ``:?``, ``:+``, ``#``, ``%%``, ``/``, ``^`` …), ``length``
    for ``${#name}``, ``!`` for ``${!name}``, ``[`` for an array element, and ``None`` for the bare value.
    ``argument`` is the static text behind the operator, ``None`` when it is expanded itself. ``start`` and ``end``
    are offsets in ``origin``.
    """

    origin: LogicalText = field(repr=False, compare=False)
    start: int
    end: int
    name: str
    operator: str | None
    argument: str | None
    quoted: bool

    @property
    def span(self) -> Span:
        """Where it is written, dollar sign and braces included."""
        return self.origin.span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, from offset ``start`` to ``end`` of ``origin``.

    ``text`` is the word as written and ``value`` what the program gets when nothing in it is expanded at run time;
    otherwise ``value`` is ``None`` and ``parts`` holds literal text, variables, and ``None`` for anything else that is
    only known at run time. A glob or a leading tilde is left in ``value`` as written. In a script that was written as
    a quoted string with escapes, all words span the whole string.
    """

    origin: LogicalText = field(repr=False, compare=False)
    start: int
    end: int
    text: str
    value: str | None
    parts: tuple[str | VariableUse | None, ...] = ()
    variables: tuple[VariableUse, ...] = ()
    has_glob: bool = False
    has_braces: bool = False
    is_quoted: bool = False

    @property
    def span(self) -> Span:
        """Where the word is written, quotes included."""
        return self.origin.span(self.start, self.end)


def fields(word: Word, lookup: Callable[[VariableUse], str | None]) -> tuple[str, ...]:
    """The arguments that ``word`` turns into, with ``UNKNOWN_TEXT`` wherever a part is not known.

    ``lookup`` gives the value of a variable or ``None`` when it is not known. As in the shell, what an unquoted
    variable holds is split at blanks, so one word can give none or several. Globs and braces are left alone.
    """
    if word.value is not None:
        return (word.value,)
    if not word.parts:
        return (UNKNOWN_TEXT,)
    done: list[str] = []
    open_field: list[str] = []
    for part in word.parts:
        if isinstance(part, str):
            open_field.append(part)
            continue
        known = lookup(part) if part is not None else None
        if known is None:
            open_field.append(UNKNOWN_TEXT)
        elif part is not None and part.quoted:
            open_field.append(known)
        else:
            _split_into(known, open_field, done)
    if open_field or word.is_quoted:
        done.append("".join(open_field))
    return tuple(done)


def _split_into(known: str, open_field: list[str], done: list[str]) -> None:
    pieces = known.split()
    if open_field and known[:1].isspace():
        done.append("".join(open_field))
        open_field.clear()
    for piece in pieces[:-1]:
        done.append("".join([*open_field, piece]))
        open_field.clear()
    if pieces:
        open_field.append(pieces[-1])
    if open_field and known[-1:].isspace():
        done.append("".join(open_field))
        open_field.clear()
