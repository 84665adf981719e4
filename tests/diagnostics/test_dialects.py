"""Comments of every dialect, as they stand in real Dockerfiles."""

from __future__ import annotations

import datetime

import pytest

from dockwright.diagnostics.dialects import Suppression, suppressions_in
from dockwright.syntax.tree import parse


def read(text: str) -> list[Suppression]:
    return [suppression for item in parse(text).items for suppression in suppressions_in(item)]


def told(text: str) -> list[tuple[str, str, list[str]]]:
    return [(found.dialect.value, found.scope.value, [name.text for name in found.names]) for found in read(text)]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# dockwright: ignore[rule-a, rule-b]", ("dockwright", "line", ["rule-a", "rule-b"])),
        ("#dockwright:ignore[rule-a,DL3008]", ("dockwright", "line", ["rule-a", "DL3008"])),
        ("# dockwright: ignore", ("dockwright", "line", [])),
        ("# dockwright: ignore -- generated", ("dockwright", "line", [])),
        ("# dockwright: ignore[all]", ("dockwright", "line", [])),
        ("# dockwright: ignore-stage[security]", ("dockwright", "stage", ["security"])),
        ("# dockwright: ignore-file[rule-a]", ("dockwright", "file", ["rule-a"])),
        ("  # dockwright: ignore-file", ("dockwright", "file", [])),
        ("# hadolint ignore=DL3008,SC2086", ("hadolint", "line", ["DL3008", "SC2086"])),
        ("# hadolint ignore = DL3008 , DL3009", ("hadolint", "line", ["DL3008", "DL3009"])),
        ("# hadolint global ignore=DL3008", ("hadolint", "file", ["DL3008"])),
        ("# hadolint stage ignore=DL3008", ("hadolint", "stage", ["DL3008"])),
        ("# hadolint ignore=DL3008 # because", ("hadolint", "line", ["DL3008"])),
        (
            "#\n# check=skip=JSONArgsRecommended,StageNameCasing",
            ("buildkit", "line", ["JSONArgsRecommended", "StageNameCasing"]),
        ),
        ("# check=skip=JSONArgsRecommended;error=true", ("buildkit", "file", ["JSONArgsRecommended"])),
        ("# check=error=true;skip=JSONArgsRecommended", ("buildkit", "file", ["JSONArgsRecommended"])),
        ("# check=skip=all", ("buildkit", "file", [])),
        ("# tally ignore=hadolint/DL3002,max-lines;reason=legacy", ("tally", "line", ["hadolint/DL3002", "max-lines"])),
        ("# tally global ignore=all", ("tally", "file", [])),
        ("# trivy:ignore:AVD-DS-0002", ("trivy", "line", ["AVD-DS-0002"])),
        ("#trivy:ignore:DS026 TODO", ("trivy", "line", ["DS026"])),
        ("#tfsec:ignore:*", ("trivy", "line", [])),
        ("# checkov:skip=CKV_DOCKER_2: no server", ("checkov", "file", ["CKV_DOCKER_2"])),
        ("#bridgecrew:skip=CKV_DOCKER_3", ("checkov", "file", ["CKV_DOCKER_3"])),
        ("# kics-scan ignore-line", ("kics", "line", [])),
        ("# kics-scan ignore-block", ("kics", "stage", [])),
        ("# kics-scan ignore", ("kics", "file", [])),
        (
            "# kics-scan disable=b03a748a-542d-44f4-bb86-9199ab4fd2d5,fd54f200-402c-4333-a5a4-36ef6709af2f",
            ("kics", "file", ["b03a748a-542d-44f4-bb86-9199ab4fd2d5", "fd54f200-402c-4333-a5a4-36ef6709af2f"]),
        ),
        ("# nosemgrep", ("semgrep", "line", [])),
        (
            "# nosemgrep: dockerfile.security.missing-user.missing-user",
            ("semgrep", "line", ["dockerfile.security.missing-user.missing-user"]),
        ),
        ("# dockerfile-utils: ignore", ("dockerfile-utils", "line", [])),
        ("# shellcheck disable=SC2086,SC2046", ("shellcheck", "line", ["SC2086", "SC2046"])),
        ("# shellcheck shell=bash disable=SC2086 # so it is", ("shellcheck", "line", ["SC2086"])),
        ("# shellcheck disable=all", ("shellcheck", "line", [])),
    ],
)
def test_comment(comment: str, expected: tuple[str, str, list[str]]) -> None:
    assert told(f"{comment}\nFROM scratch\n") == [expected]


