"""All rules, found by walking ``rules/``; and the names under which they can be asked for."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from . import rules as rules_package
from .rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, ordered by id."""
    found = [module.RULE for module in _modules(rules_package)]
    return tuple(sorted(found, key=lambda rule: rule.id))


def _modules(package: ModuleType) -> list[ModuleType]:
    modules: list[ModuleType] = []
    for info in pkgutil.iter_modules(package.__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        modules.extend(_modules(module) if info.ispkg else [module])
    return modules


@cache
def rules_by_name() -> dict[str, tuple[Rule, ...]]:
    """Rules by every name that users may write, in lower case: ids, other tools' ids, categories, and ``all``."""
    names: dict[str, list[Rule]] = {"all": list(all_rules())}
    for rule in all_rules():
        for name in {rule.id, rule.category.value, *rule.aliases}:
            names.setdefault(name.lower(), []).append(rule)
    return {name: tuple(rules) for name, rules in names.items()}


def rule(identifier: str) -> Rule | None:
    """The rule with this id, or ``None``."""
    return next((found for found in rules_by_name().get(identifier.lower(), ()) if found.id == identifier), None)
