"""Read comments that silence findings, in the languages of Dockwright and of the tools that people come from.

Facts of the languages, and how far we go along:

- ``# dockwright: ignore[rule, rule] -- reason``, ``ignore-stage[…]``, ``ignore-file[…]``; without names: all findings.
- ``# hadolint ignore=DL3008,SC2086``, ``# hadolint stage ignore=…``, ``# hadolint global ignore=…``
  (https://github.com/hadolint/hadolint#inline-ignores; ``stage`` as hadolint 2.15 does it). hadolint looks only at the
  line above an instruction; we look at all comments above it.
- ``# check=skip=Rule,Rule;error=true`` as parser directive for the file (https://docs.docker.com/build/checks/), and in
  a comment above an instruction for that one (moby/buildkit#6334).
- ``# tally ignore=rule;reason=…``, ``# tally global ignore=…`` (https://tally.wharflab.com/).
- ``# trivy:ignore:AVD-DS-0002:exp:2026-12-31`` for the line below (https://trivy.dev, "Filtering"); the prefix
  ``tfsec:`` is the older spelling.
- ``# checkov:skip=CKV_DOCKER_2:reason`` anywhere, for the whole file (https://www.checkov.io, "Suppressing").
- ``# kics-scan ignore-line``, ``ignore-block`` (a stage), ``ignore`` and ``disable=id,id`` (the file)
  (https://docs.kics.io, "Using commands on scanned files as comments").
- ``# nosemgrep`` and ``# nosemgrep: rule.id`` for the line below (https://semgrep.dev, "Ignoring findings").
- ``# dockerfile-utils: ignore`` for the next instruction (rcjsuen/dockerfile-utils#106).
- ``# shellcheck disable=SC2086,SC2046``, with ranges ``SC3000-SC4000`` and ``all``
  (https://www.shellcheck.net/wiki/Directive): above an instruction or between its lines for that instruction. Inside a
  heredoc ShellCheck itself reads it, and there it reaches as far as ShellCheck says. Behind a command, where ShellCheck
  refuses it, it speaks of the whole instruction.

``# hadolint shell=`` and ``# tally shell=`` silence nothing and are not read here. Where a tool's comment names no
rule, it silences what that tool knows, no more.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import field
from enum import Enum
from functools import cache

from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Comment, Directive, Instruction, Item
from ..syntax.logical_text import Span
from .names import ALL, fold


class Dialect(Enum):
    """Whose language a comment is written in; the values are the keys of ``Rule.also_known_as``."""

    DOCKWRIGHT = "dockwright"
    HADOLINT = "hadolint"
    BUILDKIT = "buildkit"
    TALLY = "tally"
    TRIVY = "trivy"
    CHECKOV = "checkov"
    KICS = "kics"
    SEMGREP = "semgrep"
    DOCKERFILE_UTILS = "dockerfile-utils"
    SHELLCHECK = "shellcheck"


class Scope(Enum):
    """How far a comment reaches: the next instruction, the stage, or the file."""

    LINE = "line"
    STAGE = "stage"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Name:
    """A rule's name as written in a comment."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that silences findings. ``span`` is the part of ``item`` that says so, number sign included.

    No ``names`` means everything: all rules for our own dialect, all that the tool knows for another one. ``keys`` are
    the names folded. From the day after ``expires`` on it silences nothing.
    """

    dialect: Dialect
    scope: Scope
    names: tuple[Name, ...]
    keys: frozenset[str]
    reason: str | None
    expires: datetime.date | None
    item: Item = field(repr=False, compare=False)
    span: Span


_LIST = r"[\w./-]+(?:[ \t]*,[ \t]*[\w./-]+)*"
_REASON = r"[ \t]*(?:-+|//|[#:])?[ \t]*(?P<reason>.*)"


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a suppression: what it looks like, and whether it has to begin the comment."""

    dialect: Dialect
    pattern: str
    leads: bool = True


