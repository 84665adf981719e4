"""Downloads that are handed on by a pipe, and interpreters that read a script from one."""

from __future__ import annotations

import re

from ....shell.dialect import program_name
from ....shell.invocation import Invocation
from ....shell.model import Command
from ....syntax.lazy_pattern import lazy_pattern

SHELLS = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh"))
_LANGUAGES = lazy_pattern(r"(?:python|perl|ruby|node|php)[\d.]*\Z")
_SEEN_THROUGH = frozenset(("sudo", "env", "exec", "command", "time", "nice", "nohup", "doas"))


def script_reader(command: Command) -> int | None:
    """The position among the words of an interpreter that reads its script from standard input."""
    words = [word.value or "" for word in command.words]
    position = 0
    while position < len(words) and (
        program_name(words[position]) in _SEEN_THROUGH
        or (position and words[position].startswith("-"))
        or "=" in words[position]
    ):
        position += 1
    if position >= len(words):
        return None
    program, rest = program_name(words[position]), words[position + 1 :]
    if program in SHELLS:
        if any(re.match(r"-[a-z]*c\Z", word) for word in rest):
            return None
        if "-s" in rest or any(re.match(r"-[a-z]*s[a-z]*\Z", word) for word in rest):
            return position
        operand = next((word for word in rest if not word.startswith(("-", "+")) and word != "pipefail"), None)
        return position if operand is None or operand in ("/dev/stdin", "-") else None
    if _LANGUAGES.match(program):
        return position if not rest or rest[0] == "-" else None
    return None


def writes_to_standard_output(invocation: Invocation) -> bool:
    """Whether a call of curl or wget prints what it downloads."""
    option = invocation.option("--output-document" if invocation.tool == "wget" else "--output")
    if option is None:
        return invocation.tool == "curl" and not invocation.has("--remote-name", "--head")
    return option.value in ("-", "/dev/stdout")
