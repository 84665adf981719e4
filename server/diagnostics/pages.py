"""Where a rule's manual page can be read."""

from __future__ import annotations

from .rule import Rule

RULE_PAGES = "https://dockwright.github.io/dockwright/rules/"


def page_of(rule: Rule) -> str:
    """The address of the rule's page; that of a rule of another program is the program's own."""
    return rule.page or f"{RULE_PAGES}{rule.id}/"
