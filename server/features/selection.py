"""What is selected when a selection grows: name, word, argument, command, instruction, stage, file.

Promises: each range holds the one before it and is larger. In scripts the ranges are those of the shell: word, command,
pipeline, body of a heredoc.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..semantics.program import Program
from ..semantics.step import Step
from ..syntax.expansion import Expansion
from ..syntax.items import BlankLine, Instruction
from ..syntax.json_form import JsonArray
from ..syntax.logical_text import Span
from ..syntax.words import Word


def selections(program: Program, offset: int) -> list[Span]:
    """The ranges around a code point, the smallest first; the last one is the file."""
    tree = program.tree
    found = {Span(0, len(tree.text))}
    index = tree.index_at_line(tree.source.line_of(offset))
    if index >= 0:
        found.update(tree.absolute(index, span) for span in _in_item(program, index, offset - tree.start(index)))
        found.update(_around_item(program, index))
    return _nested([span for span in found if span.start <= offset <= span.end])


def _nested(spans: list[Span]) -> list[Span]:
    chain: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.end - span.start, span.start)):
        holds_last = not chain or (span.start <= chain[-1].start and chain[-1].end <= span.end)
        if holds_last and span.end > span.start:
            chain.append(span)
    return chain or spans[:1]


def _around_item(program: Program, index: int) -> Iterator[Span]:
    tree = program.tree
    position = program.stage_at(index)
    if position is None:
        return
    start = program.starts[position]
    items = program.stages[position].items
    last = max(place for place, item in enumerate(items) if isinstance(item, Instruction))
    yield Span(tree.start(start), tree.start(start + last + 1))
    yield Span(tree.start(start), tree.start(start + len(items)))


def _in_item(program: Program, index: int, offset: int) -> Iterator[Span]:
    tree = program.tree
    item = tree.items[index]
    yield Span(0, len(item.text))
    if isinstance(item, BlankLine):
        return
    yield item.span
    if isinstance(item, Instruction):
        if any(heredoc.body.start <= offset < heredoc.body.end for heredoc in item.heredocs):
            yield _line(item.text, offset)
        yield from _in_instruction(item)
        if item.nested is not None:
            yield item.nested.span
            yield from _in_instruction(item.nested)
        step = program.step_at(index)
        if step is not None:
            yield from _in_script(step)


def _line(text: str, offset: int) -> Span:
    """The line without its indentation and its end."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : len(text) if end < 0 else end]
    return Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))


def _in_instruction(instruction: Instruction) -> Iterator[Span]:
    yield instruction.keyword_span
    arguments = instruction.arguments
    yield arguments.span(0, len(arguments.text))
    for flag in instruction.flags:
        yield flag.span
        if flag.value is not None:
            yield from _in_word(flag.value)
        if flag.name == "mount":
            for option in flag.mount_options:
                yield option.span
                if option.value_word is not None:
                    yield option.value_word.span
    for pair in instruction.key_values:
        yield pair.span
        yield pair.key.span
        if pair.value is not None:
            yield from _in_word(pair.value)
    for word in instruction.argument_words:
        yield from _in_word(word)
    if isinstance(instruction.json, JsonArray):
        yield instruction.json.span
        yield from (element.span for element in instruction.json.elements)
    for heredoc in instruction.heredocs:
        yield heredoc.opening.span
        yield heredoc.opening.delimiter_span
        yield heredoc.body
        yield Span(heredoc.body.start, (heredoc.terminator or heredoc.body).end)


def _in_word(word: Word) -> Iterator[Span]:
    yield word.span
    for expansion in word.expansions:
        yield from _in_expansion(expansion)


def _in_expansion(expansion: Expansion) -> Iterator[Span]:
    yield expansion.span
    yield expansion.name_span


def _in_script(step: Step) -> Iterator[Span]:
    if step.script is None:
        return
    script = step.script.script
    for command in script.commands:
        yield command.span
        for word in command.words:
            yield word.span
        for redirection in command.redirections:
            yield redirection.span
    for pipeline in script.pipelines:
        # It reaches up to the next operator.
        written = pipeline.origin.text[pipeline.start : pipeline.end].rstrip()
        yield pipeline.origin.span(pipeline.start, pipeline.start + len(written))
    for assignment in script.assignments:
        yield assignment.span
    for use in script.variables:
        yield use.span
