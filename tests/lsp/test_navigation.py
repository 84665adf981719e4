"""Definition, references, highlight, rename and linked editing in a running server."""

from __future__ import annotations

import pytest

from .asking import URI, asking
from .raw_client import place

TEXT = "ARG V=1\nFROM x:$V AS 𝄞é\nFROM 𝄞é AS b\nARG V\nRUN echo 𝄞 $V\nRUN <<EOF\nx\nEOF\nFROM sc"
RENAMES = {"rename": {"prepareSupport": True}}


def test_definition() -> None:
    with asking(TEXT) as editor:
        assert editor.capabilities["definitionProvider"]
        found = editor.at("textDocument/definition", 4, 13)
        assert found == {"uri": URI, "range": place((3, 4), (3, 5))}
        assert editor.at("textDocument/definition", 4, 1) is None
        assert editor.at("textDocument/definition", 8, 7) is None


@pytest.mark.parametrize(("encoding", "wide"), [("utf-8", 6), ("utf-16", 3), ("utf-32", 2)])
def test_definition_as_a_link(encoding: str, wide: int) -> None:
    with asking(TEXT, {"definition": {"linkSupport": True}}, encoding=encoding) as editor:
        (link,) = editor.at("textDocument/definition", 2, 6)
    target = place((1, 13), (1, 13 + wide))
    assert link["originSelectionRange"] == place((2, 5), (2, 5 + wide))
    assert (link["targetRange"], link["targetSelectionRange"]) == (target, target)


def test_references_and_highlights() -> None:
    with asking(TEXT) as editor:
        assert editor.capabilities["referencesProvider"]
        assert editor.capabilities["documentHighlightProvider"]
        found = editor.at("textDocument/references", 0, 4, context={"includeDeclaration": False})
        assert [one["range"]["start"] for one in found] == [
            {"line": 1, "character": 8},
            {"line": 4, "character": 13},
        ]
        kinds = [one["kind"] for one in editor.at("textDocument/documentHighlight", 4, 14)]
        assert kinds == [3, 2, 3, 2]


def test_rename() -> None:
    with asking(TEXT, RENAMES) as editor:
        assert editor.capabilities["renameProvider"] == {"prepareProvider": True}
        prepared = editor.at("textDocument/prepareRename", 7, 2)
        assert prepared == {"range": place((7, 0), (7, 3)), "placeholder": "EOF"}
        edit = editor.at("textDocument/rename", 7, 2, newName="END")
        (change,) = edit["documentChanges"]
        assert [one["newText"] for one in change["edits"]] == ["END", "END"]
        assert editor.at("textDocument/prepareRename", 5, 1) is None
        params = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 4}, "newName": "1"}
        assert "digit" in editor.answer("textDocument/rename", params)["error"]["message"]


def test_who_does_not_prepare_is_not_told_of_it() -> None:
    with asking(TEXT) as editor:
        assert editor.capabilities["renameProvider"] is True


def test_linked_editing() -> None:
    with asking(TEXT) as editor:
        assert editor.capabilities["linkedEditingRangeProvider"]
        found = editor.at("textDocument/linkedEditingRange", 5, 8)
        assert found["ranges"] == [place((5, 6), (5, 9)), place((7, 0), (7, 3))]
        assert editor.at("textDocument/linkedEditingRange", 8, 2) is None
