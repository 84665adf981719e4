"""How the command line of a tool is described.

Options are written as a table of text, one option a line, the way a manual page lists them::

    -y --yes --assume-yes
    -t --target-release --default-release VALUE
    -i --in-place [SUFFIX]
    -q --quiet [=LEVEL]

The names of one line mean the same; the first long one is the name by which rules ask for it, or the first of all when
there is no long one. A word in capitals is a value that follows in the same word or the next. In square brackets it can
be left out and is only ever part of the same word; with an equals sign it must be written behind one, which tells
``-qy`` from ``-i.bak``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from ..syntax.dataclass import dataclass
from ..syntax.logical_text import Span
from .words import Word


class OptionKind(NamedTuple):
    """One option of a tool: its name for rules, and whether a value belongs to it."""

    name: str
    value: Literal["none", "needed", "optional", "after equals"]


@dataclass(frozen=True, slots=True)
class Option:
    """An option as it stands in a command.

    ``name`` is the one of the table, or the written one when the table has none. ``written`` is the option without
    its value. ``value_word`` is the word that holds the value, which is ``word`` itself when both are one word.
    ``value`` is ``None`` when there is none or only the run knows it.
    """

    name: str
    written: str
    value: str | None
    word: Word
    value_word: Word | None
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands, its value included; within a cluster such as ``-qqy`` only its letter."""
        return self.word.origin.span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class PackageArgument:
    """A thing that is asked for by name, path or address.

    ``is_pinned`` is ``None`` where one cannot say: the version is not known, comes from elsewhere, or there can be
    none. ``version`` is the version, range or tag as written, if it is known.
    """

    word: Word
    name: str | None
    version: str | None
    is_pinned: bool | None
    kind: Literal["name", "path", "url", "unknown"]


class Argument(NamedTuple):
    """One argument of a command line: its text, with ``UNKNOWN_TEXT`` for what only the run knows, and its word.

    ``is_exact`` says that character ``i`` of the text is written at ``word.start + i``.
    """

    word: Word
    text: str
    is_exact: bool


class PackageRequest(NamedTuple):
    """What a package reader sees: the operands behind the subcommand, and the options by name."""

    operands: tuple[Argument, ...]
    options: tuple[Option, ...]

    def value_of(self, *names: str) -> str | None:
        """The value of the last option with one of these names."""
        return next((option.value for option in reversed(self.options) if option.name in names), None)

    def has(self, *names: str) -> bool:
        return any(option.name in names for option in self.options)


PackageReader = Callable[[PackageRequest], "tuple[PackageArgument, ...]"]
ImpliedOptions = Callable[["tuple[Option, ...]"], "tuple[Option, ...]"]


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A word that chooses what a tool does, with the options that it adds.

    ``default`` names the subcommand that is meant when none is written. With ``options_end_at_operand`` what follows
    the first operand belongs to another program.
    """

    options: str = ""
    aliases: tuple[str, ...] = ()
    subcommands: Mapping[str, Subcommand] = field(default_factory=lambda: MappingProxyType({}))
    default: str | None = None
    packages: PackageReader | None = None
    options_end_at_operand: bool = False
    runs_command: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """A program, under all the names by which it is called.

    ``clusters`` allows ``-xzf``; ``single_dash_long`` allows ``-tags x`` as one option; ``abbreviations`` allows any
    unambiguous beginning of a long option, as GNU programs do; ``bundled_first`` is the ``tar xzf`` of old. With
    ``dashed_operands``, dashed words that are not in the table are operands. ``implied`` adds the options that others
    amount to. A tool that ``runs_command`` starts another one: behind its options come ``leading_operands`` words,
    assignments if it ``takes_assignments``, and then the command.
    """

    name: str
    programs: tuple[str, ...]
    options: str = ""
    subcommands: Mapping[str, Subcommand] = field(default_factory=lambda: MappingProxyType({}))
    default: str | None = None
    packages: PackageReader | None = None
    clusters: bool = True
    single_dash_long: bool = False
    abbreviations: bool = False
    bundled_first: bool = False
    plus_options: bool = False
    dashed_operands: bool = False
    options_end_at_operand: bool = False
    implied: ImpliedOptions | None = None
    runs_command: bool = False
    leading_operands: int = 0
    takes_assignments: bool = False
    has_dynamic_subcommands: bool = False


@cache
def option_table(text: str) -> dict[str, OptionKind]:
    """The options described by ``text``, by every name that can be written."""
    table: dict[str, OptionKind] = {}
    for line in text.splitlines():
        words = line.split()
        if not words:
            continue
        last = words[-1]
        value: Literal["none", "needed", "optional", "after equals"] = "none"
        if last.startswith("[="):
            value = "after equals"
        elif last.startswith("["):
            value = "optional"
        elif not last.startswith(("-", "+")):
            value = "needed"
        names = words if value == "none" else words[:-1]
        kind = OptionKind(next((name for name in names if name.startswith("--")), names[0]), value)
        for name in names:
            table[name] = kind
    return table


@cache
def joined_table(*texts: str) -> dict[str, OptionKind]:
    """Several tables as one; a later one wins."""
    table: dict[str, OptionKind] = {}
    for text in texts:
        table.update(option_table(text))
    return table


def subcommand_named(subcommands: Mapping[str, Subcommand], written: str) -> str | None:
    """The name of the subcommand that is written so, under its own name or an alias."""
    if written in subcommands:
        return written
    return next((name for name, subcommand in subcommands.items() if written in subcommand.aliases), None)
