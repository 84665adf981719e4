"""Convert texts in tests, with the files that are said to lie beside them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from dockwright.code_actions.multi_stage.convert import Conversion, convert
from dockwright.code_actions.multi_stage.plan import Refusal
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import CacheStrategy, Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

TODAY = datetime.date(2026, 11, 24)
DEFAULT_RULES = make_rule_set([rule for rule in all_rules() if rule.is_default])


def surroundings(files: Mapping[str, str | int] | None, strategy: CacheStrategy = CacheStrategy.CLEAN) -> Surroundings:
    """The surroundings of a file that these files lie beside; ``None`` means that nobody looked."""
    context = BuildContext.unknown() if files is None else BuildContext.of_files(files)
    return Surroundings(TODAY, context, strategy)


def read_file(text: str, around: Surroundings) -> Snapshot:
    """A text checked by the default rules."""
    return read(text, DEFAULT_RULES, around)


def found(
    text: str, files: Mapping[str, str | int] | None, strategy: CacheStrategy = CacheStrategy.CLEAN
) -> Conversion | Refusal:
    """What converting a text comes to."""
    return convert(read_file(text, surroundings(files, strategy)).analysis)


def converted(text: str, files: Mapping[str, str | int] | None, strategy: CacheStrategy = CacheStrategy.CLEAN) -> str:
    """The text that another is converted to."""
    conversion = found(text, files, strategy)
    assert isinstance(conversion, Conversion), conversion
    return conversion.text


def reasons(text: str, files: Mapping[str, str | int] | None) -> tuple[str, ...]:
    """Why a text is not converted."""
    refusal = found(text, files)
    assert isinstance(refusal, Refusal), refusal
    return refusal.reasons
