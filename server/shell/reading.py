"""The state of a script being read: what was found so far, and how far the reader is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import NamedTuple

from ..syntax.dataclass import dataclass
from ..syntax.logical_text import LogicalText
from .dialect import Dialect
from .model import Assignment, Command, Function, Pipeline, Place, Redirection, Scope, Separator, ShellOptions
from .words import VariableUse, Word

NESTING_LIMIT = 24
"""Deeper than this nothing is read; real scripts stay below ten, and the reader must not run out of stack."""


@dataclass(slots=True)
class PipelineDraft:
    """A pipeline whose commands are not all known yet."""

    start: int
    end: int
    negated: bool = False
    size: int = 0
    commands: list[Command] = field(default_factory=list[Command])


@dataclass(slots=True)
class Draft:
    """What has been found. A command gets its slot in ``commands`` when it begins, so that the order is the text's."""

    origin: LogicalText
    commands: list[Command | None] = field(default_factory=list[Command | None])
    pipelines: list[PipelineDraft] = field(default_factory=list[PipelineDraft])
    separators: list[Separator] = field(default_factory=list[Separator])
    assignments: list[Assignment] = field(default_factory=list[Assignment])
    group_redirections: list[Redirection] = field(default_factory=list[Redirection])
    functions: list[Function] = field(default_factory=list[Function])
    scopes: list[Scope] = field(default_factory=list[Scope])
    variables: list[VariableUse] = field(default_factory=list[VariableUse])
    nesting: int = 0
    has_errors: bool = False

    def finished_pipelines(self) -> tuple[Pipeline, ...]:
        return tuple(
            Pipeline(self.origin, draft.start, draft.end, tuple(draft.commands), draft.size, draft.negated)
            for draft in self.pipelines
        )


@dataclass(frozen=True, slots=True)
class InnerScript:
    """A word that is itself a script: that of ``sh -c``, of ``su -c`` or of ``eval``.

    ``is_process`` is false for ``eval``, which runs it in the shell it is called from.
    """

    word: Word
    dialect: Dialect
    options: ShellOptions | None
    is_process: bool


class Grammar(NamedTuple):
    """What the readers of words and simple commands need of the reader of lists, which in turn is built on them."""

    statements: Callable[[Reading, Place, frozenset[str]], int]
    command: Callable[[Reading, Place, str | None, int], bool]
    substitution: Callable[[Reading, Place, str], None]
    function_body: Callable[[Reading, Place], None]
    inner_script: Callable[[Reading, Place, InnerScript], None]


@dataclass(slots=True)
class Reading:
    """One text being read from ``position`` to ``end``.

    Position ``p`` here is logical offset ``base + p`` of the origin, unless ``pinned``: then the text was unescaped
    first and everything in it stands at that one range. ``heredoc_ends`` says for the newline before the body of a
    here-document where reading goes on behind it.
    """

    draft: Draft
    text: str
    position: int
    end: int
    base: int
    pinned: tuple[int, int] | None
    grammar: Grammar
    heredoc_ends: dict[int, int] = field(default_factory=dict[int, int])

    def start_at(self, position: int) -> int:
        return self.base + position if self.pinned is None else self.pinned[0]

    def end_at(self, position: int) -> int:
        return self.base + position if self.pinned is None else self.pinned[1]

    def fail(self) -> None:
        self.draft.has_errors = True
