"""Rewrite ``ENV name value`` as ``ENV name=value`` without changing what BuildKit reads.

The value is left as it is where it is one word, else put between double quotes with as little changed inside as
possible; line continuations in it stay. Every result is read again and compared before it is given out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ....syntax.expansion import Expansion, Literal, Part
from ....syntax.items import Instruction
from ....syntax.logical_text import Span
from ....syntax.tree import parse
from ....syntax.words import Word
from ...finding import Edit

Signature = tuple[object, ...]


def with_equals_sign(item: Instruction, instruction: Instruction) -> tuple[Edit, ...] | None:
    """Edits of ``item``, which is ``instruction`` or holds it; ``None`` where no rewriting keeps the value."""
    pair = instruction.key_values[0]
    if pair.value is None or pair.value.parts.problem is not None:
        return None
    gap = Span(pair.key.span.end, pair.value.span.start)
    between = item.text[gap.start : gap.end]
    if "#" in between:
        return None
    joining = Edit(item, gap, "=")
    for edits in ([joining], _quoted(item, instruction, pair.value, gap)):
        if _keeps(item, instruction, edits):
            return tuple(edits)
    return None


def _quoted(item: Instruction, instruction: Instruction, value: Word, gap: Span) -> list[Edit]:
    """Double quotes around everything: those inside go, and what they kept together is escaped where it has to be."""
    edits = [Edit(item, gap, '="'), Edit(item, Span(value.span.end, value.span.end), '"')]
    text, source, escape = value.text, value.source, instruction.escape
    at, quote = 0, ""
    while at < len(text):
        character = text[at]
        place = source.span(at, at + 1)
        following = text[at + 1 : at + 2]
        if quote == "'":
            if character == "'":
                quote = ""
                edits.append(Edit(item, place, ""))
            elif character in ('"', "$", escape):
                edits.append(Edit(item, Span(place.start, place.start), escape))
        elif character == escape and following:
            at += 1
            if not quote and following not in ('"', "$", escape):
                edits.append(Edit(item, place, ""))
        elif character == '"' or (character == "'" and not quote):
            quote = "" if quote else character
            edits.append(Edit(item, place, ""))
        at += 1
    return edits


def _keeps(item: Instruction, instruction: Instruction, edits: Iterable[Edit]) -> bool:
    """Whether the text with the edits is read as the same single pair."""
    text = item.text
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    directive = "" if instruction.escape == "\\" else f"# escape={instruction.escape}\n"
    items = [found for _, found in parse(directive + text).instructions()]
    if len(items) != 1:
        return False
    after = items[0].nested if item is not instruction else items[0]
    if after is None or after.is_legacy_pair or len(after.key_values) != 1:
        return False
    old, new = instruction.key_values[0], after.key_values[0]
    if new.value is None or new.value.parts.problem is not None:
        return False
    return old.key.text == new.key.text and _signature(old.value) == _signature(new.value)


def _signature(word: Word | None) -> Signature:
    return () if word is None else tuple(_merged(_read(word.parts.parts)))


def _read(parts: tuple[Part, ...]) -> Iterator[object]:
    for part in parts:
        match part:
            case Literal():
                yield part.text
            case Expansion():
                argument = tuple(_merged(_read(part.argument)))
                yield (part.name, part.operator, argument, tuple(_merged(_read(part.replacement))), part.problem)


def _merged(parts: Iterable[object]) -> Iterator[object]:
    """Neighbouring texts as one, empty ones left out."""
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        if text:
            yield text
        text = ""
        yield part
    if text:
        yield text
