"""The names by which people ask for rules: our ids, the ids of other tools, categories, and what was probably meant.

Names are compared folded: case, the namespaces that tools put before an id, and the several ways in which a tool writes
one id (``AVD-DS-0002``, ``DS002`` and ``DS-0002``; a KICS id and its first block; a Semgrep path and its last part) do
not count. Which rule answers to a name is decided rule by rule, so rules that no registry holds can be named too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..syntax.problems.problem import closest
from .rule import Rule

ALL = "all"
"""The name that stands for every rule."""

_NAMESPACES = ("hadolint/", "hl/", "buildkit/", "bk/", "tally/", "shellcheck/", "dockwright/")
_TRIVY = r"(?:avd-)?ds-?0*([0-9]+)"
_KICS = r"([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_SHELLCHECK = r"sc[0-9]{4}"


def fold(name: str) -> str:
    """The form in which two spellings of one name are equal."""
    folded = name.strip().lower()
    for namespace in _NAMESPACES:
        if folded.startswith(namespace):
            return folded[len(namespace) :]
    trivy = re.fullmatch(_TRIVY, folded)
    if trivy is not None:
        return f"ds-{int(trivy.group(1)):04}"
    kics = re.fullmatch(_KICS, folded)
    if kics is not None:
        return kics.group(1)
    return folded.rpartition(".")[2] or folded


@cache
def names_of(rule: Rule) -> frozenset[str]:
    """The folded id of a rule and its folded ids in other tools."""
    return frozenset({fold(rule.id), *map(fold, rule.aliases)})


def is_known_to(rule: Rule, tool: str) -> bool:
    """Whether another tool finds the same smell."""
    return bool(rule.also_known_as.get(tool))


def is_shellcheck_code(name: str) -> bool:
    """Whether a name is one of ShellCheck's, whose findings do not come from our rules."""
    return re.fullmatch(_SHELLCHECK, fold(name)) is not None


def shellcheck_codes(name: str) -> range:
    """The codes of ShellCheck that a name in one of its directives means: ``SC2086``, ``2086`` or ``SC3000-SC3999``."""
    match = re.fullmatch(r"(?:sc)?([0-9]{4})(?:-(?:sc)?([0-9]{4}))?", name.strip().lower())
    if match is None:
        return range(0)
    first = int(match.group(1))
    return range(first, int(match.group(2) or first) + 1)


def rules_named(name: str, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Those of ``rules`` that answer to a name: an id of any tool, a category, or ``all``."""
    folded = fold(name)
    if folded == ALL:
        return tuple(rules)
    return tuple(rule for rule in rules if folded == rule.category.value or folded in names_of(rule))


def suggestion(name: str, rules: Iterable[Rule]) -> str | None:
    """The name that was probably meant, as its tool writes it; ``None`` if nothing is close."""
    spellings: dict[str, str] = {ALL: ALL}
    for rule in rules:
        spellings.setdefault(rule.category.value, rule.category.value)
        for spelling in (rule.id, *rule.aliases):
            spellings.setdefault(fold(spelling), spelling)
    near = closest(fold(name), spellings) or _similar(fold(name), spellings)
    return None if near is None else spellings[near]


def _similar(name: str, names: Iterable[str]) -> str | None:
    """A name of which a part was left out, or much was written differently."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(names), n=1, cutoff=0.7)), None)
