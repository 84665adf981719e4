"""The rules that are switched on, arranged so that the engine finds the checks for a step at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from ..semantics.image_use import ImageUseKind
from ..semantics.stage import Stage
from ..semantics.step import Step
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from .finding import Finding, Severity
from .outside import Outside
from .rule import Audit, Call, Check, ImageMention, Registered, RegisteredDockerfile, RegisteredFact, Rule

Subject = TypeVar("Subject")
Key = TypeVar("Key")


@dataclass(frozen=True, eq=False)
class RuleSet:
    """Rules with the severities that a configuration gives them, and their checks by what they look at.

    ``outside`` is where findings of other programs come from, whose rules are not among ``rules``.
    """

    rules: frozenset[Rule]
    severities: Mapping[Rule, Severity]
    by_keyword: Mapping[Keyword | None, tuple[Check[Step], ...]]
    by_tool: Mapping[str, tuple[Check[Call], ...]]
    by_image: Mapping[ImageUseKind, tuple[Check[ImageMention], ...]]
    stage_checks: tuple[Check[Stage], ...]
    dockerfile_checks: tuple[RegisteredDockerfile, ...]
    fact_checks: tuple[RegisteredFact, ...]
    audits: tuple[Audit, ...] = ()
    outside: Outside | None = None

    def adjusted(self, finding: Finding) -> Finding:
        """The finding with the configured severity."""
        severity = self.severities.get(finding.rule)
        return finding if severity is None else replace(finding, severity=severity)


def make_rule_set(rules: Iterable[Rule], severities: Mapping[Rule, Severity] | None = None) -> RuleSet:
    """Arrange rules for the engine."""
    chosen = sorted(rules, key=lambda rule: rule.id)
    return RuleSet(
        rules=frozenset(chosen),
        severities=severities or {},
        by_keyword=_by_key((check for rule in chosen for check in rule.step_checks), (*Keyword, None)),
        by_tool=_by_tool(check for rule in chosen for check in rule.call_checks),
        by_image=_by_key((check for rule in chosen for check in rule.image_checks), tuple(ImageUseKind)),
        stage_checks=tuple(registered.check for rule in chosen for registered in rule.stage_checks),
        dockerfile_checks=tuple(registered for rule in chosen for registered in rule.dockerfile_checks),
        fact_checks=tuple(registered for rule in chosen for registered in rule.fact_checks),
        audits=tuple(audit for rule in chosen for audit in rule.audits),
    )


def _by_key(registered: Iterable[Registered[Subject]], keys: tuple[Key, ...]) -> dict[Key, tuple[Check[Subject], ...]]:
    checks: dict[Key, list[Check[Subject]]] = {key: [] for key in keys}
    for entry in registered:
        for key in keys:
            if not entry.keys or key in entry.keys:
                checks[key].append(entry.check)
    return {key: tuple(found) for key, found in checks.items()}


def _by_tool(registered: Iterable[Registered[Call]]) -> dict[str, tuple[Check[Call], ...]]:
    checks: dict[str, list[Check[Call]]] = {}
    for entry in registered:
        for tool in entry.keys:
            checks.setdefault(str(tool), []).append(entry.check)
    return {tool: tuple(found) for tool, found in checks.items()}
