"""Reads the words of a command by the description of its tool: options with their values, subcommand, operands.

Nothing is guessed. An option that the description lacks stands alone, takes no value unless it is written with ``=``,
and is reported, so that whoever reads the result can be careful.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from ..syntax.dataclass import dataclass
from .specification import Argument, Option, OptionKind, Subcommand, Tool, joined_table, subcommand_named
from .words import UNKNOWN_TEXT, Word


@dataclass(slots=True)
class CommandLine:
    """What was read. ``rest`` is the index of the argument where another program's command line begins, if any."""

    tool: Tool
    arguments: Sequence[Argument]
    options: list[Option] = field(default_factory=list[Option])
    operands: list[Argument] = field(default_factory=list[Argument])
    unknown_options: list[Word] = field(default_factory=list[Word])
    subcommands: list[str] = field(default_factory=list[str])
    subcommand_words: list[Word] = field(default_factory=list[Word])
    subcommand: Subcommand | None = None
    rest: int | None = None
    tables: list[str] = field(default_factory=list[str])
    is_open: bool = True
    """Whether the next operand may still be a subcommand."""


def plain_arguments(words: Sequence[Word]) -> list[Argument]:
    """Words as arguments when no variable is known."""
    return [Argument(word, template(word), word.value == word.text) for word in words]


def template(word: Word) -> str:
    """The text of a word with ``UNKNOWN_TEXT`` for everything that is expanded at run time."""
    if word.value is not None:
        return word.value
    if not word.parts:
        return UNKNOWN_TEXT
    return "".join([part if isinstance(part, str) else UNKNOWN_TEXT for part in word.parts])


def read_command_line(tool: Tool, arguments: Sequence[Argument], index: int = 1) -> CommandLine:
    """Reads ``arguments`` from ``index`` on; those before it are the name of the tool."""
    line = CommandLine(tool, arguments, tables=[tool.options])
    options_end = False
    while index < len(arguments):
        argument = arguments[index]
        text = argument.text
        is_option = not options_end and len(text) > 1 and (text[0] == "-" or (text[0] == "+" and tool.plus_options))
        if not options_end and text == "--":
            options_end = True
            line.is_open = line.is_open and bool(tool.subcommands)
            index += 1
        elif is_option and (consumed := _option(line, index)):
            index += consumed
        elif line.is_open and tool.bundled_first and not line.operands and not line.options and text[0:1].isalpha():
            line.is_open = False
            index += _cluster(line, index, joined_table(*line.tables), "-" + text, offset=-1)
        elif _subcommand(line, argument):
            index += 1
        else:
            if _ends_options(line):
                line.rest = index
                line.operands.extend(arguments[index:])
                break
            line.operands.append(argument)
            index += 1
    _default_subcommand(line)
    if tool.implied is not None:
        line.options[:0] = tool.implied(tuple(line.options))
    return line


def _ends_options(line: CommandLine) -> bool:
    if line.subcommand is not None:
        return line.subcommand.options_end_at_operand
    return line.tool.options_end_at_operand


def _known_subcommands(line: CommandLine) -> Mapping[str, Subcommand]:
    return line.subcommand.subcommands if line.subcommand is not None else line.tool.subcommands


def _subcommand(line: CommandLine, argument: Argument) -> bool:
    if not line.is_open:
        return False
    known = _known_subcommands(line)
    if not known:
        line.is_open = False
        return False
    if argument.text.startswith(UNKNOWN_TEXT) and not argument.word.is_quoted and not line.subcommands:
        line.unknown_options.append(argument.word)
        return True
    name = subcommand_named(known, argument.text)
    if name is not None:
        line.subcommand = known[name]
        line.tables.append(line.subcommand.options)
    elif line.subcommands or (line.tool.default is not None and not line.tool.has_dynamic_subcommands):
        line.is_open = False
        return False
    else:
        line.is_open = False
        if UNKNOWN_TEXT in argument.text or line.unknown_options:
            return False
        name = argument.text
    line.subcommands.append(name)
    line.subcommand_words.append(argument.word)
    return True


def _default_subcommand(line: CommandLine) -> None:
    if line.subcommand is not None:
        name, known = line.subcommand.default, line.subcommand.subcommands
    elif not line.subcommands and not line.unknown_options and not _only_asks(line):
        name, known = line.tool.default, line.tool.subcommands
    else:
        return
    if name is not None and not (line.subcommands and line.subcommands[-1] == name):
        line.subcommand = known.get(name, line.subcommand)
        line.subcommands.append(name)


