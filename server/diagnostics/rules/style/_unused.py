"""Findings about comments that silence nothing, for the rules that speak of ours and of other tools'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...finding import Finding, Fix, Safety
from ...rule import Rule

if TYPE_CHECKING:
    from ...dialects import Name
    from ...engine import Analysis
    from ...suppression_audit import Unused


def unused_in(rule: Rule, analysis: Analysis, *, is_ours: bool) -> Iterator[Finding]:
    """The findings for comments in our language, or in others."""
    # What judges comments is built upon rules, so that it cannot be imported while they are.
    from ...dialects import Dialect
    from ...registry import all_rules
    from ...suppression_audit import unused

    for one in unused(analysis, all_rules()):
        if (one.suppression.dialect is Dialect.DOCKWRIGHT) is is_ours:
            yield from _findings(rule, one)


def _findings(rule: Rule, one: Unused) -> Iterator[Finding]:
    suppression = one.suppression
    if not one.names:
        silent = _listed(suppression.names)
        message = f"this silences nothing{f': {silent} here' if silent else ', since nothing is found here'}"
        yield rule.at(suppression.item, suppression.span, message, fixes=[_fix(rule, one)])
        return
    for name in one.names:
        message = f"this silences nothing: {_listed([name])} here"
        yield rule.at(suppression.item, name.span, message, fixes=[_fix(rule, one)])


def _listed(names: Sequence[Name]) -> str:
    listed = ", ".join(f"`{name.text}`" for name in names)
    return f"{listed} find{'s' if len(names) == 1 else ''} nothing" if names else ""


def _fix(rule: Rule, one: Unused) -> Fix:
    from ...suppression_edits import removal

    title = "Remove what silences nothing" if one.names else "Remove the comment"
    reason = None if rule.fix is Safety.SAFE else "the other tool may need it"
    return Fix(title, rule.fix or Safety.UNSAFE, lambda: removal(one.suppression, one.names) or None, reason)
