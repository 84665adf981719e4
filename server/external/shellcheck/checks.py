"""ShellCheck as a source of findings for an analysis, under the rules that a configuration switches on.

A rule set with ShellCheck in it looks up what is known and asks nobody, unless it is one whose user may wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ...code_actions.proof import try_fix
from ...code_actions.snapshot import Snapshot
from ...diagnostics.finding import Finding, Severity
from ...diagnostics.names import ALL, fold, is_shellcheck_code
from ...diagnostics.outside import refreshed, unanswered
from ...diagnostics.registry import all_rules
from ...diagnostics.rule import Category, Rule, SuppressionPolicy
from ...diagnostics.rule_set import RuleSet
from ...diagnostics.selection import Override, Wish, rule_set_for, severity_under, wish_of
from ...semantics.program import Program
from ...semantics.step import Step
from .findings import findings_of
from .questions import Question, question_of
from .service import ShellCheck

if TYPE_CHECKING:
    from ...project.configuration import Configuration

_EVERY_NAME = frozenset({ALL, Category.CORRECTNESS.value, Category.STYLE.value})


class ShellChecks:
    """What ShellCheck finds under a wish; with ``waits`` it may be run and waited for."""

    def __init__(self, program: ShellCheck, wish: Wish, policy: SuppressionPolicy, *, waits: bool) -> None:
        self.program = program
        self._policy = policy
        self.waits = waits
        self._wish = wish
        self._severities: dict[Rule, Severity | None] = {}
        self._questions: WeakKeyDictionary[Step, Question | None] = WeakKeyDictionary()

    @property
    def note(self) -> str | None:
        """What went wrong with ShellCheck, for people."""
        return self.program.note

    def known(self, step: Step) -> tuple[Finding, ...] | None:
        """The findings of a step, ``None`` where ShellCheck was not asked about its script."""
        question = self.question(step)
        if question is None:
            return ()
        answer = self.program.answer(question.text)
        return None if answer is None else tuple(findings_of(step, question, answer, self._severity))

    def answer(self, steps: Sequence[Step]) -> None:
        """Ask about steps, in one process; nothing happens where nobody may wait."""
        if self.waits:
            self.program.ask(list(self.texts(steps)))

    def texts(self, steps: Iterable[Step]) -> Iterator[str]:
        """What is to be asked about steps, one after the other."""
        return (question.text for step in steps if (question := self.question(step)) is not None)

    def question(self, step: Step) -> Question | None:
        """What to ask about a step."""
        if step not in self._questions:
            self._questions[step] = question_of(step, self._policy)
        return self._questions[step]

    def _severity(self, rule: Rule) -> Severity | None:
        if rule not in self._severities:
            self._severities[rule] = severity_under(self._wish, rule)
        return self._severities[rule]


def rule_set_with_shellcheck(
    configuration: Configuration | None,
    path: str | None,
    override: Override | None,
    program: Path | None,
    *,
    waits: bool,
) -> RuleSet:
    """The rules of a file, ShellCheck's among them if there is a ``program`` and any of them can be on."""
    wish = wish_of(configuration, path, override)
    rules = rule_set_for(wish, all_rules())
    if program is None or not may_find(wish):
        return rules
    return _with_shellcheck(rules, wish, program, _policy(configuration), waits)


def begin(
    configuration: Configuration | None, path: str | None, override: Override | None, program: Path, dockerfile: Program
) -> ShellCheck | None:
    """Have ShellCheck go to work on a file under the rules that it will be checked with, which need not be loaded yet.

    Whoever does not check the file after all lets it :meth:`~ShellCheck.drop` that.
    """
    if not may_find(wish_of(configuration, path, override)):
        return None
    shellcheck, policy = shellcheck_at(program), _policy(configuration)
    steps = (step for stage in dockerfile.stages for _, step in stage.all_steps())
    questions = (question_of(step, policy) for step in steps)
    shellcheck.begin([question.text for question in questions if question is not None])
    return shellcheck


def _policy(configuration: Configuration | None) -> SuppressionPolicy:
    return SuppressionPolicy.ALLOW if configuration is None else SuppressionPolicy(configuration.suppressions)


def may_find(wish: Wish) -> bool:
    """Whether a wish leaves any rule of ShellCheck on."""
    return not wish.only or any(fold(name) in _EVERY_NAME or is_shellcheck_code(name) for name in wish.select)


@lru_cache(maxsize=256)
def _with_shellcheck(rules: RuleSet, wish: Wish, program: Path, policy: SuppressionPolicy, waits: bool) -> RuleSet:
    return replace(rules, outside=ShellChecks(shellcheck_at(program), wish, policy, waits=waits))


@cache
def shellcheck_at(program: Path) -> ShellCheck:
    """The one ShellCheck at a place, with all that it ever answered."""
    return ShellCheck(program)


def shellchecks_of(snapshot: Snapshot) -> ShellChecks | None:
    """Where a snapshot's findings of ShellCheck come from, if any do."""
    found = snapshot.analysis.rule_set.outside
    return found if isinstance(found, ShellChecks) else None


def asked(snapshot: Snapshot) -> Snapshot:
    """The snapshot after ShellCheck was asked about all that it has not seen, however long that takes."""
    checks = shellchecks_of(snapshot)
    if checks is None:
        return snapshot
    checks.program.ask(list(checks.texts(unanswered(snapshot.analysis))))
    analysis = refreshed(snapshot.analysis)
    return snapshot if analysis is snapshot.analysis else Snapshot(analysis)


def ask_about_fixes(snapshot: Snapshot, findings: Iterable[Finding]) -> int:
    """Ask ShellCheck what it would say once its own fixes of these findings are made, so that proving them is quick.

    Returns how many scripts that are.
    """
    checks = shellchecks_of(snapshot)
    if checks is None:
        return 0
    tried = [try_fix(snapshot, fix) for finding in findings if has_own_fix(finding) for fix in finding.fixes]
    steps = [step for found in tried if found is not None for step in unanswered(found.result.analysis)]
    texts = list(checks.texts(steps))
    checks.program.ask(texts)
    return len(texts)


def has_own_fix(finding: Finding) -> bool:
    """Whether a finding is one of ShellCheck's, with a fix."""
    return bool(finding.fixes) and is_shellcheck_code(finding.rule.id)
