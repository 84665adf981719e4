"""ShellCheck's codes as rules, made when first seen, and those of its codes that mean nothing inside a Dockerfile.

A rule is called as its code is, so that every name, comment and configuration that means the code works for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ...diagnostics.finding import Confidence, Safety, Severity
from ...diagnostics.rule import Category, Rule
from .questions import Question

WIKI = "https://www.shellcheck.net/wiki/"

EXCLUDED: Mapping[int, str] = {
    1008: "there is no shebang; the instruction says which shell it is",
    1071: "we ask only about shells that ShellCheck knows",
    1090: "which file is sourced depends on the image, which is not there",
    1091: "the sourced file lies in the image, which is not there",
    1128: "the shebang of a heredoc stands in its first line, whatever we put in front",
    2096: "the shebang we put in front has the options of SHELL",
    2148: "there is no shebang; the instruction says which shell it is",
    2187: "ash has a dialect of its own in ShellCheck, or is read as dash where it has none",
    2239: "the interpreter of a heredoc may be found in PATH",
}
"""Never asked for, each with the reason."""

FIRST_PORTABILITY_CODE, LAST_PORTABILITY_CODE = 3000, 3999
"""What is not in POSIX. https://www.shellcheck.net/wiki/SC3001 and those behind it."""

UNASSIGNED = (2153, 2154)
UNQUOTED = 2086

_LEVELS: Mapping[str, Severity] = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "info": Severity.INFORMATION,
    "style": Severity.HINT,
}

UNSAFE = "ShellCheck proposes it without knowing whether the script relies on what it changes."


def severity_of(level: str) -> Severity:
    """Our word for a level of ShellCheck."""
    return _LEVELS.get(level, Severity.INFORMATION)


@cache
def rule_of(code: int, level: str) -> Rule:
    """The rule for a code that was found at a level; the very same object each time.

    Remarks on style are off by default, as our own are.
    """
    identifier = f"SC{code}"
    is_style = level == "style"
    page = f"{WIKI}{identifier}"
    return Rule(
        f"shellcheck.{identifier}",
        f"ShellCheck {identifier}",
        severity_of(level),
        Category.STYLE if is_style else Category.CORRECTNESS,
        also_known_as={
            "shellcheck": (identifier,),
            "hadolint": (identifier,),
            "tally": (f"shellcheck/{identifier}",),
        },
        fix=Safety.UNSAFE,
        confidence=Confidence.MEDIUM,
        is_default=not is_style,
        profiles=("strict", "hadolint"),
        page=page,
    )


def is_beside_the_point(code: int, question: Question) -> bool:
    """Whether a code says nothing at this step, because it rests on what cannot be known there."""
    if code in EXCLUDED:
        return True
    if code in UNASSIGNED:
        # Whoever starts the container, or the build that an ONBUILD belongs to, may set any variable.
        return question.runs_later or question.is_deferred
    if code == UNQUOTED and question.runs_later:
        # In `exec java $JAVA_OPTS`, whoever starts the container gives several options in one variable.
        return True
    return question.is_any_shell and FIRST_PORTABILITY_CODE <= code <= LAST_PORTABILITY_CODE
