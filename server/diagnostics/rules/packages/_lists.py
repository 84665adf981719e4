"""What the rules about package lists share: the words of a list that are written plainly, in the order of the text."""

from __future__ import annotations

from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....shell.words import Word
from ....syntax.logical_text import Span

INSTALLS = {
    "apt-get": ("install",),
    "apt": ("install",),
    "apk": ("add",),
    "yum": ("install",),
    "dnf": ("install",),
    "microdnf": ("install",),
    "tdnf": ("install",),
    "zypper": ("install",),
    "pip": ("install",),
    "npm": ("install",),
    "yarn": ("add", "global add"),
    "pnpm": ("add",),
    "gem": ("install",),
}
"""The commands that take a list of packages."""


def is_install(invocation: Invocation) -> bool:
    """Whether a call takes a list of packages to install."""
    return invocation.subcommand in INSTALLS.get(invocation.tool, ())


def plain_words(step: Step, invocation: Invocation) -> list[Word] | None:
    """The packages of a call; ``None`` where one is not written as it is, such as a variable or a quoted word."""
    words = list(invocation.operands)
    text = step.item.text
    for word, value in zip(words, invocation.operand_values, strict=True):
        span = word.span
        if value is None or text[span.start : span.end] != value:
            return None
    return words


def holds_comment(step: Step, span: Span) -> bool:
    """Whether a comment stands inside of a span."""
    return any(span.start <= comment.start < span.end for comment in step.item.head.comments)
