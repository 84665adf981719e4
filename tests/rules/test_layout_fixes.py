"""Fixes of layout and leftovers in files as people write them: CRLF, tabs, other escapes, here-documents."""

from __future__ import annotations

import datetime

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

RULES = {rule.id: rule for rule in all_rules()}
SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
WINDOWS = "FROM mcr.microsoft.com/windows/nanoserver:ltsc2025"


def fixed(rule: str, text: str) -> str:
    return fix_all(read(text, make_rule_set([RULES[rule]]), SURROUNDINGS), include_unsafe=True).snapshot.text


CASES = [
    ("missing-final-newline", "FROM a\r\nRUN b", "FROM a\r\nRUN b\r\n"),
    ("missing-final-newline", "FROM a\nRUN <<E\nb\nE", "FROM a\nRUN <<E\nb\nE\n"),
    ("trailing-white-space", "FROM a  \r\n# b\t\r\n  \r\nRUN c \\ \r\n d\n", "FROM a\r\n# b\r\n\r\nRUN c \\\r\n d\n"),
    ("trailing-white-space", "FROM a\nRUN <<E \nb \nE\n", "FROM a\nRUN <<E\nb \nE\n"),
    ("several-blank-lines", "FROM a\r\n\r\n \r\n\r\nRUN b\r\n", "FROM a\r\n\r\nRUN b\r\n"),
    ("several-blank-lines", "FROM a\n\n\n", "FROM a\n\n"),
    ("several-spaces", "FROM a\nONBUILD  RUN b\n", "FROM a\nONBUILD RUN b\n"),
    ("several-spaces", "FROM a\nRUN\t\tb\n", "FROM a\nRUN b\n"),
    ("indented-instruction", "\ufeff  FROM a\n\tRUN b\n", "\ufeffFROM a\nRUN b\n"),
    ("missing-blank-line", "FROM a\r\nRUN b\r\nFROM c\r\n", "FROM a\r\nRUN b\r\n\r\nFROM c\r\n"),
    ("commands-in-one-line", "FROM a\r\nRUN b && c \\\r\n  d\r\n", "FROM a\r\nRUN b \\\r\n  && c \\\r\n  d\r\n"),
    (
        "commands-in-one-line",
        "# escape=`\nFROM a\nRUN b && c `\n  d\n",
        "# escape=`\nFROM a\nRUN b `\n  && c `\n  d\n",
    ),
    ("commands-in-one-line", "FROM a\nRUN b && \\\n  c && d\n", "FROM a\nRUN b && \\\n  c && \\\n  d\n"),
    ("commands-in-one-line", "FROM a\nRUN b && c && \\\n  d\n", "FROM a\nRUN b && \\\n  c && \\\n  d\n"),
    (
        "commands-in-one-line",
        "FROM a\nRUN b \\\n  && c \\\n    d && e\n",
        "FROM a\nRUN b \\\n  && c \\\n    d \\\n  && e\n",
    ),
    (
        "commands-in-one-line",
        "FROM a\nRUN set -e; \\\n  b && c; \\\n\td && e\n",
        "FROM a\nRUN set -e; \\\n  b \\\n      && c; \\\n\td \\\n\t\t&& e\n",
    ),
    (
        "commands-in-one-line",
        "FROM a\nRUN b && c d \\\n           e\n",
        "FROM a\nRUN b \\\n    && c d \\\n           e\n",
    ),
    (
        "commands-in-one-line",
        "FROM a\nRUN if b; then \\\n    c; \\\n  fi && d\n",
        "FROM a\nRUN if b; then \\\n    c; \\\n  fi \\\n  && d\n",
    ),
    ("separate-labels", "FROM a\r\nLABEL b=1\r\nLABEL c=2\r\n", "FROM a\r\nLABEL b=1 \\\r\n      c=2\r\n"),
    ("separate-labels", "FROM a\nLABEL b=1\nLABEL c=2", "FROM a\nLABEL b=1 \\\n      c=2"),
    ("destination-without-slash", 'FROM a\nCOPY ["b", "c", "/d"]\n', 'FROM a\nCOPY ["b", "c", "/d/"]\n'),
    ("stop-signal-in-windows-image", f"{WINDOWS}\r\nSTOPSIGNAL 1\r\nCMD b", f"{WINDOWS}\r\nCMD b"),
    ("owner-in-windows-image", f"{WINDOWS}\nCOPY --chown=b c d\n", f"{WINDOWS}\nCOPY c d\n"),
    (
        "sparse-login-log",
        "FROM debian:12\nRUN sudo useradd \\\n\t-u 1000000 b\n",
        "FROM debian:12\nRUN sudo useradd --no-log-init \\\n\t-u 1000000 b\n",
    ),
    (
        "mode-changed-after-copy",
        "FROM a\nCOPY b.sh /c.sh\n\nRUN chmod 755 /c.sh\n\nCMD d\n",
        "FROM a\nCOPY --chmod=755 b.sh /c.sh\n\nCMD d\n",
    ),
]

LEFT_ALONE = [
    ("mode-changed-after-copy", "FROM a\nCOPY --from=x b.sh /c.sh\nRUN chmod 755 /c.sh\n"),
    ("mode-changed-after-copy", "FROM a\nCOPY b.sh /c.sh\nRUN chmod 755 /c.sh && /c.sh\n"),
    ("mode-changed-after-copy", "FROM a\nCOPY b.sh /c.sh\n# run it\nRUN chmod 755 /c.sh\n"),
    ("mode-changed-after-copy", "FROM a\nCOPY b.sh /c.sh\nRUN chmod -R 755 /c.sh\n"),
    ("separate-labels", "FROM a\nLABEL b=1\n# why\nLABEL c=2\n"),
    ("unordered-labels", "FROM a\nLABEL c=2 \\\n  # why\n  b=1\n"),
    ("destination-without-slash", "FROM a\nARG D=/d\nCOPY b c $D\n"),
    ("commands-in-one-line", 'FROM a\nRUN echo "b && c" \\\n  d\n'),
    ("several-spaces", "FROM a\nRUN  \\\n  b\n"),
    ("several-blank-lines", "FROM a\nRUN <<E\n\n\nE\n"),
    ("trailing-white-space", "# escape=`\nFROM a\nCOPY x c:\\ \n"),
    ("missing-blank-line", "FROM a\nFROM c\n"),
    ("missing-final-newline", ""),
]


@pytest.mark.parametrize(("rule", "before", "after"), CASES)
def test_layout_is_kept(rule: str, before: str, after: str) -> None:
    assert before != after
    assert fixed(rule, before) == after
    assert fixed(rule, after) == after


@pytest.mark.parametrize(("rule", "text"), LEFT_ALONE)
def test_what_has_to_stay_is_left_alone(rule: str, text: str) -> None:
    assert fixed(rule, text) == text