_FORMS = (
    _Form(
        Dialect.DOCKWRIGHT,
        r"dockwright[ \t]*:[ \t]*ignore(?P<scope>-stage|-file)?(?![\w-])[ \t]*"
        r"(?:\[(?P<names>[^\]]*)\]|(?=--|$))" + _REASON,
    ),
    _Form(
        Dialect.HADOLINT,
        rf"hadolint[ \t]+(?:(?P<scope>global|stage)[ \t]+)?ignore[ \t]*=[ \t]*(?P<names>{_LIST})" + _REASON,
    ),
    _Form(
        Dialect.BUILDKIT, rf"check[ \t]*=(?:[^;#]*;)*?[ \t]*skip[ \t]*=[ \t]*(?P<names>{_LIST})(?:.*?//(?P<reason>.*))?"
    ),
    _Form(
        Dialect.TALLY,
        rf"tally[ \t]+(?:(?P<scope>global)[ \t]+)?ignore[ \t]*=[ \t]*(?P<names>{_LIST})"
        r"(?:[ \t]*;[ \t]*reason[ \t]*=(?P<reason>.*))?",
    ),
    _Form(
        Dialect.TRIVY,
        r"(?:trivy|tfsec):ignore:(?P<names>[\w*-]+)(?:\[[^\]]*\])?(?::(?!exp:)[^\s:]*)*(?::exp:(?P<expires>[\d-]+))?"
        r"(?:[ \t]+(?!(?:#[ \t]*)?(?:trivy|tfsec):)(?P<reason>.*))?",
        leads=False,
    ),
    _Form(
        Dialect.CHECKOV,
        rf"(?P<scope>checkov|bridgecrew):skip=[ \t]*(?P<names>{_LIST})(?:[ \t]*:(?P<reason>.*))?",
        leads=False,
    ),
    _Form(
        Dialect.KICS,
        rf"kics-scan[ \t]+(?P<scope>ignore-line|ignore-block|ignore(?![\w-])|disable[ \t]*=[ \t]*(?P<names>{_LIST}))"
        + _REASON,
        leads=False,
    ),
    _Form(Dialect.SEMGREP, rf"nosem(?:grep)?(?![\w-])(?:[ \t]*:[ \t]*(?P<names>{_LIST}))?" + _REASON, leads=False),
    _Form(Dialect.DOCKERFILE_UTILS, r"dockerfile-utils[ \t]*:[ \t]*ignore(?![\w-])" + _REASON),
    _Form(
        Dialect.SHELLCHECK,
        rf"shellcheck[ \t]+(?:[a-z-]+=[^ \t]+[ \t]+)*?disable=(?P<names>{_LIST})(?:[ \t]+[a-z-]+=[^ \t]+)*" + _REASON,
    ),
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Not compiled on import: most files have no such comment.
    return re.compile(pattern, re.IGNORECASE)


_SCOPES = {
    "-stage": Scope.STAGE,
    "-file": Scope.FILE,
    "stage": Scope.STAGE,
    "global": Scope.FILE,
    "checkov": Scope.FILE,
    "bridgecrew": Scope.FILE,
    "ignore-block": Scope.STAGE,
    "ignore": Scope.FILE,
}
_WORDS = r"[^\s,]+"
_REMARK = r"(?m:^|(?<=[ \t]))#[^\r\n]*"
_EVERYTHING = {ALL, "*"}
_NO_KEYS: frozenset[str] = frozenset()


def suppressions_in(item: Item) -> tuple[Suppression, ...]:
    """What an item says about silencing findings. Nearly free for items that say nothing."""
    text = item.text
    if "#" not in text:
        return ()
    folded = text.lower()
    if not any(word in folded for word in ("ignore", "skip", "nosem", "kics-scan", "shellcheck")):
        return ()
    return tuple(found for span in _remarks(item) for found in _read(item, span))


def _remarks(item: Item) -> Iterator[Span]:
    """The comments of an item, each from its number sign on."""
    match item:
        case Comment():
            yield item.span
        case Directive(name="check"):
            yield item.span
        case Instruction() if item.keyword in (Keyword.RUN, Keyword.ONBUILD):
            # A script may be followed by a comment of its own, and the body of a heredoc may hold some.
            yield from (Span(*match.span()) for match in _compiled(_REMARK).finditer(item.text))
        case Instruction():
            yield from item.head.comments
        case _:
            return


def _read(item: Item, remark: Span) -> Iterator[Suppression]:
    text = item.text[: remark.end]
    first = remark.start
    while first < remark.end and text[first] in "# \t":
        first += 1
    is_read_by_shellcheck = (
        isinstance(item, Instruction)
        and remark.start >= item.head_length
        and not text[text.rfind("\n", 0, remark.start) + 1 : remark.start].strip()
    )
    for form in _FORMS:
        if is_read_by_shellcheck and form.dialect is Dialect.SHELLCHECK:
            continue
        # One remark may speak several languages, or one of them several times.
        pattern = _compiled(form.pattern)
        matches = [pattern.match(text, first)] if form.leads else _standing_alone(pattern, text, first)
        for match in matches:
            if match is not None:
                found = _suppression(item, form.dialect, match, Span(remark.start, remark.end))
                if found is not None:
                    yield found


def _standing_alone(pattern: re.Pattern[str], text: str, first: int) -> Iterator[re.Match[str]]:
    return (match for match in pattern.finditer(text, first) if text[match.start() - 1] in "# \t")


def _suppression(item: Item, dialect: Dialect, match: re.Match[str], span: Span) -> Suppression | None:
    groups = match.groupdict()
    names: tuple[Name, ...] = ()
    if groups.get("names") is not None:
        names = _names(match)
        if not names:
            return None
    keys = frozenset(fold(name.text) for name in names)
    if keys & _EVERYTHING:
        names, keys = (), _NO_KEYS
    reason = (groups.get("reason") or "").split(" # ")[0].strip() or None
    return Suppression(dialect, _scope(item, groups), names, keys, reason, _date(groups.get("expires")), item, span)


def _names(match: re.Match[str]) -> tuple[Name, ...]:
    start = match.start("names")
    return tuple(
        Name(word.group(), Span(start + word.start(), start + word.end()))
        for word in _compiled(_WORDS).finditer(match.group("names"))
    )


def _scope(item: Item, groups: dict[str, str | None]) -> Scope:
    if isinstance(item, Directive):
        return Scope.FILE
    written = (groups.get("scope") or "").lower()
    return Scope.FILE if written.startswith("disable") else _SCOPES.get(written, Scope.LINE)


def _date(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
