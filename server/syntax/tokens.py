"""Every character of an item in exactly one token, each with a kind.

Joining the tokens' texts gives the item back. The layout comes from the tree, so a token ends where a continuation, a
comment or a variable stands in it. Scripts are one token a line: what the shell makes of them is read elsewhere.
"""

from __future__ import annotations

from enum import Enum, auto
from itertools import groupby

from .dataclass import dataclass
from .expansion import read_parts
from .flags import Flag
from .grammar import ArgumentStyle, Keyword
from .heredoc import Heredoc
from .items import BlankLine, Comment, Directive, Instruction, Item
from .json_form import JsonArray
from .lazy_pattern import lazy_pattern
from .logical_text import LogicalText, Span
from .whitespace import SPACES
from .words import KeyValue, Word

_BLANK = lazy_pattern(rf"\r\n|[\r\n]|[{SPACES.translate({10: None, 13: None})}]+")


class TokenKind(Enum):
    """What a token is."""

    KEYWORD = auto()
    UNKNOWN_KEYWORD = auto()
    FLAG_NAME = auto()
    FLAG_VALUE = auto()
    OPTION_NAME = auto()
    KEY = auto()
    WORD = auto()
    STRING = auto()
    SCRIPT = auto()
    VARIABLE = auto()
    OPERATOR = auto()
    COMMENT = auto()
    DIRECTIVE_NAME = auto()
    DIRECTIVE_VALUE = auto()
    HEREDOC_OPERATOR = auto()
    HEREDOC_DELIMITER = auto()
    HEREDOC_BODY = auto()
    CONTINUATION = auto()
    LINE_END = auto()
    SPACE = auto()
    BYTE_ORDER_MARK = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A kind and a span in code points, relative to the item where :func:`tokens` made it."""

    kind: TokenKind
    span: Span


def tokens(item: Item) -> tuple[Token, ...]:
    """The tokens of an item, kept with an instruction."""
    if not isinstance(item, Instruction):
        return _paint(item).tokens()
    if "tokens" not in item.memo:
        item.memo["tokens"] = _paint(item).tokens()
    kept: tuple[Token, ...] = item.memo["tokens"]
    return kept


class _Painter:
    """Kinds laid over a text, the later over the earlier; what nobody painted is white space or unknown."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.strokes = [0] * len(text)
        self.kinds: list[TokenKind] = [TokenKind.UNKNOWN]

    def paint(self, kind: TokenKind, span: Span) -> None:
        self.kinds.append(kind)
        self.strokes[span.start : span.end] = [len(self.kinds) - 1] * (span.end - span.start)

    def paint_spaces(self, start: int, end: int, *, over: bool) -> None:
        """Line ends of a range, and its white space where nothing is painted, or everywhere if ``over``."""
        for match in _BLANK.finditer(self.text, start, end):
            if match.group()[0] in "\r\n":
                self.paint(TokenKind.LINE_END, Span(*match.span()))
            elif over or not any(self.strokes[match.start() : match.end()]):
                self.paint(TokenKind.SPACE, Span(*match.span()))
            else:
                for at in range(*match.span()):
                    if not self.strokes[at]:
                        self.paint(TokenKind.SPACE, Span(at, at + 1))

    def tokens(self) -> tuple[Token, ...]:
        found: list[Token] = []
        start = 0
        for stroke, run in groupby(self.strokes):
            end = start + sum(1 for _ in run)
            found.append(Token(self.kinds[stroke], Span(start, end)))
            start = end
        return tuple(found)


def _paint(item: Item) -> _Painter:
    painter = _Painter(item.text)
    match item:
        case BlankLine():
            pass
        case Comment():
            painter.paint(TokenKind.COMMENT, item.span)
        case Directive():
            painter.paint(TokenKind.COMMENT, Span(item.span.start, item.span.start + 1))
            painter.paint(TokenKind.DIRECTIVE_NAME, item.name_span)
            _paint_sign(painter, item.text.index("=", item.name_span.end))
            painter.paint(TokenKind.DIRECTIVE_VALUE, item.value_span)
        case Instruction():
            _paint_instruction(painter, item)
            _paint_between_lines(painter, item)
            for heredoc in item.heredocs:
                _paint_heredoc(painter, heredoc, item)
    if not isinstance(item, Instruction):
        painter.paint_spaces(0, len(item.text), over=False)
    if item.text.startswith("\ufeff") and not painter.strokes[0]:
        painter.paint(TokenKind.BYTE_ORDER_MARK, Span(0, 1))
    return painter


def _paint_sign(painter: _Painter, at: int) -> None:
    painter.paint(TokenKind.OPERATOR, Span(at, at + 1))


