"""Flags between keyword and arguments, ``--mount`` and its options among them."""

from __future__ import annotations

from collections.abc import Iterator

from .cached import cached_property
from .dataclass import dataclass
from .logical_text import LogicalText, Span
from .whitespace import SEPARATORS
from .words import Word

FLAG_ESCAPE = "\\"
"""BuildKit cuts flags with the backslash as escape, whatever the ``escape`` directive says."""


@dataclass(frozen=True)
class MountOption:
    """``key=value`` or a bare key of a ``--mount`` flag; spans relative to the instruction."""

    key: str
    value: str | None
    key_span: Span
    value_word: Word | None

    @property
    def span(self) -> Span:
        """Key and value together."""
        end = self.key_span.end if self.value_word is None else self.value_word.span.end
        return Span(self.key_span.start, end)


@dataclass(frozen=True)
class Flag:
    """``--name`` or ``--name=value``; quotes and escapes are gone from ``name`` and ``value``."""

    name: str
    value: Word | None
    span: Span
    name_span: Span

    @property
    def text(self) -> str:
        """The flag as BuildKit keeps it."""
        return f"--{self.name}" if self.value is None else f"--{self.name}={self.value.text}"

    @cached_property
    def mount_options(self) -> tuple[MountOption, ...]:
        """The comma-separated options, for a ``--mount`` flag; empty without a value."""
        return () if self.value is None else tuple(_mount_options(self.value))

    def mount_option(self, *keys: str) -> MountOption | None:
        """The last option with one of these keys (``target``, ``dst`` and ``destination`` are synonyms)."""
        found = None
        for option in self.mount_options:
            if option.key in keys:
                found = option
        return found

    @property
    def mount_type(self) -> str:
        """The type of a mount; ``bind`` where none is named."""
        option = self.mount_option("type")
        return "bind" if option is None or option.value is None else option.value.lower()


@dataclass(frozen=True, slots=True)
class FlagsAndRest:
    """The flags of a line and the logical offset at which the arguments begin."""

    flags: tuple[Flag, ...]
    rest: int


def read_flags(line: LogicalText, start: int, escape: str = FLAG_ESCAPE) -> FlagsAndRest:
    """Read flags from logical offset ``start`` on, as BuildKit's ``extractBuilderFlags`` does.

    ``escape`` is what variables in values are read with later.
    """
    text = line.text
    flags: list[Flag] = []
    at = start
    while True:
        while at < len(text) and text[at] in SEPARATORS:
            at += 1
        if not text.startswith("--", at):
            return FlagsAndRest(tuple(flags), at)
        pieces, end, is_empty = _unquoted(text, at)
        if "".join(piece for piece, _ in pieces) == "--":
            return FlagsAndRest(tuple(flags), end)
        if not is_empty:
            flags.append(_flag(line, pieces, Span(at, end), escape))
        at = end


def _unquoted(text: str, start: int) -> tuple[list[tuple[str, int]], int, bool]:
    """Pieces of a word without quotes and escapes (text and logical offset), its end, and whether it is empty."""
    pieces: list[tuple[str, int]] = []
    at = run = start
    quote, was_quoted = "", False
    while at < len(text) and (quote or text[at] not in SEPARATORS):
        character = text[at]
        is_escape = character == FLAG_ESCAPE
        if is_escape or character == quote or (not quote and character in "'\""):
            if run < at:
                pieces.append((text[run:at], run))
            run = at + 1
            if not is_escape:
                quote, was_quoted = "" if quote else character, True
        at += 2 if is_escape else 1
    end = min(at, len(text))
    if run < end:
        pieces.append((text[run:end], run))
    return pieces, end, not pieces and not was_quoted


def _flag(line: LogicalText, pieces: list[tuple[str, int]], logical: Span, escape: str) -> Flag:
    source_pieces = [part for text, at in pieces for part in _source_pieces(line, text, at)]
    whole = LogicalText.joined(source_pieces, line.source(logical.start))
    equals = whole.text.find("=")
    if equals < 0:
        return Flag(whole.text[2:], None, line.span(*logical), whole.span(0, len(whole.text)))
    value = Word(whole.slice(equals + 1), escape)
    return Flag(whole.text[2:equals], value, line.span(*logical), whole.span(0, equals))


def _source_pieces(line: LogicalText, text: str, at: int) -> Iterator[tuple[str, int]]:
    part = line.slice(at, at + len(text))
    bounds = (*part.logical_starts[1:], len(part.text))
    for start, end, source in zip(part.logical_starts, bounds, part.source_starts, strict=True):
        yield part.text[start:end], source


def _mount_options(value: Word) -> Iterator[MountOption]:
    """Options of a mount; BuildKit reads them as one line of CSV (Go, ``encoding/csv``)."""
    at = 0
    text = value.text
    while at <= len(text):
        start, end, following = _csv_field(text, at)
        equals = text.find("=", start, end)
        key_end = end if equals < 0 else equals
        word = None if equals < 0 else Word(value.source.slice(equals + 1, end), value.escape)
        yield MountOption(
            key=text[start:key_end].lower(),
            value=None if word is None else word.text,
            key_span=value.source.span(start, key_end),
            value_word=word,
        )
        at = following


def _csv_field(text: str, at: int) -> tuple[int, int, int]:
    """Start and end of a field without its quotes, and where the next one begins."""
    if text[at : at + 1] == '"':
        closing = text.find('"', at + 1)
        if closing >= 0:
            comma = text.find(",", closing)
            return at + 1, closing, len(text) + 1 if comma < 0 else comma + 1
    comma = text.find(",", at)
    return at, len(text) if comma < 0 else comma, len(text) + 1 if comma < 0 else comma + 1
