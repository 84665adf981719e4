"""The code action that writes an ignore file."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from dockwright.project.dockerignore import parse_ignore_file

from .clients import ABLE
from .conftest import OpenEditor

TEXT = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"


def creating() -> dict[str, Any]:
    capabilities = copy.deepcopy(ABLE)
    capabilities["workspace"]["workspaceEdit"]["resourceOperations"] = ["create"]
    return capabilities


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "Dockerfile").write_text(TEXT)
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "a.js").write_text("1")
    return tmp_path


async def changes_for(
    open_editor: OpenEditor, project: Path, line: int, capabilities: dict[str, Any]
) -> list[tuple[str, Any]]:
    """The titles of the actions on a line that write an ignore file, and their changes."""
    editor = await open_editor(capabilities, root_uri=project.as_uri())
    uri = (project / "Dockerfile").as_uri()
    editor.open(uri, TEXT)
    await editor.diagnostics(uri)
    place = types.Position(line, 0)
    actions = await editor.actions(uri, types.Range(place, place), only=["quickfix"])
    found = [action for action in actions if "ignore`" in action.title]
    return [(action.title, (await editor.edit_of(action)).document_changes) for action in found]


async def test_a_file_is_created(open_editor: OpenEditor, project: Path) -> None:
    ((title, (created, filled)),) = await changes_for(open_editor, project, 2, creating())
    assert title == "Write a `.dockerignore`"
    assert isinstance(created, types.CreateFile)
    assert created.uri == filled.text_document.uri == (project / ".dockerignore").as_uri()
    assert parse_ignore_file(filled.edits[0].new_text).excludes("node_modules")


async def test_lines_are_added(open_editor: OpenEditor, project: Path) -> None:
    (project / ".dockerignore").write_text(".git\n*.md")
    ((title, (filled,)),) = await changes_for(open_editor, project, 2, creating())
    assert title == "Add what `.dockerignore` lacks"
    assert filled.edits[0].range == types.Range(types.Position(1, 4), types.Position(1, 4))
    assert filled.edits[0].new_text.startswith("\n\n# Installed in the build\n**/node_modules\n")


async def test_it_mends_the_finding(open_editor: OpenEditor, project: Path) -> None:
    (project / ".dockerignore").write_text(".git\n")
    (project / "node_modules" / "a.js").write_bytes(b"x" * 2_000_000)
    editor = await open_editor(creating(), root_uri=project.as_uri())
    uri = (project / "Dockerfile").as_uri()
    editor.open(uri, TEXT)
    shown = await editor.diagnostics(uri)
    (finding,) = [each for each in shown if each.code == "incomplete-ignore-file"]
    assert "sends 2 MB, 2 of them from `node_modules`" in finding.message
    actions = await editor.actions(uri, finding.range, ["quickfix"], shown)
    (action,) = [each for each in actions if each.title == "Add what `.dockerignore` lacks"]
    assert list(action.diagnostics or ()) == [finding]


async def test_it_is_offered_on_a_copy_of_everything_to_those_who_can(open_editor: OpenEditor, project: Path) -> None:
    assert await changes_for(open_editor, project, 1, creating()) == []
    assert await changes_for(open_editor, project, 2, ABLE) == []
