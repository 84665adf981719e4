"""What each instruction is made of: how its arguments are read and which flags it knows.

Source: https://docs.docker.com/reference/dockerfile/ and BuildKit's ``parser`` and ``instructions`` packages.
"""

from __future__ import annotations

from enum import Enum

from .dataclass import dataclass


class Keyword(Enum):
    """The instructions of the Dockerfile reference."""

    ADD = "ADD"
    ARG = "ARG"
    CMD = "CMD"
    COPY = "COPY"
    ENTRYPOINT = "ENTRYPOINT"
    ENV = "ENV"
    EXPOSE = "EXPOSE"
    FROM = "FROM"
    HEALTHCHECK = "HEALTHCHECK"
    LABEL = "LABEL"
    MAINTAINER = "MAINTAINER"
    ONBUILD = "ONBUILD"
    RUN = "RUN"
    SHELL = "SHELL"
    STOPSIGNAL = "STOPSIGNAL"
    USER = "USER"
    VOLUME = "VOLUME"
    WORKDIR = "WORKDIR"


KEYWORDS: dict[str, Keyword] = {keyword.value: keyword for keyword in Keyword}


class ArgumentStyle(Enum):
    """How the text behind keyword and flags becomes words."""

    COMMAND = "a JSON array of strings, else one shell command"
    LIST = "a JSON array of strings, else words between white space"
    WORDS = "words between white space"
    KEY_VALUES = "key=value pairs with quotes, or one old-style pair"
    NAMES = "names or key=value pairs with quotes"
    TEXT = "one text to the end of the line"
    HEALTHCHECK = "NONE, or CMD and a command"
    INSTRUCTION = "another instruction"


class FlagKind(Enum):
    """What a flag takes."""

    BOOLEAN = "nothing, true or false"
    STRING = "one value"
    STRINGS = "one value, and the flag may be repeated"


@dataclass(frozen=True, slots=True)
class InstructionGrammar:
    """The grammar of one instruction; ``flags`` maps the name without dashes to what it takes."""

    style: ArgumentStyle
    flags: dict[str, FlagKind]
    may_hold_heredocs: bool = False


_COPY_FLAGS = {
    "chown": FlagKind.STRING,
    "chmod": FlagKind.STRING,
    "link": FlagKind.BOOLEAN,
    "exclude": FlagKind.STRINGS,
}

GRAMMAR: dict[Keyword, InstructionGrammar] = {
    Keyword.ADD: InstructionGrammar(
        ArgumentStyle.LIST,
        _COPY_FLAGS | {"keep-git-dir": FlagKind.BOOLEAN, "checksum": FlagKind.STRING, "unpack": FlagKind.BOOLEAN},
        may_hold_heredocs=True,
    ),
    Keyword.ARG: InstructionGrammar(ArgumentStyle.NAMES, {}),
    Keyword.CMD: InstructionGrammar(ArgumentStyle.COMMAND, {}),
    Keyword.COPY: InstructionGrammar(
        ArgumentStyle.LIST,
        _COPY_FLAGS | {"from": FlagKind.STRING, "parents": FlagKind.BOOLEAN},
        may_hold_heredocs=True,
    ),
    Keyword.ENTRYPOINT: InstructionGrammar(ArgumentStyle.COMMAND, {}),
    Keyword.ENV: InstructionGrammar(ArgumentStyle.KEY_VALUES, {}),
    Keyword.EXPOSE: InstructionGrammar(ArgumentStyle.WORDS, {}),
    Keyword.FROM: InstructionGrammar(ArgumentStyle.WORDS, {"platform": FlagKind.STRING}),
    Keyword.HEALTHCHECK: InstructionGrammar(
        ArgumentStyle.HEALTHCHECK,
        {
            "interval": FlagKind.STRING,
            "timeout": FlagKind.STRING,
            "start-period": FlagKind.STRING,
            "start-interval": FlagKind.STRING,
            "retries": FlagKind.STRING,
        },
    ),
    Keyword.LABEL: InstructionGrammar(ArgumentStyle.KEY_VALUES, {}),
    Keyword.MAINTAINER: InstructionGrammar(ArgumentStyle.TEXT, {}),
    Keyword.ONBUILD: InstructionGrammar(ArgumentStyle.INSTRUCTION, {}),
    Keyword.RUN: InstructionGrammar(
        ArgumentStyle.COMMAND,
        {
            "mount": FlagKind.STRINGS,
            "network": FlagKind.STRING,
            "security": FlagKind.STRING,
            "device": FlagKind.STRINGS,
        },
        may_hold_heredocs=True,
    ),
    Keyword.SHELL: InstructionGrammar(ArgumentStyle.COMMAND, {}),
    Keyword.STOPSIGNAL: InstructionGrammar(ArgumentStyle.TEXT, {}),
    Keyword.USER: InstructionGrammar(ArgumentStyle.TEXT, {}),
    Keyword.VOLUME: InstructionGrammar(ArgumentStyle.LIST, {}),
    Keyword.WORKDIR: InstructionGrammar(ArgumentStyle.TEXT, {}),
}

DIRECTIVES = ("syntax", "escape", "check")
"""Parser directives (https://docs.docker.com/reference/dockerfile/#parser-directives)."""
