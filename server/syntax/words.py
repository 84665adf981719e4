"""Words of an instruction: where they are written, what the builder reads, which variables they hold."""

from __future__ import annotations

from collections.abc import Iterator

from .cached import cached_property
from .dataclass import dataclass
from .expansion import Expansion, WordParts, read_parts
from .logical_text import LogicalText, Span
from .whitespace import SEPARATOR, SPACES


@dataclass(frozen=True)
class Word:
    """A word as BuildKit's parser sees it: quotes, escapes and variables still in it."""

    source: LogicalText
    escape: str

    @property
    def text(self) -> str:
        """The raw text, continuations already joined."""
        return self.source.text

    @cached_property
    def span(self) -> Span:
        """Where it is written, relative to the instruction."""
        return self.source.span(0, len(self.source.text))

    @cached_property
    def parts(self) -> WordParts:
        """Literals and expansions."""
        return read_parts(self.source, self.escape)

    @property
    def expansions(self) -> tuple[Expansion, ...]:
        """Every variable used in the word."""
        return self.parts.expansions()

    @cached_property
    def value(self) -> str | None:
        """The value without quotes and escapes, or ``None`` where it depends on a variable."""
        return self.parts.static_value()


def plain_words(text: LogicalText, escape: str) -> tuple[Word, ...]:
    """Split at runs of white space, quotes meaning nothing (FROM, COPY, EXPOSE and their like)."""
    words: list[Word] = []
    at = 0
    if not text.text:
        return ()
    for match in SEPARATOR.finditer(text.text):
        words.append(Word(text.slice(at, match.start()), escape))
        at = match.end()
    words.append(Word(text.slice(at), escape))
    return tuple(words)


def quoted_words(text: LogicalText, escape: str) -> tuple[Word, ...]:
    """Split at white space outside quotes and escapes (ENV, LABEL, ARG); the words keep their quotes."""
    return tuple(
        Word(text.slice(start, end), escape) for start, end in _quoted_ranges(text.text, escape) if start < end
    )


def _quoted_ranges(text: str, escape: str) -> Iterator[tuple[int, int]]:
    at, length = 0, len(text)
    while True:
        while at < length and text[at] in SPACES:
            at += 1
        if at >= length:
            return
        start = at
        quote = ""
        while at < length and (quote or text[at] not in SPACES):
            character = text[at]
            if character == escape and quote != "'":
                if at + 1 == length:
                    # Behind a last escape character nothing is left to escape; BuildKit drops it.
                    yield start, at
                    return
                at += 1
            elif quote:
                quote = "" if character == quote else quote
            elif character in "'\"":
                quote = character
            at += 1
        at = min(at, length)
        yield start, at


@dataclass(frozen=True)
class KeyValue:
    """``key=value`` of ENV, LABEL or ARG, or the old form ``key value``. ``value`` is ``None`` for a bare ARG name."""

    key: Word
    value: Word | None
    has_equals: bool
    span: Span


def split_key_value(word: Word) -> KeyValue:
    """Take ``key=value`` apart at the first equals sign."""
    index = word.text.find("=")
    if index < 0:
        return KeyValue(word, None, False, word.span)
    key = Word(word.source.slice(0, index), word.escape)
    return KeyValue(key, Word(word.source.slice(index + 1), word.escape), True, word.span)
