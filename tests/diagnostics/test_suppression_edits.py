"""Writing and removing the comments that silence findings."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dockwright.code_actions.edits import apply, resolve
from dockwright.code_actions.snapshot import Snapshot
from dockwright.diagnostics.dialects import suppressions_in
from dockwright.diagnostics.finding import Edit, Finding, Fix
from dockwright.diagnostics.suppression_edits import ignore_here, ignore_in_file, removal
from dockwright.diagnostics.suppression_reach import suppressions
from dockwright.syntax.tree import parse

from .made_rules import checked, rule_for_file, rule_for_word

BAD = rule_for_word("bad")
UGLY = rule_for_word("ugly")
QUESTION = rule_for_file("question")
RULES = (BAD, UGLY, QUESTION)


def applied(snapshot: Snapshot, edits: tuple[Edit, ...] | None) -> str:
    assert edits is not None
    resolved = resolve(snapshot.tree, edits)
    assert resolved is not None
    return apply(snapshot.text, resolved)


def first_of(snapshot: Snapshot) -> tuple[int, Finding]:
    return snapshot.findings()[0]


def ignored_here(text: str) -> str:
    snapshot = checked(text, *RULES)
    fix = ignore_here(snapshot.tree, *first_of(snapshot))
    assert fix is not None
    return made(snapshot, fix)


def ignored_in_file(text: str) -> str:
    snapshot = checked(text, *RULES)
    return made(snapshot, ignore_in_file(snapshot.tree, first_of(snapshot)[1]))


def made(snapshot: Snapshot, fix: Fix) -> str:
    """The text after the fix, which must have silenced the first finding and nothing of another rule."""
    result = applied(snapshot, fix.edits())
    before = [finding.rule.id for _, finding in snapshot.findings()]
    after = [finding.rule.id for _, finding in checked(result, *RULES).findings()]
    assert len(after) < len(before)
    assert [rule for rule in after if rule != before[0]] == [rule for rule in before if rule != before[0]]
    return result


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FROM a\nRUN bad\n", "FROM a\n# dockwright: ignore[no-bad]\nRUN bad\n"),
        ("FROM a\n  RUN bad\n", "FROM a\n  # dockwright: ignore[no-bad]\n  RUN bad\n"),
        ("FROM a\n\tRUN bad", "FROM a\n\t# dockwright: ignore[no-bad]\n\tRUN bad"),
        ("FROM a\r\nRUN bad\r\n", "FROM a\r\n# dockwright: ignore[no-bad]\r\nRUN bad\r\n"),
        ("FROM bad\n", "# dockwright: ignore[no-bad]\nFROM bad\n"),
        ("\ufeffFROM bad\n", "\ufeff# dockwright: ignore[no-bad]\nFROM bad\n"),
        (
            "# syntax=docker/dockerfile:1\nFROM bad\n",
            "# syntax=docker/dockerfile:1\n# dockwright: ignore[no-bad]\nFROM bad\n",
        ),
        (
            "FROM a\n# dockwright: ignore[no-ugly] -- why\n\n# more\nRUN bad ugly\n",
            "FROM a\n# dockwright: ignore[no-ugly, no-bad] -- why\n\n# more\nRUN bad ugly\n",
        ),
        (
            "FROM a\n# hadolint ignore=DL3008\nRUN bad\n",
            "FROM a\n# hadolint ignore=DL3008\n# dockwright: ignore[no-bad]\nRUN bad\n",
        ),
        (
            "# dockwright: ignore-file[no-ugly]\nFROM bad\n",
            "# dockwright: ignore-file[no-ugly]\n# dockwright: ignore[no-bad]\nFROM bad\n",
        ),
        ("FROM a\nRUN x \\\n # y\n bad\n", "FROM a\n# dockwright: ignore[no-bad]\nRUN x \\\n # y\n bad\n"),
        ("FROM a\n# what?\nRUN x\n", "FROM a\n# dockwright: ignore[question]\n# what?\nRUN x\n"),
        ("FROM a\nONBUILD RUN bad\n", "FROM a\n# dockwright: ignore[no-bad]\nONBUILD RUN bad\n"),
    ],
)
def test_ignore_here(before: str, after: str) -> None:
    assert ignored_here(before) == after


def test_nothing_may_stand_above_a_directive() -> None:
    snapshot = checked("# syntax=what?\nFROM a\n", *RULES)
    index, finding = first_of(snapshot)
    assert ignore_here(snapshot.tree, index, finding) is None
    assert made(snapshot, ignore_in_file(snapshot.tree, finding)) == (
        "# syntax=what?\n# dockwright: ignore-file[question]\nFROM a\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FROM bad\nRUN bad\n", "# dockwright: ignore-file[no-bad]\nFROM bad\nRUN bad\n"),
        ("\n\nFROM bad\n", "# dockwright: ignore-file[no-bad]\n\n\nFROM bad\n"),
        ("\ufeffFROM bad\n", "\ufeff# dockwright: ignore-file[no-bad]\nFROM bad\n"),
        (
            "# syntax=a\n# escape=`\n\n# text\nFROM bad\n",
            "# syntax=a\n# escape=`\n# dockwright: ignore-file[no-bad]\n\n# text\nFROM bad\n",
        ),
        ("#!/usr/bin/env x\nFROM bad\n", "#!/usr/bin/env x\n# dockwright: ignore-file[no-bad]\nFROM bad\n"),
        (
            "# dockwright: ignore-file[no-ugly]\nFROM bad\n",
            "# dockwright: ignore-file[no-ugly, no-bad]\nFROM bad\n",
        ),
        ("# syntax=what?", "# syntax=what?\n# dockwright: ignore-file[question]\n"),
    ],
)
def test_ignore_in_file(before: str, after: str) -> None:
    assert ignored_in_file(before) == after


def removed(text: str, *names: str, which: int = 0) -> str:
    snapshot = checked(text)
    _, suppression = suppressions(snapshot.analysis.program)[which]
    chosen = [name for name in suppression.names if name.text in names]
    return applied(snapshot, removal(suppression, chosen))


@pytest.mark.parametrize(
    ("before", "names", "after"),
    [
        ("FROM a\n# dockwright: ignore[x] -- why\nRUN b\n", (), "FROM a\nRUN b\n"),
        ("FROM a\n  # hadolint ignore=x\r\nRUN b\n", (), "FROM a\nRUN b\n"),
        ("FROM a\n# hadolint ignore=x,y,z\nRUN b\n", ("y",), "FROM a\n# hadolint ignore=x,z\nRUN b\n"),
        ("FROM a\n# dockwright: ignore[x, y, z] -- why\n", ("x",), "FROM a\n# dockwright: ignore[y, z] -- why\n"),
        ("FROM a\n# dockwright: ignore[x, y, z] -- why\n", ("z",), "FROM a\n# dockwright: ignore[x, y] -- why\n"),
        ("FROM a\n# dockwright: ignore[x, y]\n", ("x", "y"), "FROM a\n"),
        ("FROM a\nRUN b \\\n  # dockwright: ignore\n  c\n", (), "FROM a\nRUN b \\\n  c\n"),
        ("FROM a\nRUN b  # nosemgrep\n", (), "FROM a\nRUN b\n"),
        ("# syntax=a\n# check=skip=x\nFROM a\n", (), "# syntax=a\nFROM a\n"),
        ("# check=skip=x,y;error=true\nFROM a\n", (), "# check=error=true\nFROM a\n"),
        ("# check=error=true;skip=x\nFROM a\n", (), "# check=error=true\nFROM a\n"),
        ("# check=skip=all;error=true\nFROM a\n", (), "# check=error=true\nFROM a\n"),
        ("# check=error=true;skip=x,y\nFROM a\n", ("x",), "# check=error=true;skip=y\nFROM a\n"),
        ("FROM a\n# nosemgrep", (), "FROM a\n"),
    ],
)
def test_removal(before: str, names: tuple[str, ...], after: str) -> None:
    assert removed(before, *names) == after


def test_a_comment_in_two_languages_is_left_alone() -> None:
    program = checked("FROM a\n# hadolint ignore=x # trivy:ignore:y\nRUN b\n").analysis.program
    assert [removal(suppression) for _, suppression in suppressions(program)] == [(), ()]


COMMENTS = (
    "# dockwright: ignore[x, y] -- z",
    "#dockwright:ignore",
    "# dockwright: ignore-stage[x,y]",
    "# hadolint ignore=x, y",
    "# check=skip=x,y;error=true",
    "# check=error=true;skip=x",
    "# nosemgrep: a.x, y",
    "# kics-scan disable=x,y because",
    "# trivy:ignore:x trivy:ignore:y",
    "# tally global ignore=x;reason=y",
    "# text",
)
PIECES = (
    *(f"{comment}\n" for comment in COMMENTS),
    *(f"RUN a \\\n  {comment}\n  b\n" for comment in COMMENTS[:4]),
    *(f"RUN a {comment}\r\n" for comment in COMMENTS[:4]),
    "FROM a\n",
    "\n",
    "RUN <<EOF\n# dockwright: ignore[x]\nEOF\n",
    "ENV a=b \\\n# hadolint ignore=x\n c=d\n",
)


def told(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    found = [suppression for item in parse(text).items for suppression in suppressions_in(item)]
    return [(one.dialect.value, one.scope.value, tuple(name.text for name in one.names)) for one in found]


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.randoms(use_true_random=False))
def test_removing_one_leaves_all_others(pieces: list[str], chance: random.Random) -> None:
    text = "# first\n" + "".join(pieces)
    tree = parse(text)
    placed = [suppression for item in tree.items for suppression in suppressions_in(item)]
    assume(placed)
    position = chance.randrange(len(placed))
    suppression = placed[position]
    names = chance.sample(suppression.names, chance.randint(0, len(suppression.names)))
    resolved = resolve(tree, removal(suppression, names))
    assert resolved is not None
    assume(resolved)
    kept = tuple(name.text for name in suppression.names if name not in names)
    expected = told(text)
    expected[position : position + 1] = [(*expected[position][:2], kept)] if names and kept else []
    assert told(apply(text, resolved)) == expected


@given(st.text(st.sampled_from("# \n\\adoknwrigt:[]-,=;/\t\r\"'`<EOFRUN"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    for item in parse(text).items:
        for suppression in suppressions_in(item):
            assert item.text[suppression.span.start] == "#"
            assert all(item.text[name.span.start : name.span.end] == name.text for name in suppression.names)
