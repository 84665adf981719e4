"""Semantic tokens in a running server."""

from __future__ import annotations

from typing import Any

from .asking import asking
from .raw_client import changed, edit, place, request

INVALID_PARAMS = -32602
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


def test_a_series_of_edits_between_two_answers() -> None:
    """Asked ahead of the checks and behind them, tokens are those of a server that was given the last text at once."""
    with asking(TEXT, TYPES) as editor:
        known = editor.ask("textDocument/semanticTokens/full")
        version = 1
        for change in (
            edit((1, 4), (1, 8), "true && echo"),
            edit((0, 0), (0, 0), "# told\n"),
            edit((3, 0), (4, 2), 'SHELL ["pwsh", "-c"]\nRUN Get-Item -Path x'),
        ):
            version += 1
            editor.client.send(changed(editor.uri, version, change))
            answer = editor.ask("textDocument/semanticTokens/full/delta", previousResultId=known["resultId"])
            known = {"resultId": answer["resultId"], "data": applied(known["data"], answer["edits"])}
        text = '# told\nFROM a\nRUN true && echo 𝄞 $V\nSHELL ["pwsh", "-c"]\nRUN Get-Item -Path x'
    with asking(text, TYPES) as editor:
        assert editor.ask("textDocument/semanticTokens/full")["data"] == known["data"]


def test_nothing_for_a_document_that_is_not_open() -> None:
    with asking(TEXT, TYPES) as editor:
        other = {"textDocument": {"uri": "file:///nowhere/Dockerfile"}}
        assert editor.raw("textDocument/semanticTokens/full", other) is None


def test_parameters_that_say_nothing_are_refused() -> None:
    with asking(TEXT, TYPES) as editor:
        for method, params in (
            ("full", {}),
            ("range", {"textDocument": {"uri": editor.uri}}),
            ("full/delta", {"textDocument": {}, "previousResultId": "1"}),
        ):
            answer = editor.answer(f"textDocument/semanticTokens/{method}", params)
            assert answer["error"]["code"] == INVALID_PARAMS


def test_tokens_do_not_wait_for_checks() -> None:
    """The keystroke and the question arrive together, and the answer comes before the diagnostics do."""
    with asking(TEXT, TYPES) as editor:
        editor.ask("textDocument/semanticTokens/full")
        uri = {"textDocument": {"uri": editor.uri}}
        question = request("t", "textDocument/semanticTokens/full", uri)
        editor.client.send(changed(editor.uri, 2, edit((2, 4), (2, 5), "sudo x")), question)
        editor.client.answer("t")
        assert not any(message.get("params", {}).get("version") == 2 for message in editor.client.waiting)
        assert editor.client.published(editor.uri, 2)