def _paint_instruction(painter: _Painter, instruction: Instruction) -> None:
    known = instruction.keyword is not None
    painter.paint(TokenKind.KEYWORD if known else TokenKind.UNKNOWN_KEYWORD, instruction.keyword_span)
    for flag in instruction.flags:
        _paint_flag(painter, flag)
    if instruction.nested is not None:
        _paint_instruction(painter, instruction.nested)
        return
    json = instruction.json
    if isinstance(json, JsonArray):
        painter.paint(TokenKind.OPERATOR, json.span)
        # Brackets and commas stay; white space between them is painted over it.
        painter.paint_spaces(*json.span, over=True)
        for element in json.elements:
            painter.paint(TokenKind.STRING, element.span)
        if instruction.style is ArgumentStyle.LIST:
            _paint_variables(painter, instruction.argument_words)
    elif instruction.style in (ArgumentStyle.COMMAND, ArgumentStyle.HEALTHCHECK):
        command = instruction.command_text
        painter.paint(TokenKind.SCRIPT, command.span(0, len(command.text)))
    if instruction.style is ArgumentStyle.HEALTHCHECK:
        for word in instruction.words:
            painter.paint(TokenKind.KEYWORD, word.span)
        return
    if instruction.key_values:
        for pair in instruction.key_values:
            _paint_pair(painter, pair)
        return
    for index, word in enumerate(instruction.words):
        is_as = instruction.keyword is Keyword.FROM and index == 1 and word.text.lower() == "as"
        _paint_word(painter, word, TokenKind.KEYWORD if is_as else TokenKind.WORD)


def _paint_word(painter: _Painter, word: Word, kind: TokenKind) -> None:
    is_quoted = any(mark in word.text for mark in "'\"")
    painter.paint(TokenKind.STRING if is_quoted and kind is TokenKind.WORD else kind, word.span)
    _paint_variables(painter, (word,))


def _paint_variables(painter: _Painter, words: tuple[Word, ...]) -> None:
    for word in words:
        for expansion in word.expansions:
            painter.paint(TokenKind.VARIABLE, expansion.span)


def _paint_pair(painter: _Painter, pair: KeyValue) -> None:
    _paint_word(painter, pair.key, TokenKind.KEY)
    if pair.value is None:
        return
    if pair.has_equals and (equals := painter.text.find("=", pair.key.span.end)) >= 0:
        _paint_sign(painter, equals)
    _paint_word(painter, pair.value, TokenKind.WORD)


def _paint_flag(painter: _Painter, flag: Flag) -> None:
    painter.paint(TokenKind.FLAG_VALUE, flag.span)
    painter.paint(TokenKind.FLAG_NAME, Span(flag.span.start, flag.name_span.end))
    if flag.value is None:
        return
    if (equals := painter.text.find("=", flag.name_span.end)) >= 0:
        _paint_sign(painter, equals)
    if flag.name == "mount":
        for option in flag.mount_options:
            painter.paint(TokenKind.OPTION_NAME, option.key_span)
    _paint_variables(painter, (flag.value,))


def _paint_between_lines(painter: _Painter, instruction: Instruction) -> None:
    """Continuations, comments, line ends and indentation, which the joined text leaves out."""
    head = instruction.head
    line: LogicalText = head.line
    at = 0
    bounds = (*line.logical_starts[1:], len(line.text))
    for logical, stop, source in zip(line.logical_starts, bounds, line.source_starts, strict=True):
        painter.paint_spaces(at, source, over=True)
        at = source + stop - logical
        painter.paint_spaces(source, at, over=False)
    painter.paint_spaces(at, instruction.head_length, over=True)
    for span in head.comments:
        painter.paint(TokenKind.COMMENT, span)
    for span in head.continuations:
        painter.paint(TokenKind.CONTINUATION, span)
    for heredoc in instruction.heredocs:
        delimiter = heredoc.opening.delimiter_span
        painter.paint(TokenKind.HEREDOC_OPERATOR, Span(heredoc.opening.span.start, delimiter.start))
        painter.paint(TokenKind.HEREDOC_DELIMITER, delimiter)


def _paint_heredoc(painter: _Painter, heredoc: Heredoc, instruction: Instruction) -> None:
    painter.paint(TokenKind.HEREDOC_BODY, heredoc.body)
    innermost = instruction.nested or instruction
    if heredoc.opening.is_expanded and innermost.keyword in (Keyword.COPY, Keyword.ADD):
        body = LogicalText.contiguous(instruction.text[heredoc.body.start : heredoc.body.end], heredoc.body.start)
        for expansion in read_parts(body, "\\", keeps_quotes=True).expansions():
            painter.paint(TokenKind.VARIABLE, expansion.span)
    if heredoc.terminator is not None:
        painter.paint(TokenKind.HEREDOC_DELIMITER, heredoc.terminator)
        newline = instruction.text.find("\n", heredoc.terminator.end)
        line_end = len(instruction.text) if newline < 0 else newline + 1
        painter.paint_spaces(heredoc.terminator.end, line_end, over=True)
