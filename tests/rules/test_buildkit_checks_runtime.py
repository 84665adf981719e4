"""The checks about what a container runs and exposes, held against what BuildKit itself says.

`BUILDKIT-CHECKS.json` has for each corpus file the rules and lines of `docker build --check`; a difference has to be in
the lists below, with its reason. `data/buildkit_runtime_cases.json` has the same for small files about what the corpus
does not hold, recorded by `record_buildkit_cases.py`: a case says `aside` why we say less, or `besides` why more.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "buildkit_runtime_cases.json").read_text("utf-8")
)
CHECKS = {
    "JSONArgsRecommended": ("shell-form-command", "broken-exec-form"),
    "MultipleInstructionsDisallowed": ("repeated-command",),
    "SecretsUsedInArgOrEnv": ("secret-in-variable", "secret-value"),
    "ExposeInvalidFormat": ("expose-address",),
    "ExposeProtoCasing": ("expose-protocol-casing",),
}
Place = tuple[str, int]

NOT_REPORTED: dict[str, dict[Place, str]] = {
    "JSONArgsRecommended": {
        (
            "knative__docs__code-samples__serving__hello-world__helloworld-python__Dockerfile.Dockerfile",
            20,
        ): "`exec` in a shell form is what one does where a variable is needed; the program becomes process 1",
    },
    "SecretsUsedInArgOrEnv": {
        (
            "docker-library__python__3.10__trixie__Dockerfile.Dockerfile",
            27,
        ): "GPG_KEY is the fingerprint of a public key",
        (
            "dotnet__dotnet-docker__src__monitor-base__8.1__ubuntu-chiseled__amd64__Dockerfile.Dockerfile",
            22,
        ): "DefaultProcess__Filters__0__Key names a field",
        (
            "jessfraz__dockerfiles__registry-auth__Dockerfile.Dockerfile",
            17,
        ): "DOCKER_AUTH_VERSION is a version",
    },
}
REPORTED_BESIDES: dict[str, dict[Place, str]] = {
    "SecretsUsedInArgOrEnv": {
        (
            "huggingface__text-generation-inference__Dockerfile_trtllm.Dockerfile",
            7,
        ): "an argument before the first FROM, which BuildKit does not look at",
    },
}


@pytest.fixture(scope="module")
def verdicts(corpus: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads((corpus / "BUILDKIT-CHECKS.json").read_text())
    return found


@pytest.fixture(scope="module")
def ours(corpus: Path, verdicts: dict[str, dict[str, object]]) -> dict[str, set[Place]]:
    wanted = {rule for rules in CHECKS.values() for rule in rules}
    rule_set = make_rule_set(rule for rule in all_rules() if rule.id in wanted)
    found: dict[str, set[Place]] = {check: set() for check in CHECKS}
    for name, verdict in verdicts.items():
        # Of a file that it refuses, BuildKit reports only what it came across before.
        if verdict["error"] is not None:
            continue
        snapshot = read((corpus / "files" / name).read_bytes().decode("utf-8", "replace"), rule_set, SURROUNDINGS)
        for index, finding in snapshot.findings():
            for check, rules in CHECKS.items():
                if finding.rule.id in rules:
                    found[check].add((name, snapshot.tree.lines[index] + 1))
    return found


def theirs(verdicts: dict[str, dict[str, object]], check: str) -> Iterator[Place]:
    for name, verdict in verdicts.items():
        findings = verdict["findings"]
        assert isinstance(findings, list)
        if verdict["error"] is None:
            yield from ((name, line) for rule, line in findings if rule == check)


@pytest.mark.parametrize("check", CHECKS)
def test_same_rule_and_line(check: str, ours: dict[str, set[Place]], verdicts: dict[str, dict[str, object]]) -> None:
    expected = set(theirs(verdicts, check))
    assert expected - ours[check] == set(NOT_REPORTED.get(check, {}))
    assert ours[check] - expected == set(REPORTED_BESIDES.get(check, {}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].partition("\n")[2].strip())
def test_small_file(case: dict[str, Any]) -> None:
    wanted = {rule: check for check, rules in CHECKS.items() for rule in rules}
    rules = [rule for rule in all_rules() if rule.id in {*wanted, "invalid-port", "invalid-stop-signal"}]
    snapshot = read(case["text"], make_rule_set(rules), SURROUNDINGS)
    found = {
        (wanted.get(finding.rule.id, "error"), snapshot.tree.lines[index] + 1) for index, finding in snapshot.findings()
    }
    checks = {(check, line) for check, line in case["findings"] if check in CHECKS}
    if case["error"] is not None:
        checks = {("error", 2)}
    assert bool(checks - found) is ("aside" in case)
    assert bool(found - checks) is ("besides" in case)
