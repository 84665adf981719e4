"""Break long lines of an instruction where white space between two words stands already.

A script is broken at the operators of its chain, then at pipes and between arguments; pairs are put one a line, and
other lists are broken between words. Promises: a new line never begins within quotes, a substitution or a comment, and
never looks like a comment. Leaves out: JSON arrays, scripts of other shells than POSIX ones, FROM, and arguments that
stand right behind an option, whose value they may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...code_actions.edits import TextEdit
from ...semantics.scripts import script_of
from ...shell.dialect import Dialect
from ...shell.script import Script
from ...syntax.dataclass import dataclass
from ...syntax.grammar import ArgumentStyle, Keyword
from ...syntax.items import Instruction
from ...syntax.logical_text import Span
from .lines import Line, is_free_behind, lines_of
from .options import FormatOptions, OperatorPlace

_CHAIN = ("&&", "||", ";")
_PIPE = ("|",)
_AT_END_ONLY = ";"
_TESTS = ("[", "[[")


@dataclass(frozen=True, slots=True)
class _Breaks:
    """Offsets in the item where new lines may begin.

    At ``always`` every long line is broken; at ``between`` as seldom as possible, and by ``deeper`` one step further.
    """

    always: frozenset[int]
    between: frozenset[int]
    deeper: bool = False


def has_long_line(item: Instruction, options: FormatOptions) -> bool:
    """Whether a line above the heredocs has more columns than it should."""
    if options.wrap_width < 1 or item.head_length <= options.wrap_width:
        return False
    return any(_columns(line, options) > options.wrap_width for line in item.text[: item.head_length].split("\n"))


def wrapped_lines(item: Instruction, dialect: Dialect, options: FormatOptions, line_end: str) -> list[TextEdit]:
    """The edits that break an instruction's long lines, in order; ``line_end`` is written behind each new one."""
    lines = lines_of(item, dialect)
    breaks = _breaks(item, lines, dialect, options)
    has_others = any(line.is_free and line.is_content for line in lines[1:])
    edits: list[TextEdit] = []
    for index, line in enumerate(lines):
        is_long = _columns(item.text[line.start : line.end], options) > options.wrap_width
        if is_long and line.is_content and (index == 0 or line.is_free):
            broken = _broken(item, line, breaks, options, has_others=has_others)
            edits += (_new_line(item, at, indentation, line_end) for at, indentation in broken)
    return [edit for edit in edits if is_free_behind(item, dialect, edit.start)]


def _columns(line: str, options: FormatOptions) -> int:
    written = line.rstrip("\r")
    rest = written.lstrip(" \t")
    return options.columns(written[: len(written) - len(rest)]) + len(rest)


def _new_line(item: Instruction, at: int, indentation: str, line_end: str) -> TextEdit:
    start = len(item.text[:at].rstrip(" \t"))
    return TextEdit(start, at, f" {item.escape}{line_end}{indentation}")


def _broken(
    item: Instruction, line: Line, breaks: _Breaks, options: FormatOptions, *, has_others: bool
) -> Iterator[tuple[int, str]]:
    """Where a long line is broken, with the white space that the new lines begin with."""
    is_first = line.start == 0
    base = options.width if is_first else options.columns(item.text[line.start : line.content])
    always = _within(item, line, breaks.always)
    is_deeper = breaks.deeper and line.content not in breaks.between and (has_others or bool(always))
    inner = base + options.width if is_deeper else base
    between = _within(item, line, breaks.between - breaks.always)
    start, column = (0, -item.skipped) if is_first else (line.content, base)
    for stop in (*always, line.stop):
        end = line.end if stop == line.stop else len(item.text[:stop].rstrip(" \t")) + 2
        inside = [at for at in between if start < at < stop]
        for at in _filled(item.text, Span(start, end), inside, (column, inner), options.wrap_width):
            yield at, options.indentation(inner)
        if stop != line.stop:
            yield stop, options.indentation(base)
        start, column = stop, base


