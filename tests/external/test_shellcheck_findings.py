"""What ShellCheck finds, and where in the Dockerfile that stands."""

from __future__ import annotations

import pytest

from dockwright.diagnostics.finding import Severity
from dockwright.diagnostics.pages import page_of
from dockwright.diagnostics.selection import Override
from dockwright.project.configuration_parser import from_client_settings

from .readings import checked, codes, found, rules

HEAD = "FROM debian:12\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RUN echo $x1\n", ["$x1"]),
        ("run --network=none   echo $x1\n", ["$x1"]),
        ("RUN\techo\t$x1\t$x2\n", ["$x1", "$x2"]),
        ("RUN echo a \\\n\t && echo $x1 \\\n && echo $x2\n", ["$x1", "$x2"]),
        ("RUN echo a \\\n  # $no, a comment\n\n  $x1 \\\n# another\n  $x2\n", ["$x1", "$x2"]),
        ("RUN echo a \\\r\n\t$x1 \\\r\n# c\r\n $x2\r\n", ["$x1", "$x2"]),
        ('RUN echo "héé😀" $x1 "😀" $x2\n', ["$x1", "$x2"]),
        ("RUN <<EOF\necho a\n\techo $x1\nEOF\n", ["$x1"]),
        ("RUN <<-EOF\n\tif true; then\n\t\techo $x1\n\tfi\n\tEOF\n", ["$x1"]),
        ("RUN <<-EOF\n\tcat <<TEXT\n\ta\n\tTEXT\n\techo $x1\nEOF\n", ["$x1"]),
        ("RUN <<EOF\r\necho a\r\n\techo 😀 $x1\r\nEOF\r\n", ["$x1"]),
        ("RUN cat <<EOF && echo $x1\na $no\nEOF\n", ["$x1"]),
        ("RUN <<EOF\n#!/bin/bash -e\n\necho $x1\nEOF\n", ["$x1"]),
        ("RUN bash <<EOF\necho $x1\nEOF\n", ["$x1"]),
        ("ONBUILD RUN echo $x1\n", ["$x1"]),
        ("ONBUILD RUN echo a \\\n  # c\n  $x1\n", ["$x1"]),
        ("ONBUILD RUN <<EOF\n\techo $x1\nEOF\n", ["$x1"]),
        ("# escape=`\nFROM debian:12\nRUN echo `\n  $x1\n", ["$x1"]),
        ("RUN ech\\\no $x\\\n1\n", ["$x\\\n1"]),
        ('RUN ["sh", "-c", "echo $x1"]\n', ["$x1"]),
        ('RUN ["/bin/bash", "-eo", "pipefail", "-c", "echo \\"$no\\" $x1"]\n', ["$x1"]),
        ('RUN ["bash", "-c", "echo \\u0022$no\\u0022 😀 $x1\\n echo $x2"]\n', ["$x1", "$x2"]),
        ('RUN [ "sh" , \\\n "-c", \\\n# c\n "echo $x1", "a" ]\n', ["$x1"]),
        ('ONBUILD RUN ["sh", "-c", "echo $x1"]\n', ["$x1"]),
        ('RUN ["echo", "-c", "$x1"]\n', []),
        ('RUN ["sh", "x.sh", "-c", "echo $x1"]\n', []),
        ('RUN ["pwsh", "-c", "echo $x1"]\n', []),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    dockerfile = text if text.startswith("# escape") else HEAD + text
    assert found(checked(dockerfile, rules(Override(select=("SC2086",))))) == [("SC2086", word) for word in expected]


def test_bodies_that_run_in_the_container() -> None:
    assert codes(HEAD + "HEALTHCHECK --interval=5s CMD cat `which x`\n") == ["SC2006", "SC2046"]
    assert codes(HEAD + "CMD x=`which y`; exec $x\n") == ["SC2006"]
    assert codes(HEAD + 'CMD ["sh", "-c", "x=`which y`; exec $x"]\n') == ["SC2006"]


def test_who_runs_the_container_may_set_variables() -> None:
    assert codes(HEAD + "CMD exec java $JAVA_OPTS $more\n") == []
    assert codes(HEAD + 'ONBUILD RUN echo "$more"\n') == []
    assert codes(HEAD + 'RUN echo "$more"\n') == ["SC2154"]


