"""``dockwright rules``: all rules, by theme, with what is on and what can be fixed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import groupby

from ...diagnostics.finding import Safety
from ...diagnostics.pages import page_of
from ...diagnostics.registry import all_rules
from ...diagnostics.rule import Rule
from ...report.style import Style
from ..streams import write_json
from ..terminal import style_for


def run(arguments: argparse.Namespace) -> int:
    """Print the list; always 0."""
    if arguments.format == "json":
        write_json({"version": 1, "rules": [_entry(rule) for rule in all_rules()]})
        return 0
    for line in _lines(all_rules(), style_for(arguments.color)):
        print(line)
    return 0


def _entry(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "title": rule.title,
        "theme": rule.theme,
        "category": rule.category.value,
        "severity": rule.severity.value,
        "confidence": rule.confidence.value,
        "default": rule.is_default,
        "profiles": list(rule.profiles),
        "fix": None if rule.fix is None else rule.fix.value,
        "aliases": {tool: list(names) for tool, names in rule.also_known_as.items() if names},
        "since": rule.since,
        "edition": rule.edition,
        "preview": rule.is_preview,
        "page": page_of(rule),
    }


def _lines(rules: tuple[Rule, ...], style: Style) -> Iterator[str]:
    by_theme = sorted(rules, key=lambda rule: (rule.theme, rule.id))
    width = max((len(rule.id) for rule in rules), default=0)
    for theme, group in groupby(by_theme, key=lambda rule: rule.theme):
        yield style.bold(theme.replace("-", " ").capitalize())
        for rule in group:
            severity = style.by_severity(rule.severity, f"{rule.severity.value:<11}")
            name = style.link(rule.id, page_of(rule)) + " " * (width - len(rule.id))
            yield f"  {name}  {severity}  {', '.join(_remarks(rule))}".rstrip()
        yield ""
    on = sum(rule.is_default for rule in rules)
    fixable = sum(rule.fix is not None for rule in rules)
    yield f"{len(rules)} rules, {on} of them on by default, {fixable} with fixes; `dockwright explain RULE` says more"


def _remarks(rule: Rule) -> Iterator[str]:
    if rule.is_preview:
        yield "preview"
    elif not rule.is_default:
        yield f"in {' and '.join(rule.profiles)}" if rule.profiles else "off"
    match rule.fix:
        case Safety.SAFE:
            yield "safe fix"
        case Safety.UNSAFE:
            yield "unsafe fix"
        case None:
            pass