def _filled(text: str, written: Span, places: list[int], columns: tuple[int, int], width: int) -> Iterator[int]:
    """The fewest of the places at which a text has to be broken, whose end counts what continues it.

    ``columns`` are those that its first line and the others begin at.
    """
    start, column = written.start, columns[0]
    while places and column + written.end - start > width:
        fitting = [at for at in places if column + len(text[start:at].rstrip(" \t")) + 2 <= width]
        start, column = (fitting[-1] if fitting else places[0]), columns[1]
        yield start
        places = [at for at in places if at > start]


def _within(item: Instruction, line: Line, offsets: Iterable[int]) -> list[int]:
    """Those within the line that stand behind white space and do not begin what would be taken for a comment."""
    return sorted(
        at for at in offsets if line.content < at < line.stop and item.text[at - 1] in " \t" and item.text[at] != "#"
    )


def _breaks(item: Instruction, lines: list[Line], dialect: Dialect, options: FormatOptions) -> _Breaks:
    instruction = item.nested or item
    none: frozenset[int] = frozenset()
    if instruction.is_exec_form or instruction.keyword is Keyword.FROM:
        return _Breaks(none, none)
    flags = [flag.span.start for flag in instruction.flags]
    match instruction.style:
        case ArgumentStyle.KEY_VALUES | ArgumentStyle.NAMES if not instruction.is_legacy_pair:
            return _Breaks(frozenset(word.span.start for word in instruction.words[1:]), none)
        case ArgumentStyle.LIST | ArgumentStyle.WORDS:
            words = [word.span.start for word in instruction.words]
            return _Breaks(none, frozenset([*flags, *words][1:]))
        case ArgumentStyle.COMMAND | ArgumentStyle.HEALTHCHECK:
            found = script_of(instruction, dialect)
            if found is None or not dialect.is_posix or found.is_heredoc or found.script.has_errors:
                return _Breaks(none, none)
            behind_flags = [*flags[1:], instruction.arguments.source(0)] if flags else []
            place = _place(item, lines, options)
            chain = _operators(item, found.script, _CHAIN, place)
            pipes = _operators(item, found.script, _PIPE, place)
            return _Breaks(
                frozenset([*behind_flags, *chain]), frozenset([*pipes, *_arguments(found.script)]), deeper=True
            )
        case _:
            return _Breaks(none, none)


def _place(item: Instruction, lines: list[Line], options: FormatOptions) -> OperatorPlace:
    """Where operators go; where that is not said, where the instruction has them, and otherwise at the start."""
    if options.operators is not OperatorPlace.KEEP:
        return options.operators
    ends = (item.text[line.content : line.stop] for line in lines if line.is_content)
    return OperatorPlace.END if any(end.endswith(("&&", "||", "|")) for end in ends) else OperatorPlace.START


def _operators(item: Instruction, script: Script, operators: tuple[str, ...], place: OperatorPlace) -> Iterator[int]:
    """Where a new line begins at the operators of a script; those in loops and the like are not among them."""
    for separator in script.separators:
        operator = separator.operator.strip()
        span = separator.span
        if operator not in operators:
            continue
        if operator == _AT_END_ONLY or place is OperatorPlace.END:
            end = span.end
            while item.text[end : end + 1] in (" ", "\t") and end < item.head_length:
                end += 1
            yield end
        else:
            yield span.start


def _arguments(script: Script) -> Iterator[int]:
    """Where arguments begin, those in substitutions, right behind an option, and the first of each command left out."""
    reached = 0
    for command in sorted(script.commands, key=lambda command: command.name.span.start):
        if command.name.span.start < reached or command.name.value in _TESTS:
            continue
        before = command.name
        for index, word in enumerate(command.arguments):
            is_value = before.text.startswith("-") and not word.text.startswith("-")
            if index and not is_value:
                yield word.span.start
            before = word
        reached = max(reached, before.span.end)