@pytest.mark.parametrize(
    ("before", "run", "expected"),
    [
        ("", 'echo "$name"', ["SC2154"]),
        ("ARG name\n", 'echo "$name"', []),
        ("ENV name=x\n", 'echo "$name"', []),
        ("ENV name=x\n", "echo $name $OTHER", ["SC2086"]),
        ("ARG name\n", "name=`date`; echo $name", ["SC2006", "SC2086"]),
        ("", 'echo "$http_proxy"', []),
        ("ARG IFS\nARG UID\nARG PATH\n", 'echo "$IFS $UID $PATH"', []),
    ],
)
def test_variables(before: str, run: str, expected: list[str]) -> None:
    assert codes(f"{HEAD}{before}RUN {run}\n") == expected


def test_variables_of_a_stage_are_not_those_of_another() -> None:
    text = (
        'FROM debian:12 AS a\nARG name\nENV other=1\nFROM debian:12\nRUN echo "$name"\nFROM a\nRUN echo "$name$other"\n'
    )
    assert codes(text) == ["SC2154"]


@pytest.mark.parametrize(
    ("image", "shell", "expected"),
    [
        ("debian:12", "", ["SC3030"]),
        ("alpine:3.20", "", ["SC3030"]),
        ("fedora:40", "", []),
        ("example.com/unknown", "", []),
        ("debian:12", 'SHELL ["/bin/bash", "-c"]\n', []),
        ("alpine:3.20", 'SHELL ["/bin/bash", "-c"]\n', []),
        ("fedora:40", 'SHELL ["/bin/dash", "-c"]\n', ["SC3030"]),
        ("debian:12", 'SHELL ["/bin/ksh", "-c"]\n', []),
    ],
)
def test_dialects(image: str, shell: str, expected: list[str]) -> None:
    assert (
        codes(f'FROM {image}\n{shell}RUN a=(1 2); echo "${{a[0]}}"\n', rules(Override(select=("SC3030",)))) == expected
    )


def test_what_an_array_is_for_busybox_is_fine_for_bash() -> None:
    local = 'RUN f() { local x=1; echo "$x"; }; f\n'
    assert codes(f"FROM alpine:3.20\n{local}") == codes(f"FROM debian:12\n{local}") == []


def test_shells_that_shellcheck_does_not_know() -> None:
    assert codes('FROM debian:12\nSHELL ["zsh", "-c"]\nRUN echo $x\n') == []
    assert codes('FROM debian:12\nSHELL ["pwsh", "-c"]\nRUN echo $x\n') == []
    assert codes("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN echo $x\n") == []
    assert codes("FROM debian:12\nRUN <<EOF\n#!/usr/bin/env python3\nprint(`x`)\nEOF\n") == []
    assert codes("FROM example.com/base\nRUN Copy-Item $env:A C:\\b\n") == []


def test_options_of_the_shell_are_known() -> None:
    run = "RUN cd /x; ls\n"
    assert codes(HEAD + run) == ["SC2164"]
    assert codes(f'{HEAD}SHELL ["/bin/bash", "-ec"]\n{run}') == []
    assert codes(f'{HEAD}SHELL ["/bin/bash", "-o", "errexit", "-c"]\n{run}') == []
    assert codes(f"{HEAD}RUN <<EOF\n#!/bin/sh -e\ncd /x\nls\nEOF\n") == []


