"""Problems of variables and quotes in the words that BuildKit itself expands; the shell's variables are not its own."""

from __future__ import annotations

from collections.abc import Iterator

from ..expansion import Expansion, Literal, WordParts, read_parts
from ..grammar import Keyword
from ..items import Instruction
from ..logical_text import LogicalText, Span
from ..words import Word
from .problem import Problem

_EXPANDED_FLAGS = ("platform", "chown", "chmod", "from")
_PATTERN_OPERATORS = ("#", "##", "%", "%%", "/", "//")


def expansion_problems(instruction: Instruction) -> Iterator[Problem]:
    """What BuildKit's word lexer refuses; names of ARG are not expanded, and neither are scripts."""
    for word in _expanded_words(instruction):
        if word.text.isalnum():
            continue
        yield from _problems_of(word.parts, word.span)
    if instruction.keyword in (Keyword.COPY, Keyword.ADD):
        for heredoc in instruction.heredocs:
            content = instruction.text[heredoc.body.start - instruction.offset : heredoc.body.end - instruction.offset]
            if heredoc.opening.is_expanded and heredoc.is_terminated and "${" in content:
                source = LogicalText.contiguous(content, heredoc.body.start)
                yield from _problems_of(read_parts(source, "\\", keeps_quotes=True), heredoc.body)


def _expanded_words(instruction: Instruction) -> Iterator[Word]:
    for flag in instruction.flags:
        if flag.value is None:
            continue
        if flag.name in _EXPANDED_FLAGS:
            yield flag.value
        elif flag.name == "mount":
            yield from (option.value_word for option in flag.mount_options if option.value_word is not None)
    match instruction.keyword:
        case Keyword.FROM:
            yield from instruction.words[:1]
        case Keyword.ENV | Keyword.LABEL | Keyword.ARG:
            for pair in instruction.key_values:
                if instruction.keyword is not Keyword.ARG:
                    yield pair.key
                if pair.value is not None:
                    yield pair.value
        case (
            Keyword.COPY
            | Keyword.ADD
            | Keyword.EXPOSE
            | Keyword.USER
            | Keyword.WORKDIR
            | Keyword.VOLUME
            | Keyword.STOPSIGNAL
        ):
            yield from instruction.argument_words
        case _:
            return


def _problems_of(parts: WordParts, whole: Span) -> Iterator[Problem]:
    expansions = parts.expansions()
    if parts.problem is not None:
        span = next((expansion.span for expansion in expansions if expansion.problem is not None), whole)
        message = f"BuildKit cannot read this: {parts.problem}."
        yield Problem("invalid-expansion", message, span)
        return
    for expansion in expansions:
        escape = _bad_escape(expansion)
        if escape is not None:
            message = f"`{escape}` is no escape in a pattern; only `\\*`, `\\?`, `\\\\`, `\\/` and `\\}}` are."
            yield Problem("invalid-expansion", message, expansion.span)


def _bad_escape(expansion: Expansion) -> str | None:
    """The first escape in the pattern that BuildKit refuses; ``None`` where a variable stands in the pattern."""
    if expansion.operator not in _PATTERN_OPERATORS:
        return None
    literals = [part for part in expansion.argument if isinstance(part, Literal)]
    if len(literals) < len(expansion.argument):
        return None
    pattern = "".join(literal.text for literal in literals)
    at = pattern.find("\\")
    while at >= 0:
        escaped = pattern[at + 1 : at + 2]
        if not escaped or escaped not in "*?\\/}":
            return pattern[at : at + 2]
        at = pattern.find("\\", at + (1 if escaped in "/}" else 2))
    return None
