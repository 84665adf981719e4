"""Outline and search in a running server."""

from __future__ import annotations

from pathlib import Path

from .asking import asking
from .raw_client import place

TEXT = "ARG A=1\nFROM alpine AS é𝄞\nRUN x\nFROM scratch\nCO"
HIERARCHICAL = {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}


def test_a_tree_for_those_who_show_one() -> None:
    with asking(TEXT, HIERARCHICAL) as editor:
        assert editor.capabilities["documentSymbolProvider"]
        argument, build, scratch = editor.ask("textDocument/documentSymbol")
    assert argument["name"] == "A"
    assert build["range"] == place((1, 0), (2, 5))
    assert build["selectionRange"] == place((1, 15), (1, 18))
    assert [child["name"] for child in build["children"]] == ["alpine", "RUN"]
    assert [child["name"] for child in scratch["children"]] == ["scratch", "CO"]


def test_a_list_for_all_others() -> None:
    with asking(TEXT) as editor:
        symbols = editor.ask("textDocument/documentSymbol")
    assert [(symbol["name"], symbol.get("containerName")) for symbol in symbols] == [
        ("A", None),
        ("é𝄞", None),
        ("alpine", "é𝄞"),
        ("RUN", "é𝄞"),
        ("scratch", None),
        ("scratch", "scratch"),
        ("CO", "scratch"),
    ]


def test_the_workspace_is_searched(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "Dockerfile").write_text("FROM node AS website\n")
    (tmp_path / "Dockerfile.other").write_text("FROM x AS webapp\n")
    (tmp_path / "notes.md").write_text("FROM x AS webnotes\n")
    open_file = tmp_path / "Dockerfile"
    open_file.write_text("FROM x AS webold\n")
    folders = [{"uri": tmp_path.as_uri(), "name": "w"}]
    with asking("FROM x AS webnew\n", uri=open_file.as_uri(), workspaceFolders=folders) as editor:
        assert editor.capabilities["workspaceSymbolProvider"] is not None
        found = editor.raw("workspace/symbol", {"query": "web"})
        assert [symbol["name"] for symbol in found] == ["webapp", "webnew", "website"]
        assert found[2]["location"] == {
            "uri": (tmp_path / "web" / "Dockerfile").as_uri(),
            "range": place((0, 13), (0, 20)),
        }
        (tmp_path / "Dockerfile.other").write_text("FROM x AS longer-webapp\n")
        again = editor.raw("workspace/symbol", {"query": "webapp"})
        assert [symbol["name"] for symbol in again] == ["longer-webapp"]
