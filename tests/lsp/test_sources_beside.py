"""A conversion in the editor knows the files that the command reads: those on the disk, and those that are open."""

from __future__ import annotations

import json
from pathlib import Path

from lsprotocol import types

from .clients import ABLE
from .conftest import OpenEditor

TEXT = "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm install\nEXPOSE 5173\nCMD npm run dev\n"
SETTINGS = "export default {}\n"


async def test_settings_of_a_bundler_are_read(open_editor: OpenEditor, tmp_path: Path) -> None:
    package = {"scripts": {"dev": "vite", "build": "vite build"}, "devDependencies": {"vite": "5", "vue": "3"}}
    for name, text in (("Dockerfile", TEXT), ("package.json", json.dumps(package)), ("vite.config.js", SETTINGS)):
        (tmp_path / name).write_text(text)
    editor = await open_editor(ABLE, root_uri=tmp_path.as_uri())
    uri, settings = (tmp_path / "Dockerfile").as_uri(), (tmp_path / "vite.config.js").as_uri()
    editor.open(uri, TEXT)
    await editor.diagnostics(uri)
    place = types.Range(types.Position(0, 0), types.Position(0, 0))

    async def conversions() -> list[types.CodeAction]:
        found = await editor.actions(uri, place, only=["refactor"])
        return [each for each in found if "multi-stage" in each.title]

    (action,) = await conversions()
    edit = await editor.edit_of(action)
    assert "FROM nginxinc/nginx-unprivileged" in str(edit)
    editor.open(settings, SETTINGS.replace("{}", "{ server: { proxy: {} } }"))
    (action,) = await conversions()
    assert action.disabled is not None
    assert "sends requests on to another server" in action.disabled.reason
