"""The edits between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dockwright.code_actions.edits import apply as applied
from dockwright.code_actions.edits import are_disjoint
from dockwright.lsp import line_edits as module
from dockwright.lsp.line_edits import line_edits
from dockwright.syntax.source_text import SourceText

LINES = st.lists(st.sampled_from(["a", "b", "RUN x", "RUN y", "", "é𝄞", "\x0c"]), max_size=12)
TEXTS = st.builds(lambda lines, end: end.join(lines), LINES, st.sampled_from(["\n", "\r\n", "\r"]))


@given(TEXTS, TEXTS)
def test_they_make_one_of_the_other(old: str, new: str) -> None:
    edits = line_edits(SourceText.read(old), SourceText.read(new))
    assert are_disjoint(list(edits))
    assert applied(old, edits) == new


@given(TEXTS, TEXTS)
def test_so_they_do_where_too_much_has_changed_to_compare(old: str, new: str) -> None:
    most, module.MOST_LINES = module.MOST_LINES, 2
    try:
        edits = line_edits(SourceText.read(old), SourceText.read(new))
    finally:
        module.MOST_LINES = most
    assert len(edits) <= 1 or len(SourceText.read(old).line_starts) <= 2
    assert applied(old, edits) == new


def test_lines_that_stay_are_not_touched() -> None:
    old = "FROM a\nADD x /\nRUN y\nADD z /\n"
    edits = line_edits(SourceText.read(old), SourceText.read(old.replace("ADD", "COPY")))
    assert [old[edit.start : edit.end] for edit in edits] == ["ADD", "ADD"]
