"""Fixes of the rules about what runs, downloads and is secret, in the layouts that people write."""

from __future__ import annotations

import datetime

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())


def fixed(rule: str, text: str, *, unsafe: bool = True) -> str:
    rule_set = make_rule_set(each for each in all_rules() if each.id == rule)
    return fix_all(read(text, rule_set, SURROUNDINGS), include_unsafe=unsafe).snapshot.text


CASES = [
    # A word on a line of its own goes with its line.
    (
        "tls-verification-disabled",
        "FROM debian:13\nRUN curl \\\n    -k \\\n    -fsS https://e.com/a\n",
        "FROM debian:13\nRUN curl \\\n    -fsS https://e.com/a\n",
    ),
    (
        "tls-verification-disabled",
        "FROM debian:13\nRUN curl -fsS https://e.com/a -k\r\n",
        "FROM debian:13\nRUN curl -fsS https://e.com/a\r\n",
    ),
    # A comment between two words stays.
    (
        "tls-verification-disabled",
        "FROM debian:13\nRUN wget --no-check-certificate \\\n  # why\n  https://e.com/a\n",
        "FROM debian:13\nRUN wget \\\n  # why\n  https://e.com/a\n",
    ),
    (
        "tls-verification-disabled",
        "FROM debian:13\nRUN pip install --trusted-host=a.org --trusted-host b.org x\n",
        "FROM debian:13\nRUN pip install x\n",
    ),
    (
        "tls-verification-disabled",
        "FROM node:22\nENV A=b \\\n    NODE_TLS_REJECT_UNAUTHORIZED=0 \\\n    C=d\n",
        "FROM node:22\nENV A=b \\\n    C=d\n",
    ),
    (
        "tls-verification-disabled",
        "FROM node:22\nENV A=b \\\n    NODE_TLS_REJECT_UNAUTHORIZED=0\n",
        "FROM node:22\nENV A=b\n",
    ),
    ("tls-verification-disabled", "FROM node:22\nENV PYTHONHTTPSVERIFY 0\nCMD a\n", "FROM node:22\nCMD a\n"),
    (
        "package-signatures-unchecked",
        "FROM debian:13\nRUN <<EOF\napt-get install -y --force-yes x\nEOF\n",
        "FROM debian:13\nRUN <<EOF\napt-get install -y x\nEOF\n",
    ),
    # The escape character of Windows, in an image that is none.
    (
        "tls-verification-disabled",
        "# escape=`\nFROM debian:13\nRUN curl `\n  -k `\n  -f https://e.com\n",
        "# escape=`\nFROM debian:13\nRUN curl `\n  -f https://e.com\n",
    ),
    (
        "sudo-in-run",
        "FROM debian:13\nRUN sudo -E  make && \\\n\tsudo true\n",
        "FROM debian:13\nRUN make && \\\n\ttrue\n",
    ),
    ("sudo-in-run", "FROM debian:13\nONBUILD RUN sudo make\n", "FROM debian:13\nONBUILD RUN make\n"),
    ("sudo-in-run", 'FROM debian:13\nRUN ["sudo", "make"]\n', 'FROM debian:13\nRUN ["make"]\n'),
    ("sudo-in-run", "FROM debian:13\nRUN sudo -u app make\n", "FROM debian:13\nRUN sudo -u app make\n"),
    ("sudo-in-run", "FROM debian:13\nRUN sudo \\\n  make\n", "FROM debian:13\nRUN sudo \\\n  make\n"),
    (
        "secret-in-variable",
        "FROM debian:13\nARG TOKEN\nRUN echo a\nRUN x $TOKEN\nRUN --network=none y ${TOKEN}\n",
        (
            "FROM debian:13\nRUN echo a\nRUN --mount=type=secret,id=TOKEN,env=TOKEN x $TOKEN\n"
            "RUN --mount=type=secret,id=TOKEN,env=TOKEN --network=none y ${TOKEN}\n"
        ),
    ),
    # A label or an ENV needs the value itself.
    ("secret-in-variable", "FROM debian:13\nARG TOKEN\nENV A=$TOKEN\nRUN x $TOKEN\n", None),
    ("secret-in-variable", "FROM debian:13\nARG TOKEN=abc\nRUN x $TOKEN\n", None),
    ("secret-in-variable", "FROM debian:13\nARG A TOKEN\nRUN x $TOKEN\n", None),
    ("repeated-command", "FROM debian:13\n# one\nCMD a \\\n  b\nCMD c", "FROM debian:13\n# one\nCMD c"),
    ("shell-form-command", "FROM debian:13\nCMD a # b\n", "CMD exec a # b"),
    ("shell-form-command", 'FROM debian:13\nCMD a "b c" é\n', 'FROM debian:13\nCMD ["a", "b c", "é"]\n'),
    ("shell-form-command", "FROM debian:13\nCMD ~/a\n", "CMD exec ~/a"),
    ("shell-form-command", "FROM debian:13\nCMD echo {a,b}\n", "CMD exec echo"),
    (
        "pipe-without-pipefail",
        "FROM alpine:3.22\nRUN --network=none a | b && \\\n    c\n",
        "FROM alpine:3.22\nRUN --network=none set -o pipefail && \\\n    a | b && \\\n    c\n",
    ),
    ("minor-pipe-without-pipefail", "FROM alpine:3.22\nRUN curl x | grep -q y\n", None),
    ("pipe-without-pipefail", "FROM debian:13\nRUN <<EOF\ncurl x | sort\nEOF\n", None),
    (
        "pipe-without-pipefail",
        "FROM debian:13\nRUN <<EOF\n#!/bin/bash\ncurl x | sort\nEOF\n",
        "FROM debian:13\nRUN <<EOF\n#!/bin/bash\nset -o pipefail\ncurl x | sort\nEOF\n",
    ),
    ("pipe-without-pipefail", "FROM debian:13\nRUN curl x | sort\nRUN seq 9 | head -1 | cat\n", None),
    # Debian's sh writes the line end, bash would write a backslash.
    ("pipe-without-pipefail", 'FROM debian:13\nRUN curl x | sort\nRUN A="b\\nc" && echo $A > d\n', None),
    ("curl-without-fail", "FROM debian:13\nRUN curl -sSL https://e.com/a -o a\n", "fsSL"),
    ("curl-without-fail", "FROM debian:13\nRUN curl --silent https://e.com/a -o a\n", "curl -f --silent"),
    ("duplicate-port", "FROM debian:13\nEXPOSE 80 80 \\\n  81\n", "FROM debian:13\nEXPOSE 80 \\\n  81\n"),
    ("duplicate-port", "FROM debian:13\nEXPOSE 80\n# x\nEXPOSE 80/tcp\n", "FROM debian:13\nEXPOSE 80\n# x\n"),
    ("world-writable-mode", "FROM debian:13\nRUN chmod u=rwx,o+w /a\n", None),
    ("world-writable-mode", "FROM debian:13\nRUN mkdir -m 0777 /a\n", "FROM debian:13\nRUN mkdir -m 0775 /a\n"),
    ("world-writable-mode", "FROM debian:13\nRUN chmod ugo+w /a\n", "FROM debian:13\nRUN chmod ug+w /a\n"),
]


@pytest.mark.parametrize(("rule", "text", "expected"), CASES)
def test_fix(rule: str, text: str, expected: str | None) -> None:
    result = fixed(rule, text)
    if expected is None:
        assert result == text
    elif "\n" in expected:
        assert result == expected
    else:
        assert expected in result
    assert fixed(rule, result) == result


def test_an_entrypoint_is_not_rewritten_as_a_safe_fix() -> None:
    text = "FROM debian:13\nENTRYPOINT server --now\n"
    assert fixed("shell-form-command", text, unsafe=False) == text
    assert fixed("shell-form-command", text) == 'FROM debian:13\nENTRYPOINT ["server", "--now"]\n'


def test_a_command_beside_an_entrypoint_is_not_rewritten_as_a_safe_fix() -> None:
    text = 'FROM debian:13\nENTRYPOINT ["tini", "--"]\nCMD server --now\n'
    assert fixed("shell-form-command", text, unsafe=False) == text
