"""Typed views of instructions: what FROM, COPY, RUN and the others are made of.

A view is what the arguments say after BuildKit's reading, with the words they were read from. Parts that are missing in
a half-typed instruction are ``None`` or empty; nothing here judges.
Source: https://docs.docker.com/reference/dockerfile/
"""

from __future__ import annotations

from .dataclass import dataclass
from .flags import Flag
from .grammar import Keyword
from .heredoc import Heredoc
from .items import Instruction
from .logical_text import LogicalText
from .words import KeyValue, Word


@dataclass(frozen=True, slots=True)
class From:
    """``FROM [--platform=…] image [AS name]``; ``as_word`` is the word between image and name, whatever it says."""

    image: Word | None
    as_word: Word | None
    name: Word | None
    platform: Flag | None


@dataclass(frozen=True, slots=True)
class Transfer:
    """ADD or COPY: sources (heredocs among them) and destination."""

    keyword: Keyword
    sources: tuple[Word, ...]
    destination: Word | None
    source_stage: Flag | None
    heredocs: tuple[Heredoc, ...]

    @property
    def file_sources(self) -> tuple[Word, ...]:
        """The sources that are not heredocs."""
        openings = {heredoc.opening.span for heredoc in self.heredocs}
        return tuple(source for source in self.sources if source.span not in openings)


@dataclass(frozen=True, slots=True)
class CommandBody:
    """RUN, CMD, ENTRYPOINT or SHELL: the words of an exec form, else the text for the shell."""

    keyword: Keyword
    exec_words: tuple[Word, ...] | None
    shell_text: LogicalText
    heredocs: tuple[Heredoc, ...] = ()

    @property
    def is_exec_form(self) -> bool:
        """Whether it is a JSON array."""
        return self.exec_words is not None


@dataclass(frozen=True, slots=True)
class Healthcheck:
    """``HEALTHCHECK NONE`` or ``HEALTHCHECK [flags] CMD command``; ``command`` is ``None`` for NONE."""

    type_word: Word | None
    command: CommandBody | None


@dataclass(frozen=True, slots=True)
class KeyValues:
    """ENV, LABEL or ARG."""

    keyword: Keyword
    pairs: tuple[KeyValue, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """EXPOSE, VOLUME, USER, WORKDIR, STOPSIGNAL or MAINTAINER: words, one where the instruction takes a text."""

    keyword: Keyword
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Onbuild:
    """ONBUILD with the instruction it defers."""

    instruction: Instruction | None


Body = From | Transfer | CommandBody | Healthcheck | KeyValues | Words | Onbuild


def body_of(instruction: Instruction) -> Body | None:
    """The typed view of an instruction, kept with it; ``None`` for an unknown instruction."""
    if "body" not in instruction.memo:
        instruction.memo["body"] = _read(instruction)
    body: Body | None = instruction.memo["body"]
    return body


def _read(instruction: Instruction) -> Body | None:
    match instruction.keyword:
        case None:
            return None
        case Keyword.FROM:
            image, as_word, name, *_ = (*instruction.words, None, None, None)
            return From(image, as_word, name, instruction.flag("platform"))
        case Keyword.ADD | Keyword.COPY:
            words = instruction.argument_words
            return Transfer(
                instruction.keyword,
                words[:-1],
                words[-1] if words else None,
                instruction.flag("from") if instruction.keyword is Keyword.COPY else None,
                instruction.heredocs,
            )
        case Keyword.RUN | Keyword.CMD | Keyword.ENTRYPOINT | Keyword.SHELL:
            return _command(instruction, instruction.heredocs)
        case Keyword.HEALTHCHECK:
            type_word = instruction.words[0] if instruction.words else None
            is_command = type_word is not None and type_word.text.upper() == "CMD"
            return Healthcheck(type_word, _command(instruction, ()) if is_command else None)
        case Keyword.ENV | Keyword.LABEL | Keyword.ARG:
            return KeyValues(instruction.keyword, instruction.key_values)
        case Keyword.ONBUILD:
            return Onbuild(instruction.nested)
        case Keyword.EXPOSE | Keyword.VOLUME | Keyword.USER | Keyword.WORKDIR | Keyword.STOPSIGNAL | Keyword.MAINTAINER:
            return Words(instruction.keyword, instruction.argument_words)


def _command(instruction: Instruction, heredocs: tuple[Heredoc, ...]) -> CommandBody:
    assert instruction.keyword is not None
    exec_words = instruction.argument_words if instruction.is_exec_form else None
    return CommandBody(instruction.keyword, exec_words, instruction.command_text, heredocs)
