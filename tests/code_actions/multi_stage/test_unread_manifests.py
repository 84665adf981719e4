"""A conversion in the editor tells of manifests that are broken, whether or not it is offered."""

from __future__ import annotations

from dockwright.code_actions.refactorings.multi_stage import offer, why_not

from .converting import read_file, surroundings

TEXT = 'FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "server.js"]\n'
BROKEN: dict[str, str | int] = {"package.json": '{\n "name": "a",\n}\n', "server.js": 1}
SOUND: dict[str, str | int] = {**BROKEN, "package.json": '{"dependencies": {"koa": "3"}}'}
TOLD = "package.json:3: the file cannot be read: "


def test_what_is_offered_says_so() -> None:
    (fix,) = offer(read_file(TEXT, surroundings(BROKEN)).analysis, 0)
    assert fix.reason is not None
    assert TOLD in fix.reason
    (fix,) = offer(read_file(TEXT, surroundings(SOUND)).analysis, 0)
    assert fix.reason is not None
    assert "package.json" not in fix.reason


def test_what_is_refused_says_so() -> None:
    text = TEXT.replace('"node", "server.js"', '"./start.sh"')
    started, broken = why_not(read_file(text, surroundings(BROKEN)).analysis, 0)
    assert "starts a script" in started
    assert broken.startswith(TOLD)
    assert why_not(read_file(text, surroundings(SOUND)).analysis, 0) == (started,)
