"""The instructions of a tree as plain data, for ``dockwright parse``.

Keywords, lines, flags and arguments are those that BuildKit's parser hands on: lines count from 1 and end at ``\\n``
only, words keep their quotes and variables, continued lines are joined. What BuildKit drops (the arguments of an
instruction it does not know) is listed all the same.
"""

from __future__ import annotations

from typing import Any

from .grammar import ArgumentStyle, Keyword
from .heredoc import Heredoc
from .items import Instruction
from .json_form import JsonArray
from .tree import Tree


def listing(tree: Tree) -> dict[str, Any]:
    """``{"instructions": […]}`` with one entry an instruction, in order; nothing in it but JSON's own types.

    Each entry has ``keyword`` (in capitals), ``start_line`` and ``end_line``, ``flags`` (``--name=value``),
    ``arguments``, ``form`` (``"exec"`` for a JSON array, ``"shell"`` where one could stand and does not, else ``null``)
    and ``heredocs``. ONBUILD also has ``nested``, the instruction that it defers; arguments and form are those of it.
    """
    entries: list[dict[str, Any]] = []
    line, seen = 1, 0
    for index, instruction in tree.instructions():
        start = tree.start(index)
        line += tree.text.count("\n", seen, start)
        seen = start
        entries.append(_entry(instruction, line))
    return {"instructions": entries}


def _entry(instruction: Instruction, line: int) -> dict[str, Any]:
    nested = instruction.nested
    entry: dict[str, Any] = {
        "keyword": instruction.keyword_text.upper(),
        "start_line": line,
        "end_line": line + instruction.text.removesuffix("\n").count("\n"),
        "flags": [flag.text for flag in instruction.flags],
        "arguments": arguments(nested or instruction),
        "form": _form(nested or instruction),
        "heredocs": [_heredoc(heredoc, instruction, line) for heredoc in instruction.heredocs],
    }
    if nested is not None:
        entry["nested"] = {
            "keyword": nested.keyword_text.upper(),
            "flags": [flag.text for flag in nested.flags],
            "arguments": arguments(nested),
            "form": _form(nested),
        }
    return entry


def arguments(instruction: Instruction) -> list[str]:
    """The values BuildKit's parser keeps of one instruction; pairs of ENV and LABEL give key and value in turn."""
    type_words = [word.text for word in instruction.words] if instruction.keyword is Keyword.HEALTHCHECK else []
    if isinstance(instruction.json, JsonArray):
        return [*type_words, *(element.value for element in instruction.json.elements)]
    text = instruction.command_text.text
    match instruction.style:
        case ArgumentStyle.COMMAND:
            return [text] if text else []
        case ArgumentStyle.HEALTHCHECK:
            return [*type_words, text] if text else type_words
        case ArgumentStyle.KEY_VALUES:
            pairs = instruction.key_values
            return [part for pair in pairs for part in (pair.key.text, "" if pair.value is None else pair.value.text)]
        case _:
            return [word.text for word in instruction.words]


def _form(instruction: Instruction) -> str | None:
    match instruction.style:
        case ArgumentStyle.COMMAND | ArgumentStyle.LIST:
            return "exec" if instruction.is_exec_form else "shell"
        case ArgumentStyle.HEALTHCHECK:
            is_command = bool(instruction.command_text.text)
            return ("exec" if instruction.is_exec_form else "shell") if is_command else None
        case _:
            return None


def _heredoc(heredoc: Heredoc, instruction: Instruction, line: int) -> dict[str, Any]:
    content = instruction.text[heredoc.body.start : heredoc.body.end]
    first = line + instruction.text.count("\n", 0, heredoc.body.start)
    return {
        "delimiter": heredoc.opening.delimiter,
        "file_descriptor": heredoc.opening.file_descriptor,
        "expands": heredoc.opening.is_expanded,
        "strips_tabs": heredoc.opening.strips_tabs,
        "start_line": first,
        "end_line": first + content.count("\n"),
        "terminated": heredoc.is_terminated,
        "content": content,
    }
