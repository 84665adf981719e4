"""The items a Dockerfile is a sequence of: directives, comments, blank lines and instructions.

Each item owns whole lines, line ends included, so the items' texts joined are the document. An item knows nothing of
where it stands: every span in it is relative to its own start, and the very same object serves before and after an edit
elsewhere. Details of an instruction are read when first asked for and kept with it.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any

from .cached import cached_property
from .continued_lines import LogicalHead as LogicalHead
from .continued_lines import join_lines as join_lines
from .continued_lines import shifted_head
from .dataclass import dataclass
from .flags import Flag, FlagsAndRest, read_flags
from .grammar import GRAMMAR, KEYWORDS, ArgumentStyle, Keyword
from .heredoc import Heredoc
from .json_form import JsonArray, NotJson, read_json_array
from .logical_text import LogicalText, Span
from .whitespace import SEPARATORS, SPACES, trimmed_range
from .words import KeyValue, Word, plain_words, quoted_words, split_key_value


@dataclass(frozen=True, slots=True)
class BlankLine:
    """A line of nothing but white space."""

    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment line."""

    text: str

    @property
    def span(self) -> Span:
        """From the number sign to the last character that is not white space."""
        return Span(self.text.index("#"), trimmed_range(self.text)[1])

    @property
    def content(self) -> str:
        """The text behind the number sign, trimmed."""
        return self.text[self.text.index("#") + 1 :].strip(SPACES)


@dataclass(frozen=True, slots=True)
class Directive:
    """A parser directive in its place at the top: ``# syntax=``, ``# escape=`` or ``# check=``.

    ``name`` is in lower case. ``problem`` says why BuildKit refuses it, if it does.
    """

    text: str
    name: str
    value: str
    name_span: Span
    value_span: Span
    problem: str | None = None

    @property
    def span(self) -> Span:
        """From the number sign to the end of the value."""
        return Span(self.text.index("#"), self.value_span.end)


