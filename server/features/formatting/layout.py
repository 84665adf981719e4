"""The edits that lay out a file.

Continuation lines keep their indentation relative to one another and are moved as a block to one step of indentation,
so that the shape of a script stays; comments between them go along. Promises: what BuildKit and the shell read stays
the same, which is verified for each instruction, and one that would be read otherwise is left as it is; heredocs and
what stands in quotes stay byte for byte; laying out twice changes nothing more. Lines are broken
only where a width is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...code_actions.edits import TextEdit, apply
from ...semantics.program import Program
from ...semantics.scripts import script_of
from ...shell.dialect import Dialect
from ...syntax.grammar import Keyword
from ...syntax.items import BlankLine, Comment, Directive, Instruction, Item
from ...syntax.lazy_pattern import lazy_pattern
from ...syntax.logical_text import Span
from ...syntax.same_ends import same_at_ends
from ...syntax.scanner import scan_instruction
from ...syntax.tree import Tree
from .lines import Line, lines_of
from .operators import moved_operators
from .options import FormatOptions, KeywordCase
from .reading import reading
from .wrapping import has_long_line, wrapped_lines

_SPACES_AT_END = lazy_pattern(r"[ \t]+(?=\r?$)")


def format_edits(
    program: Program, options: FormatOptions, first: int = 0, stop: int | None = None
) -> tuple[TextEdit, ...]:
    """The edits for the items ``[first, stop)``, all of them by default, in the order of the file."""
    tree = program.tree
    last = len(tree.items) if stop is None else min(stop, len(tree.items))
    if tree.open_from is not None:
        # How far a heredoc reaches that is never closed is a guess, which any change below could turn.
        last = min(last, tree.open_from)
    edits: list[TextEdit] = []
    for index in range(first, last):
        start = tree.start(index)
        edits += (TextEdit(start + edit.start, start + edit.end, edit.text) for edit in _item(program, index, options))
    if last == len(tree.items):
        edits += _end(tree, options)
    return tuple(edit for edit in _merged(edits) if tree.text[edit.start : edit.end] != edit.text)


def _merged(edits: list[TextEdit]) -> list[TextEdit]:
    """Disjoint edits in order; one within another is dropped, as blank lines at the end go as a whole."""
    merged: list[TextEdit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end > edit.start, -edit.end)):
        last = merged[-1] if merged else None
        if last is not None and last.start == last.end == edit.start:
            merged[-1] = TextEdit(edit.start, edit.end, last.text + edit.text)
        elif last is None or edit.start >= last.end:
            merged.append(edit)
    return merged


def _item(program: Program, index: int, options: FormatOptions) -> list[TextEdit]:
    item = program.tree.items[index]
    match item:
        case BlankLine():
            return _at_line_end(item.text, options)
        case Comment():
            # In the header, where a comment begins decides on whether it is a directive.
            start = 0 if index < program.tree.header else item.span.start
            return [TextEdit(0, start, ""), *_at_line_end(item.text, options)]
        case Directive():
            return []
        case Instruction():
            step = program.step_at(index)
            dialect = Dialect.SH if step is None else step.before.shell.dialect
            return _instruction(item, dialect, options, program.tree)


def _at_line_end(text: str, options: FormatOptions) -> list[TextEdit]:
    if not options.trims_lines:
        return []
    line = text.removesuffix("\n")
    return [TextEdit(match.start(), match.end(), "") for match in _SPACES_AT_END.finditer(line)]


def _instruction(item: Instruction, dialect: Dialect, options: FormatOptions, tree: Tree) -> list[TextEdit]:
    edits = _laid_out(item, dialect, options)
    if options.wrap_width < 1 or item.keyword is None:
        return edits
    text = apply(item.text, edits)
    wrapped = _wrapped(text, item, dialect, options, tree)
    return edits if wrapped is None else [_difference(item.text, wrapped)]


def _wrapped(text: str, item: Instruction, dialect: Dialect, options: FormatOptions, tree: Tree) -> str | None:
    """What was laid out, with its long lines broken; ``None`` if there is nothing to break, or not safely."""
    laid_out, _ = scan_instruction(text, 0, item.escape, item.skipped)
    if not has_long_line(laid_out, options) or _is_unclear(laid_out, dialect):
        return None
    ended = text if "\n" in text else tree.text
    line_end = "\r\n" if "\r\n" in ended else "\n"
    edits = wrapped_lines(laid_out, dialect, options, line_end)
    if not edits or not _is_read_alike(laid_out, edits, dialect):
        return None
    made = apply(text, edits)
    again, _ = scan_instruction(made, 0, item.escape, item.skipped)
    is_stable = not _laid_out(again, dialect, options) and not wrapped_lines(again, dialect, options, line_end)
    return made if is_stable else None


def _difference(before: str, after: str) -> TextEdit:
    """One edit that makes one text of the other, and leaves alone what both begin and end with."""
    start, same = same_at_ends(before, after)
    return TextEdit(start, len(before) - same, after[start : len(after) - same])


def _laid_out(item: Instruction, dialect: Dialect, options: FormatOptions) -> list[TextEdit]:
    if item.keyword is None or (item.nested is not None and item.nested.keyword is None):
        return []
    lines = lines_of(item, dialect)
    around = [*_keywords(item, options), *_line_ends(item, lines, options)]
    operators = moved_operators(item, lines, dialect, options.operators)
    indentation = [] if _is_unclear(item, dialect) else [*_indentation(item, lines, options)]
    for inner in ([*indentation, *operators], indentation, []):
        edits = [edit for edit in _merged([*around, *inner]) if item.text[edit.start : edit.end] != edit.text]
        if not edits or _is_read_alike(item, edits, dialect):
            return edits
    return []


def _is_unclear(item: Instruction, dialect: Dialect) -> bool:
    """Whether it runs a script that could not be read."""
    script = script_of(item.nested or item, dialect)
    return script is not None and script.script.has_errors


def _is_read_alike(item: Instruction, edits: list[TextEdit], dialect: Dialect) -> bool:
    text = apply(item.text, edits)
    changed, end = scan_instruction(text, 0, item.escape, item.skipped)
    return end == len(text) and reading(changed, dialect) == reading(item, dialect)


def _keywords(item: Instruction, options: FormatOptions) -> Iterator[TextEdit]:
    start = item.keyword_span.start
    if not item.text[item.skipped : start].strip(" \t"):
        yield TextEdit(item.skipped, start, "")
    for instruction in (item, item.nested):
        if instruction is None:
            continue
        span = instruction.keyword_span
        yield from _cased(item, span, options)
        yield from _gap(item, span.end)
        if instruction.keyword is Keyword.HEALTHCHECK and instruction.words:
            yield from _cased(item, instruction.words[0].span, options)
        elif instruction.keyword is Keyword.FROM and len(instruction.words) > 1:
            separator = instruction.words[1]
            if separator.text.upper() == "AS":
                yield from _cased(item, separator.span, options)


def _cased(item: Instruction, span: Span, options: FormatOptions) -> Iterator[TextEdit]:
    text = item.text[span.start : span.end]
    if options.keyword_case is not KeywordCase.KEEP and text.isascii() and text.isalpha():
        yield TextEdit(
            span.start, span.end, text.upper() if options.keyword_case is KeywordCase.UPPER else text.lower()
        )


def _gap(item: Instruction, start: int) -> Iterator[TextEdit]:
    """One space between keyword and arguments."""
    end = start
    while item.text[end : end + 1] in (" ", "\t") and end < item.head_length:
        end += 1
    if end > start and item.text[end : end + 1] not in ("", "\r", "\n"):
        yield TextEdit(start, end, " ")


def _line_ends(item: Instruction, lines: list[Line], options: FormatOptions) -> Iterator[TextEdit]:
    if not options.trims_lines:
        return
    for line in lines:
        written = item.text[line.start : line.end]
        yield TextEdit(line.start + len(written.rstrip(" \t")), line.end, "")


def _indentation(item: Instruction, lines: list[Line], options: FormatOptions) -> Iterator[TextEdit]:
    movable = [line for line in lines if line.is_free and line.is_content]
    if not movable:
        return
    least = min(options.columns(item.text[line.start : line.content]) for line in movable)
    for line in lines[1:]:
        if not (line.is_comment or line.is_free):
            continue
        end = line.start + len(item.text[line.start : line.end]) - len(item.text[line.start : line.end].lstrip(" \t"))
        columns = options.columns(item.text[line.start : end])
        yield TextEdit(line.start, end, options.indentation(options.width + max(columns - least, 0)))


def _end(tree: Tree, options: FormatOptions) -> Iterator[TextEdit]:
    """Blank lines at the end of the file, and the line end that is missing there."""
    if not tree.items or _is_open(tree.items[-1]) or tree.text.endswith("\r"):
        return
    last = len(tree.items)
    while last and isinstance(tree.items[last - 1], BlankLine):
        last -= 1
    end = tree.start(last)
    line_end = "\r\n" if "\r\n" in tree.text else "\n"
    is_ended = tree.text[:end].endswith("\n")
    if last and options.trims_end and last < len(tree.items):
        yield TextEdit(end, len(tree.text), "")
    elif last and options.final_newline and not is_ended and last == len(tree.items):
        yield TextEdit(end, end, line_end)


def _is_open(item: Item) -> bool:
    """Whether text behind the item would become a part of it."""
    if not isinstance(item, Instruction):
        return False
    if item.heredocs:
        return False
    continuations = item.head.continuations
    return bool(continuations) and not item.text[continuations[-1].end :].strip()
