"""Rules that find words, for tests that are not about rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.diagnostics.finding import Edit, Finding, Fix, Safety, Severity
from dockwright.diagnostics.rule import Category, Rule, Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext
from dockwright.semantics.program import Program
from dockwright.semantics.stage import Stage
from dockwright.semantics.step import Step
from dockwright.syntax.logical_text import Span

TODAY = datetime.date(2026, 9, 1)
SURROUNDINGS = Surroundings(TODAY, BuildContext.unknown())


def rule_for_word(
    word: str,
    *,
    also_known_as: Mapping[str, tuple[str, ...]] | None = None,
    category: Category = Category.STYLE,
    severity: Severity = Severity.WARNING,
    replacement: str | None = None,
    safety: Safety = Safety.SAFE,
) -> Rule:
    """`no-<word>` finds each instruction that holds the word, and can replace its first occurrence."""
    rule = Rule(
        f"tests.made.no_{word}",
        f"The word {word} is said.\n\nSay another one.\n",
        severity,
        category,
        also_known_as=also_known_as or {},
        fix=None if replacement is None else safety,
    )

    def check(step: Step, surroundings: Surroundings) -> Iterable[Finding]:
        start = step.item.text.find(word)
        if start >= 0:
            span = Span(start, start + len(word))
            fixes = []
            if replacement is not None:
                edits = (Edit(step.item, span, replacement),)
                fixes.append(
                    Fix(
                        f"Say {replacement}",
                        safety,
                        lambda: edits,
                        "It may matter." if safety is Safety.UNSAFE else None,
                    )
                )
            yield rule.at(step, span, f"`{word}` is said", fixes=fixes)

    rule.on_step()(check)
    return rule


def rule_for_stage(identifier: str, *, also_known_as: Mapping[str, tuple[str, ...]] | None = None) -> Rule:
    """Finds something at the end of every stage, as rules about what is missing do."""
    rule = Rule(
        f"tests.made.{identifier.replace('-', '_')}",
        "Something is missing.",
        Severity.WARNING,
        Category.SECURITY,
        also_known_as=also_known_as or {},
    )

    def check(stage: Stage, surroundings: Surroundings) -> Iterable[Finding]:
        yield rule.at(stage.from_step, stage.from_step.item.span, "something is missing")

    rule.on_stage(check)
    return rule


def rule_for_file(identifier: str) -> Rule:
    """Finds every comment of a file that holds a question mark, and every ARG before the first FROM."""
    rule = Rule(f"tests.made.{identifier.replace('-', '_')}", "Questions.", Severity.HINT, Category.STYLE)

    def check(program: Program, surroundings: Surroundings) -> Iterable[Finding]:
        for item in program.tree.items:
            if "?" in item.text:
                at = item.text.index("?")
                yield rule.at(item, Span(at, at + 1), "a question")

    rule.on_dockerfile(check)
    return rule


def checked(text: str, *rules: Rule, surroundings: Surroundings = SURROUNDINGS) -> Snapshot:
    """A text read with just these rules."""
    return read(text, make_rule_set(rules), surroundings)


def visible(text: str, *rules: Rule) -> list[str]:
    """`line rule` for each finding that is shown, lines from 1."""
    snapshot = checked(text, *rules)
    return [
        f"{snapshot.tree.source.line_of(snapshot.tree.absolute(index, finding.span).start) + 1} {finding.rule.id}"
        for index, finding in snapshot.findings()
    ]
