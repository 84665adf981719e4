"""Questions about a marked place in a text: what is offered, and what follows from taking an offer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.engine import Analysis
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import RuleSet, make_rule_set
from dockwright.features.completion.complete import complete
from dockwright.features.completion.offer import Offer, Offers
from dockwright.project.build_context import BuildContext

from .reading import marked

TODAY = dt.date(2026, 9, 1)


@cache
def _no_rules() -> RuleSet:
    return make_rule_set(())


@cache
def _every_rule() -> RuleSet:
    return make_rule_set(all_rules())


def analysed(
    text: str, files: Mapping[str, str | int] | None = None, *, checked: bool = False, today: dt.date = TODAY
) -> Analysis:
    """A text with a build context; ``checked`` by all rules, else by none."""
    context = BuildContext.unknown() if files is None else BuildContext.of_files(files)
    return read(text, _every_rule() if checked else _no_rules(), Surroundings(today, context)).analysis


def offered(
    text: str, files: Mapping[str, str | int] | None = None, *, checked: bool = False, trigger: str | None = None
) -> Offers:
    """What is offered at the mark."""
    plain, at = marked(text)
    return complete(analysed(plain, files, checked=checked), at, trigger=trigger)


def labels(text: str, files: Mapping[str, str | int] | None = None) -> list[str]:
    """The names of what is offered at the mark."""
    return [offer.label for offer in offered(text, files).offers]


def offer_named(text: str, label: str, files: Mapping[str, str | int] | None = None) -> Offer:
    """One offer at the mark."""
    return next(offer for offer in offered(text, files).offers if offer.label == label)


def taken(text: str, label: str, files: Mapping[str, str | int] | None = None) -> str:
    """The text after an offer was taken."""
    plain, _ = marked(text)
    offer = offer_named(text, label, files)
    return plain[: offer.span.start] + offer.text + plain[offer.span.end :]
