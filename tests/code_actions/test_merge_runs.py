"""Merging RUN instructions: where it is offered, what comes out, and where it would change the build."""

from __future__ import annotations

import datetime
from textwrap import dedent

import pytest

from dockwright.code_actions.edits import apply, resolve
from dockwright.code_actions.snapshot import read
from dockwright.code_actions.transformations.merge_runs import TRANSFORMATION
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())


def merged(text: str) -> str | None:
    """The file after the last RUN is merged into the one above; ``None`` where that is not offered."""
    snapshot = read(text, make_rule_set([]), SURROUNDINGS)
    index = max(
        index
        for index, item in snapshot.tree.instructions()
        if item.keyword is not None and item.keyword.value == "RUN"
    )
    assert TRANSFORMATION.offer is not None
    for fix in TRANSFORMATION.offer(snapshot.analysis, index):
        edits = fix.edits()
        assert edits is not None
        resolved = resolve(snapshot.tree, edits)
        assert resolved is not None
        return apply(text, resolved)
    return None


def dockerfile(text: str) -> str:
    return "FROM debian:13\n" + dedent(text).lstrip("\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("RUN a\nRUN b\n", "RUN a \\\n    && b\n", id="single lines"),
        pytest.param("RUN a\n\n\nRUN b\n", "RUN a \\\n    && b\n", id="blank lines between"),
        pytest.param("RUN a\nRUN b", "RUN a \\\n    && b", id="no final newline"),
        pytest.param("RUN a \\\n  && b\nRUN c\n", "RUN a \\\n  && b \\\n  && c\n", id="operator first"),
        pytest.param("RUN a && \\\n\tb\nRUN c\n", "RUN a && \\\n\tb && \\\n\tc\n", id="operator last, tabs"),
        pytest.param(
            "RUN a \\\n# why\n  && b\nRUN c \\\n# because\n  && d\n",
            "RUN a \\\n# why\n  && b \\\n  && c \\\n# because\n  && d\n",
            id="comments inside stay",
        ),
        pytest.param("RUN a || true\nRUN b\n", "RUN a || true \\\n    && b\n", id="alternative in the first"),
        pytest.param("RUN (cd /x && a)\nRUN b\n", "RUN (cd /x && a) \\\n    && b\n", id="directory in a subshell"),
        pytest.param("RUN A=1 a\nRUN b\n", "RUN A=1 a \\\n    && b\n", id="variable for one command"),
        pytest.param(
            "RUN --mount=type=cache,target=/x a\nRUN --mount=type=cache,target=/x b\n",
            "RUN --mount=type=cache,target=/x a \\\n    && b\n",
            id="same mounts",
        ),
        pytest.param("RUN a\r\nRUN b\r\n", "RUN a \\\r\n    && b\r\n", id="CRLF"),
        pytest.param(
            "RUN a\nRUN if x; then y; fi\n", "RUN a \\\n    && if x; then y; fi\n", id="compound in the second"
        ),
    ],
)
def test_merges(before: str, after: str) -> None:
    assert merged("FROM debian:13\n" + before) == "FROM debian:13\n" + after


def test_the_escape_character_of_the_file_is_used() -> None:
    before = "# escape=`\nFROM debian:13\nRUN a\nRUN b\n"
    assert merged(before) == "# escape=`\nFROM debian:13\nRUN a `\n    && b\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("RUN cd /x && a\nRUN b\n", id="the first changes directory"),
        pytest.param("RUN export A=1 && a\nRUN b\n", id="the first exports"),
        pytest.param("RUN A=1; a\nRUN b\n", id="the first sets a variable"),
        pytest.param("RUN set -u && a\nRUN b\n", id="the first sets options"),
        pytest.param("RUN . /x/activate && a\nRUN b\n", id="the first reads another script"),
        pytest.param("RUN a\nRUN b || c\n", id="alternative in the second"),
        pytest.param("RUN a\nRUN b; c\n", id="the second goes on after a failure"),
        pytest.param("RUN a &\nRUN b\n", id="background"),
        pytest.param("RUN a\n# why\nRUN b\n", id="comment between"),
        pytest.param("RUN a\nCOPY x y\nRUN b\n", id="something between"),
        pytest.param("RUN a\nRUN --mount=type=secret,id=x b\n", id="other mounts"),
        pytest.param("RUN --network=none a\nRUN b\n", id="other network"),
        pytest.param('RUN ["a"]\nRUN b\n', id="exec form"),
        pytest.param("RUN a\nRUN <<EOF\nb\nEOF\n", id="heredoc"),
        pytest.param("RUN a <<EOF\nx\nEOF\nRUN b\n", id="heredoc as input"),
        pytest.param('SHELL ["pwsh", "-c"]\nRUN a\nRUN b\n', id="PowerShell"),
        pytest.param("RUN a\nONBUILD RUN b\n", id="deferred"),
        pytest.param('RUN a "x\nRUN b\n', id="open quote"),
        pytest.param("RUN $CMD\nRUN b\n", id="a command that is not known"),
    ],
)
def test_does_not_merge_what_would_change_the_build(text: str) -> None:
    assert merged(dockerfile(text)) is None