@pytest.mark.parametrize(
    "comment",
    [
        "# dockwright: ignored by most",
        "# dockwright: ignore what he said",
        "# dockwright: ignore[]",
        "# dockwright: ignore-files[x]",
        "# hadolint shell=/bin/bash",
        "# shellcheck shell=bash",
        "# shellcheck source=disable",
        "# hadolint ignore",
        "# hadolint ignore=",
        "# we let hadolint ignore=DL3008 pass",
        "# check=error=true",
        "# check=experimental=all",
        "# tally shell=powershell",
        "# tally ignore=,",
        "# trivy:ignore:",
        "# checkov:skip=",
        "# kics-scan enable=b03a748a",
        "# kics-scan ignorelines",
        "# skip the next line, ignore the rest",
        "# xnosemgrep",
    ],
)
def test_other_comments_silence_nothing(comment: str) -> None:
    assert told(f"{comment}\nFROM scratch\n") == []


def test_one_comment_may_speak_several_languages() -> None:
    text = "FROM alpine\n# hadolint ignore=DL3004 # trivy:ignore:DS-0010 trivy:ignore:DS-0002\nRUN sudo true\n"
    assert told(text) == [
        ("hadolint", "line", ["DL3004"]),
        ("trivy", "line", ["DS-0010"]),
        ("trivy", "line", ["DS-0002"]),
    ]


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        ("# dockwright: ignore[a] -- the base is ours, see #12", "the base is ours, see #12"),
        ("# dockwright: ignore -- generated", "generated"),
        ("# dockwright: ignore[a]", None),
        ("# hadolint ignore=DL3008 # pinned elsewhere", "pinned elsewhere"),
        ("#\n# check=skip=StageNameCasing // our convention", "our convention"),
        ("# tally ignore=a;reason=needed, really", "needed, really"),
        ("# checkov:skip=CKV_DOCKER_2:no server", "no server"),
        ("# kics-scan ignore-line - set at run time", "set at run time"),
    ],
)
def test_reason(comment: str, reason: str | None) -> None:
    assert [found.reason for found in read(f"{comment}\nFROM scratch\n")] == [reason]


def test_expiry_date_of_trivy() -> None:
    (found,) = read("# trivy:ignore:DS-0002:exp:2026-12-31\nFROM alpine\n")
    assert found.expires == datetime.date(2026, 12, 31)


def test_spans_point_at_the_words() -> None:
    text = "FROM alpine\n  # dockwright: ignore[rule-a, rule-b] -- why\nRUN true\n"
    (found,) = read(text)
    said = found.item.text
    assert said[found.span.start : found.span.end] == "# dockwright: ignore[rule-a, rule-b] -- why"
    assert [said[name.span.start : name.span.end] for name in found.names] == ["rule-a", "rule-b"]


def test_comments_inside_an_instruction_are_read() -> None:
    script = "RUN one && \\\n  # dockwright: ignore[a]\n  two # nosemgrep: b\n"
    text = f"FROM alpine\n{script}ENV X=1 \\\n# hadolint ignore=c\n Y=2\n"
    assert [names for _, _, names in told(text)] == [["a"], ["b"], ["c"]]


def test_comments_in_the_heredoc_of_a_script_are_read() -> None:
    script = "RUN <<EOF\n# dockwright: ignore[a]\napk add curl\nEOF\n"
    file = "COPY <<EOF /x\n# dockwright: ignore[b]\nEOF\n"
    text = f"FROM alpine\n{script}{file}"
    assert [names for _, _, names in told(text)] == [["a"]]


def test_values_are_not_comments() -> None:
    assert told('FROM alpine\nENV A="# dockwright: ignore"\nLABEL b=# c="# nosemgrep"\n') == []
