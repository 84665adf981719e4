"""About what comments name: parser directives, checks and rules."""

from __future__ import annotations

import datetime as dt

from ...diagnostics.dialects import suppressions_in
from ...diagnostics.names import rules_named
from ...diagnostics.registry import all_rules
from ...syntax.items import Directive, Item
from ...syntax.lazy_pattern import lazy_pattern
from ...syntax.logical_text import Span
from ..markdown import paragraphs
from ..reference.directives import CHECKS, ESCAPE_VALUES, SYNTAX_VALUES
from ..topics import explain, rule_text
from .answer import Answer

_NAME = lazy_pattern(r"[A-Za-z]+")


def comment_answer(item: Item, at: int, today: dt.date) -> Answer | None:
    """About the name in a comment that a place is in; spans are relative to the item."""
    for suppression in suppressions_in(item):
        for name in suppression.names:
            if name.span.start <= at <= name.span.end:
                rules = rules_named(name.text, all_rules())
                if rules and len(rules) <= 3:
                    return Answer(name.span, paragraphs(*(rule_text(rule) for rule in rules)))
    return _directive_answer(item, at, today) if isinstance(item, Directive) else None


def _directive_answer(item: Directive, at: int, today: dt.date) -> Answer | None:
    if item.name_span.start <= at <= item.name_span.end:
        text = explain(("directive", item.name), today)
        return Answer(item.name_span, text) if text else None
    if not item.value_span.start <= at <= item.value_span.end:
        return None
    if item.name == "check":
        for match in _NAME.finditer(item.text, item.value_span.start, item.value_span.end):
            if match.start() <= at <= match.end() and match.group() in CHECKS:
                return Answer(Span(*match.span()), explain(("check", match.group()), today))
    known = {**SYNTAX_VALUES, **ESCAPE_VALUES}.get(item.value, "")
    text = paragraphs(known, explain(("directive", item.name), today))
    return Answer(item.value_span, text) if text else None