def _only_asks(line: CommandLine) -> bool:
    return any(option.name in ("--help", "--version") for option in line.options)


def _option(line: CommandLine, index: int) -> int:
    """Reads the option at ``index``; returns how many arguments it took, 0 when it is not an option after all."""
    text = line.arguments[index].text
    table = joined_table(*line.tables)
    name, equals, _ = text.partition("=")
    if name in table and (equals or text in table):
        return _named(line, index, table[name], name, bool(equals))
    if text.startswith("--"):
        if line.tool.single_dash_long and name[1:] in table:
            return _named(line, index, table[name[1:]], name, bool(equals))
        kind = _abbreviated(line.tool, table, name)
        if kind is not None:
            return _named(line, index, kind, name, bool(equals))
        return _unknown(line, index, name, bool(equals))
    if line.tool.clusters or text[:2] in table:
        return _cluster(line, index, table, text, offset=0)
    if line.tool.dashed_operands:
        return 0
    return _unknown(line, index, name, bool(equals))


def _abbreviated(tool: Tool, table: Mapping[str, OptionKind], name: str) -> OptionKind | None:
    if not tool.abbreviations or len(name) < 4:
        return None
    kinds = {kind for written, kind in table.items() if written.startswith(name)}
    return kinds.pop() if len(kinds) == 1 else None


def _unknown(line: CommandLine, index: int, name: str, has_value: bool) -> int:
    if line.tool.dashed_operands:
        return 0
    argument = line.arguments[index]
    line.unknown_options.append(argument.word)
    kind = OptionKind(name, "after equals" if has_value else "none")
    return _named(line, index, kind, name, has_value)


def _named(line: CommandLine, index: int, kind: OptionKind, written: str, has_value: bool) -> int:
    argument = line.arguments[index]
    word = argument.word
    value: str | None = None
    value_word: Word | None = None
    end = word.end
    consumed = 1
    if has_value:
        value, value_word = _known(argument.text[len(written) + 1 :]), word
    elif kind.value == "needed" and index + 1 < len(line.arguments):
        following = line.arguments[index + 1]
        value, value_word = _known(following.text), following.word
        end = max(end, value_word.end)
        consumed = 2
    line.options.append(Option(kind.name, written, value, word, value_word, word.start, end))
    return consumed


def _known(text: str) -> str | None:
    return None if UNKNOWN_TEXT in text else text


def _cluster(line: CommandLine, index: int, table: Mapping[str, OptionKind], text: str, offset: int) -> int:
    """Short options in one word. ``offset`` is -1 for the bundle without a dash, to which ``text`` has one added.

    In a bundle the values follow as words of their own, in the order of the letters that need one.
    """
    argument = line.arguments[index]
    consumed = 1
    for position in range(1, len(text)):
        kind = table.get(text[0] + text[position])
        if kind is None:
            if line.tool.dashed_operands and position == 1:
                return 0
            line.unknown_options.append(argument.word)
            if not line.tool.clusters or text[position] == UNKNOWN_TEXT:
                return consumed
            kind = OptionKind(text[0] + text[position], "none")
        attached = text[position + 1 :]
        if kind.value == "none" or (kind.value == "after equals" and not attached.startswith("=")):
            _letter(line, argument, kind, text, position, offset, None, None)
        elif offset == 0 and (attached or kind.value != "needed"):
            value = attached.removeprefix("=")
            _letter(line, argument, kind, text, position, offset, value, argument.word if attached else None)
            return consumed
        else:
            following = line.arguments[index + consumed] if index + consumed < len(line.arguments) else None
            value_word = following.word if following is not None else None
            _letter(line, argument, kind, text, position, offset, following.text if following else None, value_word)
            consumed += 1 if following is not None else 0
    return consumed


def _letter(
    line: CommandLine,
    argument: Argument,
    kind: OptionKind,
    text: str,
    position: int,
    offset: int,
    value: str | None,
    value_word: Word | None,
) -> None:
    word = argument.word
    start, end = word.start, word.end
    is_attached = value_word is word
    if argument.is_exact and len(text) > 2:
        if position > 1 or not is_attached:
            start = word.start + position + offset
        if not is_attached and (value_word is None or offset):
            end = word.start + position + offset + 1
    if value_word is not None and offset == 0:
        end = max(end, value_word.end)
    known = _known(value) if value is not None and value_word is not None else None
    line.options.append(Option(kind.name, text[0] + text[position], known, word, value_word, start, end))
