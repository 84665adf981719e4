"""What a configuration allows of images reaches the rules, and speaks of no more than is known."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.selection import problems_in, rule_set_in, surroundings_in
from dockwright.project.build_context import BuildContext
from dockwright.project.configuration_files import load_configuration

POLICY = {"disallowed-registry", "disallowed-repository", "disallowed-tag", "missing-required-digest"}
DIGEST = "sha256:" + "a" * 64


def found(folder: Path, settings: str, text: str) -> list[tuple[str, str]]:
    """The rules of the policy that find something, with the text that is underlined."""
    file = folder / "dockwright.toml"
    file.write_text(settings)
    configuration = load_configuration(file)
    assert problems_in(configuration) == []
    surroundings = surroundings_in(configuration, BuildContext.unknown(), datetime.date(2026, 9, 1))
    snapshot = read(text, rule_set_in(configuration), surroundings)
    return [
        (finding.rule.id, finding.item.text[finding.span.start : finding.span.end])
        for _, finding in snapshot.findings()
        if finding.rule.id in POLICY
    ]


@pytest.mark.parametrize(
    ("settings", "text", "expected"),
    [
        ("allowed-registries = 'ghcr.io'", "FROM debian:13\n", [("disallowed-registry", "debian:13")]),
        ("allowed-repositories = 'python'", "FROM docker.io/library/python:3\n", []),
        (
            "allowed-repositories = ['python']",
            f"FROM localhost:5000/python:3@{DIGEST}\n",
            [("disallowed-repository", "localhost:5000/python")],
        ),
        ("allowed-repositories = 'python'", 'FROM "debian:13"\n', [("disallowed-repository", '"debian:13"')]),
        ("allowed-repositories = 'python'", "ARG I=debian\nFROM $I:13\n", [("disallowed-repository", "$I:13")]),
        ("allowed-repositories = 'python'\nallowed-tags = '3'", "ARG I\nFROM $I:13\nCOPY --from=$I a b\n", []),
        ("allowed-tags = '*-slim'", "FROM debian\n", [("disallowed-tag", "debian")]),
        ("allowed-tags = '*-slim'", f"FROM debian@{DIGEST}\n", []),
        ("allowed-tags = '*-slim'", f"FROM debian:13@{DIGEST}\n", [("disallowed-tag", "13")]),
        ("allowed-tags = 'localhost:5000/a:1'", "FROM localhost:5000/a:2\n", [("disallowed-tag", "2")]),
        ("allowed-tags = 'localhost:5000/a:1'", "FROM localhost:5000/b:2\n", []),
        (
            "allowed-tags = '1'",
            (
                "FROM scratch AS a\nFROM a\nCOPY --from=a /x /x\nCOPY --from=0 /x /x\n"
                "RUN --mount=type=bind,from=b:2,target=/b true\nONBUILD COPY --from=c:3 /x /x\n"
            ),
            [("disallowed-tag", "2"), ("disallowed-tag", "3")],
        ),
        ("require-digests = true", f"FROM a:1@{DIGEST}\nCOPY --from=b:1 / /\n", [("missing-required-digest", "b:1")]),
        ("require-digests = false", "FROM a:1\n", []),
    ],
)
def test_policy(tmp_path: Path, settings: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(tmp_path, settings, text) == expected
