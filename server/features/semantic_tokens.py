"""Semantic tokens of a file: keywords, flags, words and variables, and in scripts of a POSIX shell its commands.

Promises: tokens are in order, lie on one line, and do not overlap; those of an item depend on the item and the shell in
force alone and are kept with an instruction, so after an edit only that is looked at. Leaves out: bodies of heredocs
that no shell reads, which are left to the editor, and plain words, for which there is nothing to say.
"""

from __future__ import annotations

import re

from ..semantics.program import Program
from ..semantics.step import Step
from ..syntax.bodies import From, Transfer, body_of
from ..syntax.dataclass import dataclass
from ..syntax.flags import Flag
from ..syntax.grammar import Keyword
from ..syntax.items import BlankLine, Comment, Instruction, Item
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import Span
from ..syntax.source_text import PositionEncoding, units_in
from ..syntax.tokens import TokenKind, tokens
from .script_tokens import paint_script
from .token_type import TokenType

_TYPES = {
    TokenKind.KEYWORD: TokenType.KEYWORD,
    TokenKind.FLAG_NAME: TokenType.PARAMETER,
    TokenKind.FLAG_VALUE: TokenType.STRING,
    TokenKind.OPTION_NAME: TokenType.PROPERTY,
    TokenKind.KEY: TokenType.VARIABLE,
    TokenKind.STRING: TokenType.STRING,
    TokenKind.VARIABLE: TokenType.VARIABLE,
    TokenKind.OPERATOR: TokenType.OPERATOR,
    TokenKind.COMMENT: TokenType.COMMENT,
    TokenKind.DIRECTIVE_NAME: TokenType.DECORATOR,
    TokenKind.DIRECTIVE_VALUE: TokenType.STRING,
    TokenKind.HEREDOC_OPERATOR: TokenType.OPERATOR,
    TokenKind.HEREDOC_DELIMITER: TokenType.MACRO,
    TokenKind.CONTINUATION: TokenType.OPERATOR,
}
_RUN = re.compile(rb"([^\0])\1*", re.DOTALL)
_LINE_END = lazy_pattern(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Counting:
    """How a client counts columns, and which types of tokens it knows."""

    encoding: PositionEncoding
    known: frozenset[TokenType] = frozenset(TokenType)


@dataclass(frozen=True, slots=True)
class ItemTokens:
    """Tokens of an item as the protocol writes them, the first line being that of the item; ``last`` is their last."""

    data: tuple[int, ...] = ()
    last: int = 0


_NOTHING = ItemTokens()


def encoded_tokens(program: Program, counting: Counting, first: int = 0, stop: int | None = None) -> list[int]:
    """Five numbers a token (LSP 3.17, "Semantic Tokens") for the items ``[first, stop)``; all of them by default."""
    tree = program.tree
    data: list[int] = []
    line = 0
    for index in range(first, len(tree.items) if stop is None else min(stop, len(tree.items))):
        found = item_tokens(program, index, counting)
        if found.data:
            start = tree.lines[index]
            data.append(start + found.data[0] - line)
            data.extend(found.data[1:])
            line = start + found.last
    return data


def item_tokens(program: Program, index: int, counting: Counting) -> ItemTokens:
    """The tokens of one item."""
    item = program.tree.items[index]
    if isinstance(item, BlankLine):
        return _NOTHING
    if not isinstance(item, Instruction):
        return _encoded(item.text, _painted(item), counting)
    step = program.step_at(index)
    key = ("semantic tokens", None if step is None else step.before.shell.dialect, counting)
    if key not in item.memo:
        item.memo[key] = _encoded(item.text, _painted_instruction(item, step), counting)
    kept: ItemTokens = item.memo[key]
    return kept


def _painted(item: Item) -> bytearray:
    """The type of each character plus one; zero where there is nothing to say."""
    strokes = bytearray(len(item.text))
    if isinstance(item, Comment):
        _fill(strokes, item.span, TokenType.COMMENT)
        return strokes
    for token in tokens(item):
        kind = _TYPES.get(token.kind)
        if kind is not None:
            _fill(strokes, token.span, kind)
    return strokes


def _fill(strokes: bytearray, span: Span, kind: TokenType) -> None:
    strokes[span.start : span.end] = bytes((kind + 1,)) * (span.end - span.start)


def _painted_instruction(item: Instruction, step: Step | None) -> bytearray:
    strokes = _painted(item)
    innermost = item.nested or item
    if innermost.keyword is Keyword.LABEL:
        for pair in innermost.key_values:
            _fill(strokes, pair.key.span, TokenType.PROPERTY)
    for flag in innermost.flags:
        if flag.name == "mount":
            _paint_signs(strokes, item.text, flag)
    _paint_images(strokes, innermost)
    if step is not None and step.script is not None and not step.script.is_exec_form:
        paint_script(strokes, step.script.script)
    _leave_line_ends(strokes, item.text)
    return strokes


def _paint_signs(strokes: bytearray, text: str, mount: Flag) -> None:
    """The equals signs and commas of a mount."""
    for option in mount.mount_options:
        for at, sign in ((option.key_span.end, "="), (option.span.end, ",")):
            if text.startswith(sign, at):
                _fill(strokes, Span(at, at + 1), TokenType.OPERATOR)


def _paint_images(strokes: bytearray, instruction: Instruction) -> None:
    """Names of images and stages, with the variables in them."""
    body = body_of(instruction)
    words = []
    if isinstance(body, From):
        words = [(body.image, TokenType.TYPE), (body.name, TokenType.CLASS)]
    elif isinstance(body, Transfer) and body.source_stage is not None:
        words = [(body.source_stage.value, TokenType.TYPE)]
    elif instruction.keyword is Keyword.RUN:
        options = (flag.mount_option("from") for flag in instruction.flags if flag.name == "mount")
        words = [(option.value_word, TokenType.TYPE) for option in options if option is not None]
    for word, kind in words:
        if word is not None:
            _fill(strokes, word.span, kind)
            for expansion in word.expansions:
                _fill(strokes, expansion.span, TokenType.VARIABLE)


def _leave_line_ends(strokes: bytearray, text: str) -> None:
    if text.find("\n") not in (-1, len(text) - 1) or "\r" in text:
        for match in _LINE_END.finditer(text):
            strokes[match.start() : match.end()] = bytes(match.end() - match.start())


def _encoded(text: str, strokes: bytearray, counting: Counting) -> ItemTokens:
    data: list[int] = []
    line = last_line = 0
    line_start = column = 0
    ends = [match.end() for match in _LINE_END.finditer(text)]
    is_plain = text.isascii() or counting.encoding is PositionEncoding.UTF32
    for match in _RUN.finditer(strokes):
        kind = match[0][0] - 1
        if kind not in counting.known:
            continue
        start, end = match.span()
        while line < len(ends) and ends[line] <= start:
            line_start = ends[line]
            line += 1
        at, length = start - line_start, end - start
        if not is_plain:
            at = units_in(text[line_start:start], counting.encoding)
            length = units_in(text[start:end], counting.encoding)
        data += (line - last_line, at - column if line == last_line and data else at, length, kind, 0)
        last_line, column = line, at
    return ItemTokens(tuple(data), last_line) if data else _NOTHING
