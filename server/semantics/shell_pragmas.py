"""Comments that say which shell an image has: ``# hadolint shell=bash`` and ``# tally shell=powershell``.

Such a comment speaks of the instructions behind it, until SHELL or the next FROM
(https://github.com/hadolint/hadolint#non-posix-shells). One above the first FROM means nothing. Comments inside an
instruction are not looked at.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ..shell.dialect import Dialect, dialect_of_exec_words
from ..syntax.items import Comment
from .state import BuildState, ShellSetting


def state_after_comment(state: BuildState, comment: Comment) -> BuildState:
    """The state after a comment; nearly free, and the very same object, for one that names no shell."""
    text = comment.text
    if "shell" not in text:
        return state
    match = _pragma().match(text)
    if match is None:
        return state
    path = match["path"]
    dialect = dialect_of_exec_words([path])
    match dialect:
        case Dialect.POWERSHELL:
            options: tuple[str, ...] = ("-Command",)
        case Dialect.CMD:
            options = ("/S", "/C")
        case _:
            options = ("-c",)
    return replace(state, shell=ShellSetting((path, *options), dialect))


@cache
def _pragma() -> re.Pattern[str]:
    # Not compiled on import: hardly any file has such a comment.
    return re.compile(r"[ \t]*#[ \t]*(?:hadolint|tally)[ \t]+shell[ \t]*=[ \t]*(?P<path>[^\s#;]+)")
