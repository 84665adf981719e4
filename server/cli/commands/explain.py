"""``dockwright explain``: a rule's page in the terminal, by its id or by that of any other tool."""

from __future__ import annotations

import argparse

from ...diagnostics.names import fold, is_shellcheck_code, rules_named, suggestion
from ...diagnostics.registry import all_rules
from ...diagnostics.rule import Category
from ...external.shellcheck.codes import WIKI
from ...report.manual_page import manual_page
from ..failure import Failure
from ..terminal import style_for


def run(arguments: argparse.Namespace) -> int:
    """Print the page, or several where another tool's id covers what is several rules here."""
    name = arguments.rule
    if is_shellcheck_code(name):
        code = fold(name).upper()
        print(f"{code} is a check of ShellCheck, which Dockwright asks about scripts: {WIKI}{code}")
        return 0
    rules = () if _is_collective(name) else rules_named(name, all_rules())
    if not rules:
        meant = suggestion(name, all_rules())
        raise Failure(f"there is no rule `{name}`" + (f"; did you mean `{meant}`?" if meant else ""))
    style = style_for(arguments.color)
    for number, rule in enumerate(rules):
        if number:
            print()
        for line in manual_page(rule, style):
            print(line)
    return 0


def _is_collective(name: str) -> bool:
    return name.lower() == "all" or name.lower() in {category.value for category in Category}
