"""What can be written in comments: parser directives with their values, and comments that silence findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.registry import all_rules
from ...syntax.items import Directive
from ...syntax.lazy_pattern import lazy_pattern
from ...syntax.logical_text import Span
from ..cursor import InComment
from ..reference.directives import (
    CHECK_SETTINGS,
    CHECKS,
    DIRECTIVES,
    ESCAPE_VALUES,
    EXPERIMENTAL_CHECKS,
    SYNTAX_VALUES,
)
from .offer import Offer, OfferKind, described

_LISTS = (
    ("dockwright", r"#\s*dockwright\s*:\s*ignore(?:-stage|-file)?\[([^\]]*)\Z"),
    ("hadolint", r"#\s*hadolint\s+(?:(?:global|stage)\s+)?ignore\s*=([\w,\s]*)\Z"),
    ("tally", r"#\s*tally\s+(?:global\s+)?ignore\s*=([\w,/\s-]*)\Z"),
    ("trivy", r"#.*\b(?:trivy|tfsec):ignore:([\w-]*)\Z"),
    ("checkov", r"#.*\bcheckov:skip=([\w,]*)\Z"),
)
"""Comments in which rules are named, up to the place, by the tool whose names they are."""

_DIRECTIVE = lazy_pattern(r"#\s*(\w*)\Z")
_VALUE = lazy_pattern(r"#\s*(syntax|escape)\s*=\s*(\S*)\Z", re.IGNORECASE)
_CHECK = lazy_pattern(
    r"#\s*check\s*=(?:[^;]*;)*\s*(?:(skip|experimental)\s*=([\w,\s]*)|(error)\s*=\s*(\w*)|(\w*))\Z", re.IGNORECASE
)
_OWN = lazy_pattern(r"#\s*dockwright\s*:\s*([\w-]*)\Z")
_BEGINNING = lazy_pattern(r"#\s*([a-z-]*|hadolint\s+[a-z]*)\Z")


def comment_offers(analysis: Analysis, place: InComment, *, is_asked: bool = True) -> Iterator[Offer]:
    """What fits into a comment at a place in it; unless ``is_asked``, nothing where prose may follow as well."""
    text, end = place.text, place.start + len(place.text)
    for tool, pattern in _LISTS:
        match = re.match(pattern, text, re.IGNORECASE)
        if match is not None:
            yield from _rules(analysis, tool, match.group(1), end)
            return
    if (match := _CHECK.match(text)) is not None:
        yield from _check(match, end)
    elif place.is_header and (match := _VALUE.match(text)) is not None:
        values = SYNTAX_VALUES if match.group(1).lower() == "syntax" else ESCAPE_VALUES
        yield from described(values, OfferKind.VALUE, _span(match.group(2), end))
    elif (match := _OWN.match(text)) is not None:
        yield from _own_comments(_span(match.group(1), end))
    elif is_asked and (match := _BEGINNING.match(text)) is not None:
        if place.is_header and " " not in match.group(1):
            yield from _directives(analysis, place, _span(match.group(1), end))
        yield from _comments(_span(match.group(1), end))


def _span(written: str, end: int) -> Span:
    return Span(end - len(written), end)


def _directives(analysis: Analysis, place: InComment, span: Span) -> Iterator[Offer]:
    items = analysis.program.tree.items
    written = {item.name for at, item in enumerate(items) if isinstance(item, Directive) and at != place.index}
    defaults = {"syntax": next(iter(SYNTAX_VALUES)), "escape": "`", "check": "error=true"}
    for name, entry in DIRECTIVES.items():
        if name not in written:
            text = f"{name}={defaults[name]}"
            yield Offer(text, OfferKind.KEYWORD, span, text, detail=entry.first_sentence, topic=("directive", name))


def _check(match: re.Match[str], end: int) -> Iterator[Offer]:
    setting, names, is_error, error, beginning = match.groups()
    if setting is not None:
        *given, word = names.split(",")
        span = _span(word.lstrip(), end)
        known = {name.strip().lower() for name in given}
        wanted: Iterable[str] = CHECKS if setting.lower() == "skip" else EXPERIMENTAL_CHECKS
        for name in wanted:
            if name.lower() not in known:
                yield Offer(name, OfferKind.RULE, span, name, detail=CHECKS[name], topic=("check", name))
        if not known:
            yield Offer("all", OfferKind.VALUE, span, "all", detail="Every check.")
    elif is_error:
        yield from described(
            {"true": "Findings fail the build.", "false": "They do not."}, OfferKind.VALUE, _span(error, end)
        )
    else:
        yield from described(CHECK_SETTINGS, OfferKind.KEYWORD, _span(beginning, end))


def _own_comments(span: Span) -> Iterator[Offer]:
    scopes = {
        "ignore": "Silences findings of the next instruction.",
        "ignore-stage": "Silences findings of the stage.",
        "ignore-file": "Silences findings of the file.",
    }
    for name, detail in scopes.items():
        snippet = f"{name}[${{1:rule}}] -- ${{2:reason}}"
        yield Offer(name, OfferKind.KEYWORD, span, f"{name}[", snippet=snippet, detail=detail)


def _comments(span: Span) -> Iterator[Offer]:
    yield Offer(
        "dockwright: ignore[…]",
        OfferKind.SNIPPET,
        span,
        "dockwright: ignore[",
        snippet="dockwright: ignore[${1:rule}] -- ${2:reason}",
        detail="Silences findings of the next instruction.",
    )
    for text in ("hadolint ignore=", "check=skip="):
        yield Offer(text, OfferKind.SNIPPET, span, text, detail="Silences findings of the next instruction.")


def _rules(analysis: Analysis, tool: str, written: str, end: int) -> Iterator[Offer]:
    *given, word = written.split(",")
    span = _span(word.lstrip(), end)
    known = {name.strip().lower() for name in given}
    found = {finding.rule.id for _, finding in analysis.findings()}
    for rule in sorted(all_rules(), key=lambda rule: rule.id not in found):
        names = (rule.id,) if tool == "dockwright" else rule.also_known_as.get(tool, ())
        for name in names:
            if name.lower() not in known:
                # Several rules may answer to one name of another tool.
                known.add(name.lower())
                origin = "found here" if rule.id in found else ""
                yield Offer(name, OfferKind.RULE, span, name, detail=rule.title, origin=origin, topic=("rule", rule.id))
