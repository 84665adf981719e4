"""What is put in while typing: indentation behind a continuation, and the continuation of an unfinished chain.

After a line end: the new line of a continued instruction is indented like the one before it; a script whose line ends
with ``&&``, ``||`` or ``|`` is continued. After the escape character at the end of a line: the line below it, which now
belongs to the instruction, is indented. Leaves out: heredocs, quotes, and files in which a heredoc is never closed.
"""

from __future__ import annotations

from ...code_actions.edits import TextEdit
from ...semantics.program import Program
from ...shell.dialect import Dialect
from ...syntax.grammar import ArgumentStyle
from ...syntax.items import Instruction
from ...syntax.tree import Tree
from .lines import Line, is_free_behind, lines_of
from .options import FormatOptions

_OPERATORS = ("&&", "||", "|")


def on_type_edits(program: Program, offset: int, typed: str, options: FormatOptions) -> tuple[TextEdit, ...]:
    """The edits after ``typed`` was put in before ``offset``."""
    tree = program.tree
    line = tree.source.line_of(offset)
    if tree.open_from is not None and tree.open_from <= tree.index_at_line(line):
        return ()
    if typed == "\n":
        return _after_line_end(program, line, options) if line else ()
    return _after_escape(program, line, options) if typed == tree.escape else ()


def _after_line_end(program: Program, line: int, options: FormatOptions) -> tuple[TextEdit, ...]:
    tree = program.tree
    index = tree.index_at_line(line - 1)
    item = tree.items[index] if index >= 0 else None
    if not isinstance(item, Instruction) or item.keyword is None:
        return ()
    lines = _lines(program, index, item)
    above = line - 1 - tree.lines[index]
    if above >= len(lines) or not is_free_behind(item, _dialect(program, index), lines[above].stop):
        return ()
    if _is_continued(item, lines[above]):
        return _indented(tree, line, item, lines, above, options)
    if above + 1 == len(lines) and not item.heredocs and _ends_with_operator(item, lines[above]):
        at = tree.start(index) + lines[above].stop
        return (TextEdit(at, at, f" {tree.escape}"), *_indented(tree, line, item, lines, above, options))
    return ()


def _after_escape(program: Program, line: int, options: FormatOptions) -> tuple[TextEdit, ...]:
    tree = program.tree
    index = tree.index_at_line(line)
    item = tree.items[index] if index >= 0 else None
    if not isinstance(item, Instruction) or item.keyword is None:
        return ()
    lines = _lines(program, index, item)
    at = line - tree.lines[index]
    if at + 1 >= len(lines) or not _is_continued(item, lines[at]) or not lines[at + 1].is_content:
        return ()
    below = lines[at + 1]
    is_indented = below.content > below.start
    return () if is_indented or not below.is_free else _indented(tree, line + 1, item, lines, at, options)


def _lines(program: Program, index: int, item: Instruction) -> list[Line]:
    return lines_of(item, _dialect(program, index))


def _dialect(program: Program, index: int) -> Dialect:
    step = program.step_at(index)
    return Dialect.SH if step is None else step.before.shell.dialect


def _is_continued(item: Instruction, line: Line) -> bool:
    return line.is_comment or any(line.start <= at.start < line.end for at in item.head.continuations)


def _ends_with_operator(item: Instruction, line: Line) -> bool:
    instruction = item.nested or item
    is_script = instruction.style in (ArgumentStyle.COMMAND, ArgumentStyle.HEALTHCHECK)
    if not is_script or instruction.is_exec_form or line.is_comment:
        return False
    logical = item.line.text.rstrip()
    return logical.endswith(_OPERATORS) and item.text[: line.stop].endswith(_OPERATORS)


def _indented(
    tree: Tree, line: int, item: Instruction, lines: list[Line], above: int, options: FormatOptions
) -> tuple[TextEdit, ...]:
    """The edit that indents a line like the nearest continuation line above, or by one step."""
    known = [one for one in lines[1 : above + 1] if one.is_content]
    made = item.text[known[-1].start : known[-1].content] if known else options.indentation(options.width)
    start = tree.source.line_starts[line]
    written = tree.source.line_text(line)
    end = start + len(written) - len(written.lstrip(" \t"))
    return (TextEdit(start, end, made),) if tree.text[start:end] != made else ()
