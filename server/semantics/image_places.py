"""Where the parts of an image reference are written: in the word itself, or in the default of a build argument.

``FROM $BASE`` with ``ARG BASE=python`` names ``python`` in the ARG, so that is where a tag has to be added. Left out:
text that is put together from several pieces, with quotes or escapes in it, or over several lines, since a change of
it would have to be guessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..syntax.dataclass import dataclass
from ..syntax.expansion import Expansion, Literal, Part
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction
from ..syntax.logical_text import Span
from ..syntax.words import Word
from .environment import Binding
from .image_use import ImageUse
from .program import Program

_SEPARATORS = ("", "/", ":", "-", "@")
"""What stands between the words of a reference; nothing at its ends."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the instruction that names the image, or of the ARG of ``argument`` where it lies in a default."""

    span: Span
    argument: Binding | None = None


def place_in_use(use: ImageUse, start: int, end: int) -> Place | None:
    """Where the characters ``[start, end)`` of the image's value are written; ``None`` where not in one piece.

    An empty range is a place to insert behind what stands before it. The default of an argument is one piece only if
    it makes whole words of the reference.
    """
    return _place(use.word.parts.parts, {binding.name: binding for binding in use.bindings}, start, end)


def _place(parts: tuple[Part, ...], bindings: dict[str, Binding], start: int, end: int) -> Place | None:
    texts = [_text(part, bindings) for part in parts]
    at = 0
    for position, (part, text) in enumerate(zip(parts, texts, strict=True)):
        if text is None:
            return None
        if at <= start and end <= at + len(text) and (start < end or start > at):
            found = _inside(part, bindings, start - at, end - at)
            if found is None or found.argument is None:
                return found
            before = "".join(earlier or "" for earlier in texts[:position])
            after = (texts[position + 1] if position + 1 < len(texts) else "") or ""
            return found if before[-1:] in _SEPARATORS and after[:1] in _SEPARATORS else None
        at += len(text)
    return None


def _text(part: Part, bindings: dict[str, Binding]) -> str | None:
    if isinstance(part, Literal):
        return part.text
    if part.operator is None:
        binding = bindings.get(part.name)
        return None if binding is None else binding.value
    binding = bindings.get(part.name)
    is_default = part.operator in (":-", "-")
    if not is_default:
        return None
    if binding is not None and binding.value:
        return binding.value
    if any(isinstance(inner, Expansion) for inner in part.argument):
        return None
    return "".join(inner.text for inner in part.argument if isinstance(inner, Literal))


def _inside(part: Part, bindings: dict[str, Binding], start: int, end: int) -> Place | None:
    if isinstance(part, Literal):
        return _in_literal(part, start, end, None)
    binding = bindings.get(part.name)
    if binding is None or not binding.value:
        return None if part.operator is None else _place(part.argument, {}, start, end)
    if binding.key_value is None or binding.key_value.value is None or binding.instruction is None:
        return None
    parts = binding.key_value.value.parts.parts
    if len(parts) != 1 or not isinstance(parts[0], Literal):
        return None
    return _in_literal(parts[0], start, end, binding)


def _in_literal(literal: Literal, start: int, end: int, argument: Binding | None) -> Place | None:
    """The place of a part of a literal, if its text stands in the source letter by letter."""
    if literal.span.end - literal.span.start != len(literal.text):
        return None
    return Place(Span(literal.span.start + start, literal.span.start + end), argument)


def is_argument_shared(program: Program, argument: Binding, word: Word) -> bool:
    """Whether a global build argument is read anywhere but in FROM words spelled like ``word``.

    What repeats it in a stage (``ARG NAME``) reads it as well.
    """
    return any(text != word.text for text in _readers(program, argument.name))


def _readers(program: Program, name: str) -> Iterator[str]:
    for _, instruction in program.preamble_instructions():
        for pair in instruction.key_values:
            if pair.value is not None and _reads(pair.value, name):
                yield f"ARG {pair.value.text}"
    for stage in program.stages:
        start = stage.items[0]
        assert isinstance(start, Instruction)
        for word in start.words[:1]:
            if _reads(word, name):
                yield word.text
        platform = start.flag("platform")
        if platform is not None and platform.value is not None and _reads(platform.value, name):
            yield f"--platform={platform.value.text}"
        for _, step in stage.steps_with(Keyword.ARG):
            if any(pair.key.text == name and pair.value is None for pair in step.item.key_values):
                yield step.item.text


def _reads(word: Word, name: str) -> bool:
    return any(expansion.name == name for expansion in word.expansions)
