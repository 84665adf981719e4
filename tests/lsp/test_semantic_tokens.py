"""Semantic tokens in a running server."""

from __future__ import annotations

from typing import Any

from .asking import asking, place
from .raw_client import changed, edit

TEXT = "FROM a\nRUN echo 𝄞 $V\nRUN x\nCO"
TYPES = {
    "semanticTokens": {
        "requests": {"full": {"delta": True}, "range": True},
        "tokenTypes": ["keyword", "function", "variable"],
        "tokenModifiers": [],
        "formats": ["relative"],
    }
}


def applied(data: list[int], edits: list[dict[str, Any]]) -> list[int]:
    for one in sorted(edits, key=lambda found: -found["start"]):
        data = [*data[: one["start"]], *one.get("data", []), *data[one["start"] + one["deleteCount"] :]]
    return data


def test_full_and_delta() -> None:
    with asking(TEXT, TYPES) as editor:
        provider = editor.capabilities["semanticTokensProvider"]
        assert provider["full"] == {"delta": True}
        legend = provider["legend"]["tokenTypes"]
        first = editor.ask("textDocument/semanticTokens/full")
        kinds = [legend[kind] for kind in first["data"][3::5]]
        assert kinds == ["keyword", "keyword", "function", "variable", "keyword", "function"]
        assert first["data"][15:20] == [0, 8, 2, legend.index("variable"), 0]
        editor.client.send(changed(editor.uri, 2, edit((2, 4), (2, 5), "y && z -a")))
        change = editor.ask("textDocument/semanticTokens/full/delta", previousResultId=first["resultId"])
        assert "data" not in change
        again = editor.ask("textDocument/semanticTokens/full")
        assert applied(first["data"], change["edits"]) == again["data"]
        nothing = editor.ask("textDocument/semanticTokens/full/delta", previousResultId=again["resultId"])
        assert nothing["edits"] == []


def test_all_tokens_where_the_last_answer_is_not_known() -> None:
    with asking(TEXT, TYPES) as editor:
        found = editor.ask("textDocument/semanticTokens/full/delta", previousResultId="none of ours")
    assert len(found["data"]) == 30


def test_a_range() -> None:
    with asking(TEXT, TYPES) as editor:
        assert editor.capabilities["semanticTokensProvider"]["range"]
        found = editor.ask("textDocument/semanticTokens/range", range=place((2, 0), (2, 2)))
    assert found["data"][:2] == [2, 0]
    assert len(found["data"]) == 10