@dataclass(frozen=True)
class Instruction:
    """An instruction, known or not, with its continuation lines and heredoc bodies.

    ``head_length`` is where the heredoc bodies begin; ``escape`` is the escape character in force. ``offset`` is where
    a nested instruction begins in the one that holds it; ``skipped`` counts the byte order mark before the first one.
    """

    text: str
    escape: str
    head_length: int
    heredocs: tuple[Heredoc, ...] = ()
    offset: int = 0
    skipped: int = 0
    memo: dict[object, Any] = field(default_factory=dict[object, Any], compare=False, repr=False)
    """What higher layers computed from this instruction alone, kept as long as it lives."""

    @cached_property
    def head(self) -> LogicalHead:
        """The joined text and its map."""
        head = join_lines(self.text[: self.head_length], self.escape, self.skipped)
        return head if not self.offset else shifted_head(head, self.offset)

    @property
    def line(self) -> LogicalText:
        """The instruction as BuildKit reads it, in one line."""
        return self.head.line

    @cached_property
    def _keyword_range(self) -> tuple[int, int]:
        text = self.line.text
        start, end = trimmed_range(text)
        stop = start
        while stop < end and text[stop] not in SEPARATORS:
            stop += 1
        return start, stop

    @cached_property
    def keyword_text(self) -> str:
        """The keyword as written."""
        start, end = self._keyword_range
        return self.line.text[start:end]

    @cached_property
    def keyword(self) -> Keyword | None:
        """The instruction's keyword; ``None`` if no such instruction exists."""
        return KEYWORDS.get(self.keyword_text.upper())

    @cached_property
    def keyword_span(self) -> Span:
        """Where the keyword is written."""
        return self.line.span(*self._keyword_range)

    @cached_property
    def span(self) -> Span:
        """From the keyword to the last character that says something, heredocs included."""
        if self.heredocs:
            last = self.heredocs[-1]
            return Span(self.keyword_span.start, (last.terminator or last.body).end)
        start, end = trimmed_range(self.line.text)
        return self.line.span(start, end)

    @cached_property
    def _flags_and_rest(self) -> FlagsAndRest:
        end = trimmed_range(self.line.text)[1]
        line = self.line if end == len(self.line.text) else self.line.slice(0, end)
        return read_flags(line, self._keyword_range[1], self.escape)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags before the arguments."""
        return self._flags_and_rest.flags

    @property
    def flag_texts(self) -> tuple[str, ...]:
        """The flags as they are written, such as ``--from=build``."""
        return tuple(flag.text for flag in self.flags)

    def flag(self, name: str) -> Flag | None:
        """The first flag of that name (without dashes)."""
        return next((flag for flag in self.flags if flag.name == name), None)

    @cached_property
    def arguments(self) -> LogicalText:
        """What follows keyword and flags, trimmed."""
        start, end = trimmed_range(self.line.text, self._flags_and_rest.rest)
        return self.line.slice(start, end)

    @property
    def style(self) -> ArgumentStyle:
        """How the arguments are read; an unknown instruction is read as plain text."""
        return ArgumentStyle.TEXT if self.keyword is None else GRAMMAR[self.keyword].style

    @cached_property
    def command_text(self) -> LogicalText:
        """The arguments that may be a JSON array; for HEALTHCHECK those behind ``CMD``."""
        if self.keyword is not Keyword.HEALTHCHECK:
            return self.arguments
        text = self.arguments.text
        at = 0
        while at < len(text) and text[at] not in SEPARATORS:
            at += 1
        while at < len(text) and text[at] in SEPARATORS:
            at += 1
        return self.arguments.slice(at)

    @cached_property
    def json(self) -> JsonArray | NotJson | None:
        """The exec form, or why text that begins with a bracket is none; ``None`` for anything else."""
        if self.style in (ArgumentStyle.COMMAND, ArgumentStyle.LIST, ArgumentStyle.HEALTHCHECK):
            return read_json_array(self.command_text)
        return None

    @property
    def is_exec_form(self) -> bool:
        """Whether the arguments are a JSON array of strings."""
        return isinstance(self.json, JsonArray)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The arguments as words, split as this instruction's style asks; empty for exec forms and commands."""
        match self.style:
            case ArgumentStyle.WORDS:
                return plain_words(self.arguments, self.escape)
            case ArgumentStyle.LIST:
                return () if self.is_exec_form else plain_words(self.arguments, self.escape)
            case ArgumentStyle.KEY_VALUES | ArgumentStyle.NAMES:
                return quoted_words(self.arguments, self.escape)
            case ArgumentStyle.TEXT:
                return (Word(self.arguments, self.escape),) if self.arguments.text else ()
            case ArgumentStyle.HEALTHCHECK:
                return plain_words(self.arguments, self.escape)[:1]
            case ArgumentStyle.COMMAND | ArgumentStyle.INSTRUCTION:
                return ()

    @cached_property
    def argument_words(self) -> tuple[Word, ...]:
        """The arguments as words whichever form they have: the elements of a JSON array, else :attr:`words`."""
        if isinstance(self.json, JsonArray):
            return tuple(Word(element.source, self.escape) for element in self.json.elements)
        return self.words

    @cached_property
    def key_values(self) -> tuple[KeyValue, ...]:
        """The pairs of ENV, LABEL and ARG; a word without an equals sign in a later place has no value."""
        if self.style not in (ArgumentStyle.KEY_VALUES, ArgumentStyle.NAMES):
            return ()
        if self.is_legacy_pair:
            return (self._legacy_pair(),)
        return tuple(split_key_value(word) for word in self.words)

    @property
    def is_legacy_pair(self) -> bool:
        """Whether ENV or LABEL is written ``key value``, without an equals sign."""
        return self.style is ArgumentStyle.KEY_VALUES and bool(self.words) and "=" not in self.words[0].text

    def _legacy_pair(self) -> KeyValue:
        text = self.arguments.text
        at = 0
        while at < len(text) and text[at] not in SEPARATORS:
            at += 1
        key = Word(self.arguments.slice(0, at), self.escape)
        while at < len(text) and text[at] in SEPARATORS:
            at += 1
        value = Word(self.arguments.slice(at), self.escape) if at < len(text) else None
        return KeyValue(key, value, False, self.arguments.span(0, len(text)))

    @cached_property
    def nested(self) -> Instruction | None:
        """The instruction behind ONBUILD; its spans are relative to this instruction too.

        ONBUILD behind ONBUILD, which BuildKit refuses, has none.
        """
        if self.keyword is not Keyword.ONBUILD or not self.arguments.text or self.offset:
            return None
        offset = self.arguments.source(0) - self.offset
        return Instruction(
            self.text[offset:], self.escape, self.head_length - offset, self.heredocs, self.offset + offset
        )


Item = BlankLine | Comment | Directive | Instruction
