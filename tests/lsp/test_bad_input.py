"""The server beside projects that are broken, tangled or huge: it answers, and goes on answering."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lsprotocol import types

from ..project.hostile import HOSTILE, MANY, Hostile
from .clients import Editor
from .conftest import OpenEditor
from .test_ignore_file import creating


async def assert_answers(editor: Editor, project: Hostile, folder: Path) -> None:
    """Findings, a hover, lenses and actions are there, and an edit is followed."""
    uri = project.write(folder).as_uri()
    editor.open(uri, project.dockerfile)
    assert "maintainer" in {finding.code for finding in await editor.diagnostics(uri)}
    document, place = types.TextDocumentIdentifier(uri), types.Position(3, 5)
    hovered = await editor.client.text_document_hover_async(types.HoverParams(document, types.Position(0, 6)))
    assert hovered is not None
    assert await editor.client.text_document_code_lens_async(types.CodeLensParams(document))
    titles = {action.title for action in await editor.actions(uri, types.Range(place, place))}
    assert any("`.dockerignore`" in title for title in titles), titles
    line = types.Range(types.Position(1, 0), types.Position(2, 0))
    editor.change(uri, types.TextDocumentContentChangePartial(range=line, text=""))
    # What was found before the project was known may come first.
    while "maintainer" in {finding.code for finding in await editor.diagnostics(uri)}:
        pass


@pytest.mark.parametrize("project", HOSTILE.values(), ids=list(HOSTILE))
async def test_a_hostile_project(open_editor: OpenEditor, project: Hostile, tmp_path: Path) -> None:
    await assert_answers(await open_editor(creating(), root_uri=tmp_path.as_uri()), project, tmp_path)


@pytest.mark.slow
async def test_two_hundred_thousand_files(open_editor: OpenEditor, tmp_path: Path) -> None:
    await assert_answers(await open_editor(creating(), root_uri=tmp_path.as_uri()), MANY, tmp_path)
    shutil.rmtree(tmp_path)


async def test_a_context_that_is_not_there(open_editor: OpenEditor, tmp_path: Path) -> None:
    (tmp_path / "dockwright.toml").write_text('[build-contexts]\nDockerfile = "gone"\n')
    editor = await open_editor(creating(), root_uri=tmp_path.as_uri())
    uri = (tmp_path / "Dockerfile").as_uri()
    editor.open(uri, MANY.dockerfile)
    assert "maintainer" in {finding.code for finding in await editor.diagnostics(uri)}
    place = types.Range(types.Position(3, 5), types.Position(3, 5))
    titles = {action.title for action in await editor.actions(uri, place)}
    assert titles
    assert not any("`.dockerignore`" in title for title in titles)
