"""Under which rules and in which surroundings a document is analysed, and how much of it is shown."""

from __future__ import annotations

import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..diagnostics import selection
from ..diagnostics.rule import Surroundings
from ..diagnostics.rule_set import RuleSet
from ..diagnostics.selection import rule_set_in, surroundings_in
from ..external.shellcheck.checks import rule_set_with_shellcheck
from ..external.shellcheck.program import find_program
from ..features.preferences import Preferences, preferences_in
from ..project.configuration import Configuration, ConfigurationError
from .client_settings import Said
from .project_facts import ProjectFacts


class Environment(NamedTuple):
    """What a document's configuration, its client's settings and its build context come down to."""

    rule_set: RuleSet
    surroundings: Surroundings
    is_enabled: bool = True
    most_problems: int = 500
    preferences: Preferences = Preferences()

    def is_like(self, other: Environment) -> bool:
        """Whether nothing would be found or shown differently."""
        return (
            self.rule_set is other.rule_set
            and self.surroundings == other.surroundings
            and self.is_enabled == other.is_enabled
            and self.most_problems == other.most_problems
            and self.preferences == other.preferences
        )


def make_environment(facts: ProjectFacts, said: Said, path: Path | None) -> Environment:
    """The environment of a document that lies at ``path``, or nowhere; the client's settings are laid over its file."""
    configuration = facts.configuration.merged(said.configuration)
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    return Environment(
        rule_set=_rule_set(configuration, None if path is None else path.as_posix()),
        surroundings=surroundings_in(configuration, facts.context, today, facts.known),
        is_enabled=said.is_enabled,
        most_problems=configuration.max_problems,
        preferences=preferences_in(configuration, shows_digests=said.shows_digests),
    )


def _rule_set(configuration: Configuration, path: str | None) -> RuleSet:
    program = _shellcheck(configuration.shellcheck)
    if program is None:
        return rule_set_in(configuration, path)
    return rule_set_with_shellcheck(configuration, path, None, program, waits=False)


@lru_cache(maxsize=3)
def _shellcheck(choice: str) -> Path | None:
    # Looked for once, since it does not come and go while somebody types.
    return find_program(choice)


def problems_in(facts: ProjectFacts, said: Said) -> list[str]:
    """What is wrong in the configuration of a document, each with its place, for people."""
    configuration = facts.configuration.merged(said.configuration)
    baseline = () if facts.problem is None else (facts.problem,)
    return [*map(_described, selection.problems_in(configuration)), *baseline]


def _described(problem: ConfigurationError) -> str:
    place = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
    return f"{place}: {problem.key}: {problem.message}" if problem.key else f"{place}: {problem.message}"
