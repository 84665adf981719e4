"""Problems of what follows the flags: how many words there are, and what they have to look like."""

from __future__ import annotations

from collections.abc import Iterator

from ..grammar import Keyword
from ..heredoc import heredoc_openings
from ..items import Instruction
from ..json_form import JsonArray, NotJson
from ..lazy_pattern import lazy_pattern
from ..logical_text import Span
from ..whitespace import SPACES
from .problem import Problem, did_you_mean, likeliest

_STAGE_NAME = lazy_pattern(r"[a-z][a-z0-9-_.]*")
_HEALTHCHECK_TYPES = ("CMD", "NONE")
_MAY_BE_EMPTY = (Keyword.RUN, Keyword.CMD, Keyword.ENTRYPOINT)


def argument_problems(instruction: Instruction) -> Iterator[Problem]:
    """What BuildKit refuses in the arguments of a known instruction."""
    keyword = instruction.keyword
    if keyword is None:
        return
    if isinstance(instruction.json, NotJson) and instruction.json.is_refused:
        message = "An array behind an instruction may hold nothing but strings in double quotes."
        yield Problem("exec-not-strings", message, instruction.json.span)
        return
    if _says_nothing(instruction):
        if keyword not in _MAY_BE_EMPTY:
            yield Problem("missing-arguments", f"{keyword.value} {_needs(keyword)}.", instruction.keyword_span)
        return
    match keyword:
        case Keyword.FROM:
            yield from _from_problems(instruction)
        case Keyword.ENV | Keyword.LABEL | Keyword.ARG:
            yield from _pair_problems(instruction, keyword)
        case Keyword.COPY | Keyword.ADD:
            yield from _transfer_problems(instruction, keyword)
        case Keyword.HEALTHCHECK:
            yield from _healthcheck_problems(instruction)
        case Keyword.SHELL:
            if not isinstance(instruction.json, JsonArray):
                message = 'SHELL takes a JSON array only, such as `["/bin/bash", "-c"]`.'
                yield Problem("shell-not-json", message, _arguments_span(instruction))
        case Keyword.VOLUME:
            for word in instruction.argument_words:
                if word.value is not None and not word.value.strip(SPACES):
                    yield Problem("empty-volume", "A volume needs a path.", _arguments_span(instruction))
        case _:
            return


def _says_nothing(instruction: Instruction) -> bool:
    if not instruction.arguments.text:
        return True
    is_whole = instruction.keyword is not Keyword.HEALTHCHECK
    return is_whole and isinstance(instruction.json, JsonArray) and not instruction.json.elements


def _needs(keyword: Keyword) -> str:
    match keyword:
        case Keyword.FROM:
            return "needs an image, or `scratch`"
        case Keyword.ENV | Keyword.LABEL:
            return "needs a name and a value: `NAME=value`"
        case Keyword.ARG:
            return "needs a name"
        case Keyword.COPY | Keyword.ADD:
            return "needs a source and a destination"
        case Keyword.HEALTHCHECK:
            return "needs `CMD` and a command, or `NONE`"
        case Keyword.ONBUILD:
            return "needs an instruction to defer"
        case _:
            return "needs an argument"


def _arguments_span(instruction: Instruction) -> Span:
    return instruction.arguments.span(0, len(instruction.arguments.text))


def _from_problems(instruction: Instruction) -> Iterator[Problem]:
    image, *rest = instruction.words
    if image.value == "":
        yield Problem("missing-arguments", "FROM needs an image, or `scratch`.", image.span)
    if not rest:
        return
    is_as = rest[0].text.lower() == "as"
    if len(rest) == 1:
        what = "A name for the stage is missing behind `AS`" if is_as else f"`AS` is missing before `{rest[0].text}`"
        yield Problem("wrong-from", f"{what}; FROM is `FROM image` or `FROM image AS name`.", rest[0].span)
    elif len(rest) > 2 or not is_as:
        extra = rest[2:] if is_as else rest
        span = Span(extra[0].span.start, extra[-1].span.end)
        yield Problem("wrong-from", "FROM is `FROM image` or `FROM image AS name`, and nothing more.", span)
    elif _STAGE_NAME.fullmatch(rest[1].text.lower()) is None:
        message = (
            f"`{rest[1].text}` cannot name a stage; it has to begin with a letter and hold letters, digits, `-_.`."
        )
        yield Problem("stage-name", message, rest[1].span)


def _pair_problems(instruction: Instruction, keyword: Keyword) -> Iterator[Problem]:
    if not instruction.words:
        yield Problem("missing-arguments", f"{keyword.value} {_needs(keyword)}.", instruction.keyword_span)
    for pair in instruction.key_values:
        if instruction.is_legacy_pair:
            if pair.value is None:
                message = f"{keyword.value} needs a value: `{pair.key.text}=value`."
                yield Problem("missing-value", message, pair.span)
        elif pair.has_equals and not pair.key.text:
            yield Problem("empty-name", "The name before the equals sign is missing.", pair.span)
        elif not pair.has_equals and keyword is not Keyword.ARG:
            message = f"`{pair.key.text}` has no equals sign; a value with spaces needs quotes."
            yield Problem("missing-equals", message, pair.span)


def _transfer_problems(instruction: Instruction, keyword: Keyword) -> Iterator[Problem]:
    words = instruction.argument_words
    if len(words) < 2:
        message = f"{keyword.value} needs a source and a destination, and there is only one of them."
        if isinstance(instruction.json, NotJson):
            message += f" This is no JSON array: {instruction.json.reason}."
        yield Problem("missing-destination", message, _arguments_span(instruction))
    elif heredoc_openings(words[-1].source):
        message = f"A heredoc cannot be the destination of {keyword.value}; a path has to follow it."
        yield Problem("heredoc-destination", message, words[-1].span)


def _healthcheck_problems(instruction: Instruction) -> Iterator[Problem]:
    word = instruction.words[0]
    kind = word.text.upper()
    rest = instruction.command_text
    if kind not in _HEALTHCHECK_TYPES:
        suggestion = likeliest(word.text, _HEALTHCHECK_TYPES)
        message = f"HEALTHCHECK is followed by `CMD` or `NONE`, not by `{word.text}`{did_you_mean(suggestion) or '.'}"
        yield Problem("healthcheck-type", message, word.span, suggestion)
    elif kind == "NONE" and rest.text:
        message = "`HEALTHCHECK NONE` switches the check off and takes nothing more."
        yield Problem("healthcheck-none", message, rest.span(0, len(rest.text)))
    elif kind == "CMD" and not (instruction.json.elements if isinstance(instruction.json, JsonArray) else rest.text):
        yield Problem("healthcheck-command", "The command to check with is missing behind `CMD`.", word.span)
