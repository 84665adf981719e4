"""Install without recommended packages, and with the certificates that `curl`, `wget` and `git` then lack.

Not safe: what is only recommended may be what a program needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Finding, Fix, Safety
from ...semantics.program import Program
from ...semantics.stage import Stage
from ...semantics.step import Step
from ...shell.invocation import Invocation
from ...syntax.lazy_pattern import lazy_pattern
from ...syntax.logical_text import Span
from ..package_caches import is_plain
from ..places import call_of, step_of
from ..transformation import Transformation

_NEED_CERTIFICATES = frozenset(
    (
        *("curl", "wget", "wget2", "git", "aria2", "subversion", "mercurial", "w3m", "links", "links2", "yt-dlp"),
        *("youtube-dl", "cmake", "libcurl4", "libcurl4-openssl-dev", "libcurl4-gnutls-dev", "php-curl"),
    )
)
"""Packages of Debian that fetch over HTTPS and have ``ca-certificates`` only recommended, by them or their library."""
_BETWEEN_WORDS = lazy_pattern(r"[ \t]+|[ \t]*[\\`][ \t]*\r?\n[ \t]*")
_REASON = "what is recommended may be what the program needs, which may show only when it runs"


def mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    """Mend the install that the finding underlines."""
    step = step_of(analysis, finding)
    invocation = None if step is None else call_of(step, finding)
    if step is not None and invocation is not None:
        yield from _fix(analysis.program, step, invocation)


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Mend each install of the step."""
    step = analysis.program.step_at(index)
    if step is None:
        return
    for invocation in step.invocations:
        is_install = invocation.tool in ("apt-get", "apt") and invocation.subcommand == "install"
        if is_install and not invocation.has("--no-install-recommends", "--install-recommends"):
            yield from _fix(analysis.program, step, invocation)


def _fix(program: Program, step: Step, invocation: Invocation) -> Iterator[Fix]:
    word = invocation.subcommand_word
    if word is None or not is_plain(step, word.span):
        return
    option = "--without-recommends" if invocation.tool == "aptitude" else "--no-install-recommends"
    at = _behind_options(invocation)
    edits = [Edit(step.item, Span(at, at), f" {option}")]
    title = f"Add `{option}`"
    loses_certificates = _loses_certificates(program, step, invocation)
    if loses_certificates:
        added = _added_package(step, invocation, "ca-certificates")
        if added is None:
            return
        edits.append(added)
        title += " and `ca-certificates`"
    yield Fix(title, Safety.UNSAFE, lambda: tuple(edits), _REASON, uncovers=loses_certificates)


def _behind_options(invocation: Invocation) -> int:
    """Behind the subcommand and the options that directly follow it."""
    assert invocation.subcommand_word is not None
    end = invocation.subcommand_word.span.end
    first = min((word.span.start for word in invocation.operands), default=None)
    for option in invocation.options:
        if option.span.start >= end and (first is None or option.span.end <= first):
            end = max(end, option.span.end)
    return end


def _loses_certificates(program: Program, step: Step, invocation: Invocation) -> bool:
    names = {package.name for package in invocation.packages}
    if not names & _NEED_CERTIFICATES or step.traits.facts.has_program("ca-certificates") is True:
        return False
    stage = next((stage for stage in program.stages if step in stage.steps), None)
    return stage is None or not _installs_certificates(stage)


def _installs_certificates(stage: Stage) -> bool:
    return any(
        package.name == "ca-certificates"
        for link in stage.chain
        for _, invocation in link.invocations("apt-get", "apt")
        for package in invocation.packages
    )


def _added_package(step: Step, invocation: Invocation, name: str) -> Edit | None:
    """Put a package into the list, written as the others are: into its place where they are in order, or at the end."""
    text = step.item.text
    words = [word.span for word in invocation.operands]
    names = [text[word.start : word.end] for word in words]
    if any(character in names[-1] for character in "$`"):
        return None
    between = [text[before.end : word.start] for before, word in pairwise(words)]
    behind = next((index for index, other in enumerate(names) if other > name), None)
    if behind is not None and between and names == sorted(names) and all(map(_BETWEEN_WORDS.fullmatch, between)):
        at = words[behind].start
        return Edit(step.item, Span(at, at), f"{name}{between[max(behind - 1, 0)]}")
    last = between[-1] if between and _BETWEEN_WORDS.fullmatch(between[-1]) else " "
    return Edit(step.item, Span(words[-1].end, words[-1].end), f"{last}{name}")


TRANSFORMATION = Transformation(
    id="no-install-recommends",
    title="Install without recommended packages",
    mends=("apt-recommended-packages",),
    mend=mend,
    offer=offer,
)
