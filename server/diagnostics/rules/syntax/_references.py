"""The variables that BuildKit itself replaces in an instruction; those in scripts are the shell's.

Which words are expanded is what ``docker build --check`` says (BuildKit 0.25): see ``tests/rules/buildkit_cases``. FROM
is left out, since it sees other variables, and so is what stands behind ONBUILD, which another build replaces.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.dataclass import dataclass
from ....syntax.expansion import Expansion, read_parts
from ....syntax.grammar import Keyword
from ....syntax.heredoc import Heredoc
from ....syntax.items import Instruction
from ....syntax.logical_text import LogicalText
from ....syntax.words import KeyValue, Word

_EXPANDED_FLAGS = ("chown", "chmod", "checksum")
_NOT_EXPANDED_OPTIONS = ("from", "type")


@dataclass(frozen=True, slots=True)
class Reference:
    """One variable: in a pair of ENV, LABEL or ARG, in the body of a heredoc, or in any other word."""

    expansion: Expansion
    pair: KeyValue | None = None
    heredoc: Heredoc | None = None


def references(instruction: Instruction) -> tuple[Reference, ...]:
    """The variables in the order in which they are written, flags first; kept with the instruction."""
    if "references" not in instruction.memo:
        has_any = "$" in instruction.text and instruction.keyword not in (None, Keyword.FROM, Keyword.ONBUILD)
        instruction.memo["references"] = tuple(_references(instruction)) if has_any else ()
    found: tuple[Reference, ...] = instruction.memo["references"]
    return found


def _references(instruction: Instruction) -> Iterator[Reference]:
    for word in _words_of_flags(instruction):
        yield from map(Reference, word.expansions)
    match instruction.keyword:
        case Keyword.ENV | Keyword.LABEL | Keyword.ARG:
            for pair in instruction.key_values:
                words = (pair.value,) if instruction.keyword is Keyword.ARG else (pair.key, pair.value)
                for expansion in (e for word in words if word is not None for e in word.expansions):
                    yield Reference(expansion, pair)
        case Keyword.COPY | Keyword.ADD:
            openings = {heredoc.opening.span for heredoc in instruction.heredocs}
            for word in instruction.argument_words:
                if word.span not in openings:
                    yield from map(Reference, word.expansions)
            for heredoc in instruction.heredocs:
                yield from (Reference(expansion, heredoc=heredoc) for expansion in in_body(instruction, heredoc))
        case Keyword.EXPOSE | Keyword.USER | Keyword.WORKDIR | Keyword.VOLUME | Keyword.STOPSIGNAL:
            for word in instruction.argument_words:
                yield from map(Reference, word.expansions)
        case _:
            return


def _words_of_flags(instruction: Instruction) -> Iterator[Word]:
    for flag in instruction.flags:
        if flag.name == "mount":
            for option in flag.mount_options:
                if option.value_word is not None and option.key not in _NOT_EXPANDED_OPTIONS:
                    yield option.value_word
        elif flag.name in _EXPANDED_FLAGS and flag.value is not None:
            yield flag.value


def in_body(instruction: Instruction, heredoc: Heredoc) -> tuple[Expansion, ...]:
    """The variables in the body of a heredoc of COPY or ADD; none where its delimiter is quoted."""
    start, end = heredoc.body
    content = instruction.text[start - instruction.offset : end - instruction.offset]
    if not heredoc.opening.is_expanded or "$" not in content:
        return ()
    return read_parts(LogicalText.contiguous(content, start), "\\", keeps_quotes=True).expansions()
