"""Semantic tokens of a file: keywords, flags, words and variables, and in scripts of a POSIX shell its commands.

Promises: tokens are in order, lie on one line, and do not overlap; those of an item depend on the item and the shell in
force alone and are kept with an instruction, and those of a stage with the stage, so after an edit only what it reaches
is written anew. Leaves out: bodies of heredocs that no shell reads, which are left to the editor, and plain words, for
which there is nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import repeat
from typing import NamedTuple

from ..semantics.program import Program
from ..semantics.step import Step
from ..shell.dialect import Dialect
from ..syntax.bodies import From, Transfer, body_of
from ..syntax.dataclass import dataclass
from ..syntax.flags import Flag
from ..syntax.grammar import Keyword
from ..syntax.items import BlankLine, Comment, Instruction, Item
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import Span
from ..syntax.source_text import PositionEncoding, units_in
from ..syntax.tokens import TokenKind
from ..syntax.tokens import tokens as tokens_of
from ..syntax.tree import Tree
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


class ItemTokens(NamedTuple):
    """Tokens of an item as the protocol writes them: numbers with commas between.

    ``first`` and ``last`` are the lines of its first and last token, the item's own line being 0; ``rest`` is all that
    follows the number which says how far the first token is below the one before it, and empty if there are no tokens.
    """

    first: int = 0
    rest: str = ""
    last: int = 0


class Block(NamedTuple):
    """The tokens of successive items; lines count from that of the first item, and ``rows[0]`` lacks its first number.

    ``rows`` are the texts of the items that have tokens.
    """

    first: int = 0
    rows: tuple[str, ...] = ()
    last: int = 0


_NOTHING = ItemTokens()


def token_rows(program: Program, counting: Counting) -> list[str]:
    """The tokens of the file, five numbers a token (LSP 3.17, "Semantic Tokens"), as a text for each item with any."""
    tree = program.tree
    blocks = [_block(tree, 0, repeat(None, len(program.preamble)), counting)]
    for start, stage in zip(program.starts, program.stages, strict=True):
        kept: tuple[Counting, Block] | None = stage.memo.get("semantic tokens")
        if kept is None or kept[0] is not counting:
            kept = stage.memo["semantic tokens"] = (counting, _block(tree, start, stage.steps, counting))
        blocks.append(kept[1])
    return _joined(blocks, tree.lines.at([0, *program.starts]) if tree.items else [])


def token_rows_between(program: Program, counting: Counting, first: int, stop: int) -> list[str]:
    """The same for the items ``[first, stop)`` alone, as if there were no tokens before."""
    tree = program.tree
    indexes = range(first, min(stop, len(tree.items)))
    return _joined([_block(tree, first, map(program.step_at, indexes), counting)], tree.lines.at(indexes[:1]))


def _joined(blocks: list[Block], lines: list[int]) -> list[str]:
    rows: list[str] = []
    above = 0
    for block, line in zip(blocks, lines, strict=False):
        if block.rows:
            rows.append(f"{line + block.first - above}{block.rows[0]}")
            rows.extend(block.rows[1:])
            above = line + block.last
    return rows


def _block(tree: Tree, start: int, steps: Iterable[Step | None], counting: Counting) -> Block:
    """The tokens of the items from ``start``, of which ``steps`` are the steps."""
    found = [
        (index, tokens)
        for index, step in enumerate(steps, start)
        if (tokens := item_tokens(tree.items[index], step, counting)).rest
    ]
    if not found:
        return Block()
    lines = tree.lines.at([start, *(index for index, _ in found)])
    rows = [found[0][1].rest]
    for (_, above), above_line, (_, tokens), line in zip(found, lines[1:], found[1:], lines[2:], strict=False):
        rows.append(f"{line + tokens.first - above_line - above.last}{tokens.rest}")
    return Block(lines[1] + found[0][1].first - lines[0], tuple(rows), lines[-1] + found[-1][1].last - lines[0])


def item_tokens(item: Item, step: Step | None, counting: Counting) -> ItemTokens:
    """The tokens of one item; ``step`` is what it is in its stage, if it is in one."""
    if isinstance(item, BlankLine):
        return _NOTHING
    if not isinstance(item, Instruction):
        return _encoded(item.text, _painted(item), counting)
    dialect = None if step is None else step.before.shell.dialect
    kept: tuple[Counting, Dialect | None, ItemTokens] | None = item.memo.get("semantic tokens")
    if kept is None or kept[0] is not counting or kept[1] is not dialect:
        written = _encoded(item.text, _painted_instruction(item, step), counting)
        kept = item.memo["semantic tokens"] = (counting, dialect, written)
    return kept[2]


def _painted(item: Item) -> bytearray:
    """The type of each character plus one; zero where there is nothing to say."""
    strokes = bytearray(len(item.text))
    if isinstance(item, Comment):
        _fill(strokes, item.span, TokenType.COMMENT)
        return strokes
    for token in tokens_of(item):
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
    numbers: list[int] = []
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
        numbers += (line - last_line, at - column if line == last_line and numbers else at, length, kind, 0)
        last_line, column = line, at
    if not numbers:
        return _NOTHING
    return ItemTokens(numbers[0], "".join([f",{number}" for number in numbers[1:]]), last_line)