def test_what_means_nothing_in_a_dockerfile_is_left_out() -> None:
    assert codes(HEAD + 'RUN . /etc/os-release && . "$HOME/x"\n') == []
    assert codes(HEAD + "RUN <<EOF\n#! python\nEOF\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "# shellcheck disable=SC2086\nRUN echo $x\n",
        "# shellcheck disable=2086\nRUN echo $x\n",
        "# shellcheck disable=SC2046,SC2086 # why\nRUN echo $x\n",
        "# shellcheck disable=SC2000-SC2100\nRUN echo $x\n",
        "# shellcheck disable=all\nRUN echo $x\n",
        "# shellcheck shell=sh disable=SC2086\nRUN echo $x\n",
        "RUN true \\\n  # shellcheck disable=SC2086\n  && echo $x\n",
        "RUN echo $x # shellcheck disable=SC2086\n",
        "RUN <<EOF\n# shellcheck disable=SC2086\necho $x\necho $y\nEOF\n",
        "ARG z\nRUN <<EOF\n# shellcheck disable=SC2086\necho $x$z\necho $y\nEOF\n",
        "# hadolint ignore=SC2086\nRUN echo $x\n",
        "# tally ignore=shellcheck/SC2086\nRUN echo $x\n",
        "# dockwright: ignore[SC2086] -- known\nRUN echo $x\n",
        "# dockwright: ignore\nRUN echo $x\n",
        "# dockwright: ignore-file[SC2086]\nRUN echo $x\n",
        "# hadolint global ignore=SC2086\nRUN echo $x\n",
    ],
)
def test_comments_silence(text: str) -> None:
    only = rules(Override(select=("SC2086",)))
    assert codes(HEAD + text, only) == []
    assert codes(HEAD + text.replace("2086", "2001").replace("2000-SC", "2087-SC").replace("=all", "=SC2001")
                 .replace("ignore\n", "ignored\n"), only)  # fmt: skip


def test_a_directive_inside_a_heredoc_reaches_as_far_as_shellcheck_says() -> None:
    text = f"{HEAD}RUN <<EOF\necho $a\n# shellcheck disable=SC2086\necho $b\necho $c\nEOF\n"
    assert [word for _, word in found(checked(text, rules(Override(select=("SC2086",)))))] == ["$a", "$c"]


def test_selection() -> None:
    text = HEAD + "RUN cd /x; x=`date`; echo $x $Y\n"
    assert codes(text, rules(None)) == ["SC2164", "SC2086", "SC2086"]
    assert codes(text, rules(Override(select=("SC2006",)))) == ["SC2006"]
    assert codes(text, rules(Override(ignore=("SC2086",)))) == ["SC2164"]
    assert codes(text, rules(Override(select=("all",), ignore=("shellcheck/SC2164", "SC2006")))) == ["SC2086", "SC2086"]
    assert codes(text, rules(None, from_client_settings({"profile": "hadolint"}))).count("SC2006") == 1
    assert codes(text, rules(None, from_client_settings({"rules": {"SC2086": "off"}}))) == ["SC2164"]
    assert rules(Override(select=("DL3008",))).outside is None


def test_severities_and_pages() -> None:
    text = HEAD + "RUN cd /x; x=`date`; echo $x\n"
    told = {finding.rule.id: finding for _, finding in checked(text).findings() if finding.rule.id.startswith("SC")}
    assert {code: finding.severity for code, finding in told.items()} == {
        "SC2164": Severity.WARNING,
        "SC2006": Severity.HINT,
        "SC2086": Severity.INFORMATION,
    }
    assert page_of(told["SC2086"].rule) == "https://www.shellcheck.net/wiki/SC2086"
    louder = rules(None, from_client_settings({"rules": {"SC2086": "error"}}))
    assert [finding.severity for _, finding in checked(text, louder).findings() if finding.rule.id == "SC2086"] == [
        Severity.ERROR
    ]


def test_the_shell_of_an_exec_form_counts() -> None:
    head = 'FROM debian:12\nSHELL ["/bin/bash", "-c"]\n'
    assert "SC3010" in codes(f'{head}RUN ["dash", "-c", "[[ a = b ]]"]\n')
    assert "SC3010" not in codes(f'{HEAD}RUN ["bash", "-c", "[[ a = b ]]"]\n')
    assert codes(f'{HEAD}ARG name\nENV other=1\nRUN ["sh", "-c", "echo \\"$name$other$third\\""]\n') == ["SC2154"]
    assert "SC2164" in codes(f'{HEAD}RUN ["sh", "-c", "cd /x; make"]\n')
    assert "SC2164" not in codes(f'{HEAD}RUN ["sh", "-ec", "cd /x; make"]\n')


def test_ranges_end_behind_what_is_escaped() -> None:
    text = f'{HEAD}RUN ["sh", "-c", "echo a | grep \\"*x\\""]\n'
    assert [word for code, word in found(checked(text)) if code == "SC2063"] == ['\\"*x\\"']
