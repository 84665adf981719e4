"""Problems of whole files and of single items."""

from __future__ import annotations

from collections.abc import Iterator

from ..grammar import KEYWORDS, Keyword
from ..items import BlankLine, Comment, Directive, Instruction, Item
from ..logical_text import Span
from ..tree import Tree
from .arguments import argument_problems
from .expansions import expansion_problems
from .flags import flag_problems
from .problem import Problem, did_you_mean, likeliest

_LONGEST_LINE = 65_535
"""Bytes without the line end (Go, ``bufio.MaxScanTokenSize``)."""

_MOST_BYTES_A_CHARACTER = 4
_NOT_DEFERRED = (Keyword.ONBUILD, Keyword.FROM, Keyword.MAINTAINER)


def problems(tree: Tree) -> Iterator[tuple[int, Problem]]:
    """All problems with the index of their item, in order; those of the whole file come first.

    In a file without items the index is 0 all the same.
    """
    whole = file_problem(tree)
    if whole is not None:
        yield whole
    for index, item in enumerate(tree.items):
        for problem in item_problems(item):
            yield index, problem


def item_problems(item: Item) -> tuple[Problem, ...]:
    """What is wrong with one item, whatever stands around it; kept with an instruction."""
    match item:
        case BlankLine():
            return ()
        case Comment():
            return tuple(_long_lines(item.text))
        case Directive():
            long_lines = tuple(_long_lines(item.text))
            if item.problem is None:
                return long_lines
            return (Problem("invalid-directive", f"{item.problem}.", item.span), *long_lines)
        case Instruction():
            if "problems" not in item.memo:
                found = (*_long_lines(item.text), *_instruction_problems(item))
                item.memo["problems"] = tuple(sorted(found, key=lambda problem: problem.span))
            kept: tuple[Problem, ...] = item.memo["problems"]
            return kept


def _instruction_problems(instruction: Instruction) -> Iterator[Problem]:
    if instruction.keyword is None:
        yield _unknown_instruction(instruction)
        return
    yield from flag_problems(instruction)
    yield from argument_problems(instruction)
    yield from expansion_problems(instruction)
    if instruction.keyword is not Keyword.ONBUILD:
        for heredoc in instruction.heredocs:
            if not heredoc.is_terminated:
                delimiter = heredoc.opening.delimiter
                message = f"No line below consists of `{delimiter}` alone, so this heredoc never ends."
                yield Problem("unterminated-heredoc", message, heredoc.opening.span)
    elif instruction.nested is not None:
        yield from _deferred_problems(instruction.nested)


def _deferred_problems(nested: Instruction) -> Iterator[Problem]:
    if nested.keyword in _NOT_DEFERRED:
        message = f"ONBUILD cannot defer {nested.keyword.value}; BuildKit refuses it."
        yield Problem("onbuild-trigger", message, nested.keyword_span)
    else:
        yield from _instruction_problems(nested)


def _unknown_instruction(instruction: Instruction) -> Problem:
    word = instruction.keyword_text
    if not word:
        message = "The line continuation has nothing to continue, so BuildKit sees an instruction without a name."
        return Problem("unknown-instruction", message, instruction.head.continuations[0])
    suggestion = likeliest(word, KEYWORDS)
    message = f"`{word}` is not an instruction{did_you_mean(suggestion) or '.'}"
    return Problem("unknown-instruction", message, instruction.keyword_span, suggestion)


def file_problem(tree: Tree) -> tuple[int, Problem] | None:
    """What is wrong with the file as a whole: no instruction, or none that opens a stage; with the item it stands in.

    Looks no further than the first FROM.
    """
    last: tuple[int, Instruction] | None = None
    for index, instruction in tree.instructions():
        keyword = instruction.keyword
        # An instruction that nobody knows may be a misspelt FROM, and is a problem of its own.
        if keyword is None or keyword is Keyword.FROM:
            return None
        if keyword is not Keyword.ARG:
            message = (
                f"{keyword.value} stands before the first FROM, where only ARG may; there is no stage to build yet."
            )
            return index, Problem("no-stage", message, instruction.keyword_span)
        last = index, instruction
    if last is None:
        return 0, Problem("no-instructions", "A file without instructions builds nothing.", Span(0, 0))
    index, instruction = last
    return index, Problem("no-stage", "A file without FROM has no stage to build.", instruction.keyword_span)


def _long_lines(text: str) -> Iterator[Problem]:
    if len(text) * _MOST_BYTES_A_CHARACTER <= _LONGEST_LINE:
        return
    start = 0
    for line in text.split("\n"):
        size = len(line.encode("utf-8", "surrogatepass"))
        if size > _LONGEST_LINE:
            message = f"The line is {size:,} bytes long; BuildKit reads no more than {_LONGEST_LINE:,} bytes in a line."
            yield Problem("line-too-long", message, Span(start, start + len(line)))
        start += len(line) + 1
