"""Our rules held against BuildKit's own checks, by rule and line.

Two sources of truth, both recorded from ``docker build --check`` (BuildKit 0.25, frontend of Docker Engine 28.5): every
file of the corpus (``../shared/corpus/BUILDKIT-CHECKS.json``), and small files for what the corpus does not hold
(``data/buildkit_cases.json``, recorded again by ``record_buildkit_cases.py``). A case that says ``aside`` is one in
which we say less, for that reason. The engine that was asked knew nothing of base images but that they set PATH, which
is what variables are judged by here.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.diagnostics.finding import Finding
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.diagnostics.rules.syntax._references import Reference, references
from dockwright.project.build_context import BuildContext
from dockwright.syntax.grammar import Keyword
from dockwright.syntax.items import Instruction
from dockwright.syntax.problems import problems
from dockwright.syntax.tree import parse

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))

from compatibility.base_images import only_path_is_set

OURS = {
    "ConsistentInstructionCasing": ("instruction-casing",),
    "DuplicateStageName": ("duplicate-stage-name",),
    "FromAsCasing": ("from-as-casing",),
    "FromPlatformFlagConstDisallowed": ("constant-platform",),
    "InvalidDefaultArgInFrom": ("invalid-default-argument-in-from", "malformed-image-reference"),
    "InvalidDefinitionDescription": ("definition-description",),
    "LegacyKeyValueFormat": ("legacy-key-value",),
    "MaintainerDeprecated": ("maintainer",),
    "NoEmptyContinuation": ("empty-continuation-line",),
    "RedundantTargetPlatform": ("redundant-target-platform",),
    "ReservedStageName": ("reserved-stage-name",),
    "StageNameCasing": ("stage-name-casing",),
    "UndefinedArgInFrom": ("undefined-argument-in-from",),
    "UndefinedVar": ("undefined-variable", "argument-out-of-scope", "env-self-reference"),
}
"""BuildKit's checks and the rules that say the same. Several where we tell causes apart."""

BEFORE_THE_IMAGES = frozenset(
    (
        *("ConsistentInstructionCasing", "DuplicateStageName", "FromAsCasing", "InvalidDefaultArgInFrom"),
        *("MaintainerDeprecated", "NoEmptyContinuation", "ReservedStageName", "StageNameCasing"),
    )
)
"""What BuildKit has checked before it looks at a base image, and so says of a file that it then cannot build."""

ASIDE: dict[str, set[tuple[str, int]]] = {
    # The engine had an image `golang:latest` that sets GOPATH.
    "eddycjy__go-gin-example__Dockerfile.Dockerfile": {("UndefinedVar", 4), ("UndefinedVar", 5)},
}
"""What the corpus says and we do not, or the other way round, each with its reason."""

CASES = json.loads((Path(__file__).parent / "data" / "buildkit_cases.json").read_text("utf-8"))

SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
BY_RULE = {rule: check for check, rules in OURS.items() for rule in rules}
RULES = make_rule_set(rule for rule in all_rules() if rule.id in BY_RULE)

Verdict = set[tuple[str, int]]


@pytest.fixture(autouse=True)
def base_images_of_the_engine() -> Iterator[None]:
    with only_path_is_set():
        yield


def ours(text: str) -> Verdict:
    snapshot = read(text, RULES, SURROUNDINGS)
    return {
        (BY_RULE[finding.rule.id], line_of(snapshot, index, finding))
        for index, finding in snapshot.findings()
        if is_compared(snapshot, index, finding)
    }


def is_compared(snapshot: Snapshot, index: int, finding: Finding) -> bool:
    """BuildKit looks neither behind ONBUILD nor into scripts, and knows only FROM by its reference."""
    item = snapshot.tree.items[index]
    if not isinstance(item, Instruction):
        return True
    if finding.rule.id == "malformed-image-reference":
        return item.keyword is Keyword.FROM
    if finding.rule.id == "argument-out-of-scope" and item.keyword is Keyword.RUN:
        return any(flag.span.start <= finding.span.start < flag.span.end for flag in item.flags)
    return item.keyword is not Keyword.ONBUILD or finding.rule.id == "instruction-casing"


def line_of(snapshot: Snapshot, index: int, finding: Finding) -> int:
    """The 1-based line under which BuildKit reports it: the first of the instruction, or for empty lines the last."""
    if finding.rule.id == "definition-description":
        index = next(
            i for i in range(index, len(snapshot.tree.items)) if isinstance(snapshot.tree.items[i], Instruction)
        )
    line = snapshot.tree.lines[index] + 1
    if finding.rule.id == "empty-continuation-line":
        line += snapshot.tree.items[index].text.removesuffix("\n").count("\n")
    return line


def theirs(findings: list[list[object]], error: str | None) -> Verdict:
    return {
        (str(check), int(str(line)))
        for check, line, *_ in findings
        if check in OURS and (error is None or check in BEFORE_THE_IMAGES)
    }


def comparable(verdict: Verdict, error: str | None) -> Verdict:
    if error is None:
        return verdict
    return {(check, line) for check, line in verdict if check in BEFORE_THE_IMAGES}


def left_out(text: str) -> Verdict:
    """Undefined variables that we do not report on purpose, or report where BuildKit does not look.

    On purpose: a variable that is given a default where it is used, or that is appended to itself; both are written by
    people who know that it may be undefined. BuildKit does not look at EXPOSE, though it replaces variables there.
    """
    tree = parse(text)
    lines = set()
    for index, instruction in tree.instructions():
        found = references(instruction)
        if instruction.keyword is Keyword.EXPOSE or any(is_known_to_be_open(reference) for reference in found):
            lines.add(("UndefinedVar", tree.lines[index] + 1))
    return lines


def is_known_to_be_open(reference: Reference) -> bool:
    is_own = reference.pair is not None and reference.pair.key.text == reference.expansion.name
    return is_own or (reference.expansion.operator or "").lstrip(":")[:1] in ("-", "+", "?")


def test_corpus_file_is_judged_as_buildkit_judges_it(corpus_file: Path, corpus: Path) -> None:
    truth = json.loads((corpus / "BUILDKIT-CHECKS.json").read_text("utf-8"))[corpus_file.name]
    error = truth["error"]
    if error is not None and "parse error" in error:
        pytest.skip("BuildKit stops where it cannot read on, and says nothing of the rest")
    text = corpus_file.read_bytes().decode("utf-8", "replace")
    aside = left_out(text) | ASIDE.get(corpus_file.name, set())
    # The experimental check was not switched on for the corpus.
    found = {(check, line) for check, line in ours(text) if check != "InvalidDefinitionDescription"}
    assert comparable(found, error) - aside == theirs(truth["findings"], error) - aside


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"])[1:50])
def test_case_is_judged_as_buildkit_judges_it(case: dict[str, Any]) -> None:
    text, error = case["text"], case["error"]
    if error is not None and "parse error" in error:
        # What stops the parser has to be an error for us as well.
        assert any(True for _ in problems(parse(text)))
        return
    aside = left_out(text)
    found, expected = comparable(ours(text), error) - aside, theirs(case["findings"], error) - aside
    if "aside" in case:
        assert found < expected, case["aside"]
    else:
        assert found == expected
