"""Under which rules and in which surroundings a document is analysed, and how much of it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics.rule import Surroundings
from ..diagnostics.rule_set import RuleSet


@dataclass(frozen=True, slots=True, eq=False)
class Environment:
    """What a document's configuration, its client's settings and its build context come down to."""

    rule_set: RuleSet
    surroundings: Surroundings
    is_enabled: bool = True
    most_problems: int = 1000

    def is_like(self, other: Environment) -> bool:
        """Whether nothing would be found or shown differently."""
        return (
            self.rule_set is other.rule_set
            and self.surroundings == other.surroundings
            and self.is_enabled == other.is_enabled
            and self.most_problems == other.most_problems
        )
