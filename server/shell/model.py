"""The values that a script is read into.

``start`` and ``end`` are offsets in the logical text of the script; every ``span`` is a place in the document, relative
to the instruction. All values are frozen; the only thing that changes is the memo of a ``Script``, which holds what was
computed from it alone.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from ..syntax.dataclass import dataclass
from ..syntax.logical_text import LogicalText, Span
from .dialect import Dialect
from .words import VariableUse, Word


@dataclass(frozen=True, slots=True)
class ShellOptions:
    """Options of a running shell: on, off, or ``None`` where it depends on what happened before."""

    errexit: bool | None = False
    nounset: bool | None = False
    xtrace: bool | None = False
    pipefail: bool | None = False


@dataclass(frozen=True, slots=True)
class Scope:
    """A shell process or function body. ``options`` are those it starts with; ``None`` means those of its parent.

    ``parent`` is the index of the scope around it. Variables set in a ``shell`` scope, a subshell or a substitution
    are not seen outside; a ``shell`` scope does not see those of its parent either.
    """

    kind: Literal["script", "subshell", "substitution", "function", "shell"]
    parent: int | None
    dialect: Dialect
    options: ShellOptions | None


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where in the structure of a script something stands: ``depth`` counts the constructs around it."""

    parent: Place | None
    depth: int
    scope: int
    in_subshell: bool
    conditional: bool
    in_substitution: bool
    in_function: bool

    def is_within(self, other: Place) -> bool:
        """Whether this place is ``other`` or lies inside it."""
        place: Place | None = self
        while place is not None:
            if place is other:
                return True
            place = place.parent
        return False


@dataclass(frozen=True, slots=True)
class Redirection:
    """``2>&1``, ``>file``, ``<<EOF``.

    For a here-document ``target`` is the delimiter and ``body`` its text, a word that runs up to the line of the
    delimiter; ``body`` is ``None`` where the text is not part of the script.
    """

    origin: LogicalText = field(repr=False, compare=False)
    start: int
    end: int
    operator: str
    target: Word | None
    file_descriptor: str | None
    body: Word | None = None

    @property
    def span(self) -> Span:
        return self.origin.span(self.start, self.end)

    @property
    def heredoc(self) -> Span | None:
        """Where the text of a here-document stands."""
        return self.body.span if self.body is not None else None


@dataclass(frozen=True, slots=True)
class Assignment:
    """``name=value``, alone, before a command, or as argument of ``export`` and its like.

    ``value`` is ``None`` for ``name=`` and for names that a loop or ``read`` sets. ``static_value`` is the text that
    the variable holds afterwards, ``None`` when only the run knows it.
    """

    origin: LogicalText = field(repr=False, compare=False)
    start: int
    end: int
    name: str
    value: Word | None
    static_value: str | None
    appends: bool
    place: Place = field(repr=False, compare=False)

    @property
    def span(self) -> Span:
        return self.origin.span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command, or a test in brackets, whose name is then ``[`` or ``[[``.

    ``operator`` joins it to the one before it in the same list and is ``None`` for the first. ``pipeline`` is the index
    of its pipeline in the script.
    """

    origin: LogicalText = field(repr=False, compare=False)
    start: int
    end: int
    name: Word
    arguments: tuple[Word, ...]
    assignments: tuple[Assignment, ...]
    redirections: tuple[Redirection, ...]
    operator: str | None
    pipeline: int
    place: Place = field(repr=False, compare=False)

    @property
    def span(self) -> Span:
        """From its first to its last word or redirection; the bodies of here-documents are not in it."""
        return self.origin.span(self.start, self.end)

    @property
    def words(self) -> tuple[Word, ...]:
        """Name and arguments."""
        return (self.name, *self.arguments)

    @property
    def depth(self) -> int:
        """How many subshells, branches, loops, functions and substitutions stand around it."""
        return self.place.depth

    @property
    def scope(self) -> int:
        """The index of its shell process in ``Script.scopes``."""
        return self.place.scope

    @property
    def in_subshell(self) -> bool:
        """Whether what it does to directory and variables is lost after the subshell or inner shell."""
        return self.place.in_subshell

    @property
    def conditional(self) -> bool:
        """Whether it stands in a branch, a loop body, or after ``||``."""
        return self.place.conditional

    @property
    def in_substitution(self) -> bool:
        """Whether its output becomes part of a word."""
        return self.place.in_substitution

    @property
    def in_function(self) -> bool:
        """Whether it only runs when a function is called."""
        return self.place.in_function


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands joined by ``|``. ``size`` also counts groups such as ``(…)`` or ``while … done`` between the pipes.

    The commands inside such a group belong to pipelines of their own.
    """

    origin: LogicalText = field(repr=False, compare=False)
    start: int
    end: int
    commands: tuple[Command, ...]
    size: int
    negated: bool

    @property
    def span(self) -> Span:
        return self.origin.span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Separator:
    """An operator between commands of the script itself, not of anything nested in it."""

    origin: LogicalText = field(repr=False, compare=False)
    start: int
    end: int
    operator: str

    @property
    def span(self) -> Span:
        return self.origin.span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Function:
    """A function that the script defines; ``name`` is the word behind ``function`` or before the brackets."""

    name: Word
    place: Place = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """A script as read. Commands stand in the order of the text, those of nested shells and substitutions included.

    ``assignments`` are those that last: alone, by ``export`` and its like, by a loop or ``read``. One in front of a
    command is only with that command. ``variables`` are all uses of variables, wherever they stand, and
    ``group_redirections`` those of compound commands and of no command at all.
    """

    text: LogicalText
    dialect: Dialect
    commands: tuple[Command, ...] = ()
    pipelines: tuple[Pipeline, ...] = ()
    separators: tuple[Separator, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    group_redirections: tuple[Redirection, ...] = ()
    functions: tuple[Function, ...] = ()
    scopes: tuple[Scope, ...] = ()
    variables: tuple[VariableUse, ...] = ()
    has_errors: bool = False
    memo: dict[object, object] = field(default_factory=dict[object, object], repr=False, compare=False)

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word of every command, assignments and redirections left out."""
        return tuple(word for command in self.commands for word in command.words)
