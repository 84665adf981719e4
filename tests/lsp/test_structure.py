"""Folding, growing selections and links in a running server."""

from __future__ import annotations

from pathlib import Path

from .asking import asking
from .raw_client import place

TEXT = "# a\n# b\nFROM alpine\nRUN 𝄞 \\\n  && y\nCOPY <<E"


def test_folding() -> None:
    with asking(TEXT) as editor:
        assert editor.capabilities["foldingRangeProvider"]
        assert editor.ask("textDocument/foldingRange") == [
            {"startLine": 0, "endLine": 1, "kind": "comment"},
            {"startLine": 2, "endLine": 5},
            {"startLine": 3, "endLine": 4},
        ]


def test_no_more_folds_than_wanted() -> None:
    with asking(TEXT, {"foldingRange": {"rangeLimit": 1, "lineFoldingOnly": True}}) as editor:
        assert editor.ask("textDocument/foldingRange") == [{"startLine": 2, "endLine": 5}]


def test_selections() -> None:
    with asking(TEXT) as editor:
        assert editor.capabilities["selectionRangeProvider"]
        positions = [{"line": 3, "character": 5}, {"line": 99, "character": 0}]
        first, last = editor.ask("textDocument/selectionRange", positions=positions)
    assert first["range"] == place((3, 4), (3, 6))
    chain = [first]
    while "parent" in chain[-1]:
        chain.append(chain[-1]["parent"])
    assert place((3, 4), (4, 6)) in [one["range"] for one in chain]
    assert chain[-1]["range"] == place((0, 0), (5, 8))
    assert last["range"]["end"] == {"line": 5, "character": 8}


def test_links(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text("x")
    file = tmp_path / "Dockerfile"
    text = 'FROM alpine\nCOPY ["a b.txt", "/"]\nRUN curl https://𝄞.example/x'
    file.write_text(text)
    folders = [{"uri": tmp_path.as_uri(), "name": "w"}]
    abilities = {"documentLink": {"tooltipSupport": True}}
    with asking(text, abilities, uri=file.as_uri(), workspaceFolders=folders) as editor:
        assert editor.capabilities["documentLinkProvider"] is not None
        image, copied, address = editor.ask("textDocument/documentLink")
    assert image["target"] == "https://hub.docker.com/_/alpine"
    assert image["tooltip"]
    assert copied["target"] == (tmp_path / "a b.txt").as_uri()
    assert address["range"] == place((2, 9), (2, 29))


def test_no_tooltips_for_those_who_cannot_show_them() -> None:
    with asking("FROM alpine") as editor:
        (link,) = editor.ask("textDocument/documentLink")
    assert "tooltip" not in link
