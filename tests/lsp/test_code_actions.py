"""Code actions and the command: what is offered, in which form, and that it does what it says."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from .applied_edits import covered, edited, edits_in
from .clients import ABLE, Editor
from .conftest import OpenEditor

URI = "untitled:Dockerfile"
TEXT = """\
FROM alpine:3.20 AS build
MAINTAINER somebody@example.org
ADD settings.conf /etc/settings.conf
ADD other.conf /etc/other.conf

FROM python
COPY --from=build /etc /etc
"""


def without(path: str) -> dict[str, Any]:
    """A client that lacks one of its capabilities."""
    capabilities = copy.deepcopy(ABLE)
    *holders, last = path.split(".")
    holder = capabilities
    for name in holders:
        holder = holder[name]
    del holder[last]
    return capabilities


def line(number: int) -> types.Range:
    return types.Range(types.Position(number, 0), types.Position(number, 99))


WHOLE = types.Range(types.Position(0, 0), types.Position(99, 0))


async def started(open_editor: OpenEditor, capabilities: dict[str, Any] = ABLE, text: str = TEXT) -> Editor:
    editor = await open_editor(capabilities)
    editor.open(URI, text)
    await editor.diagnostics(URI)
    return editor


def titled(actions: list[types.CodeAction], part: str) -> types.CodeAction:
    found = [action for action in actions if part in action.title]
    assert found, [action.title for action in actions]
    return found[0]


async def outcome(editor: Editor, action: types.CodeAction, text: str = TEXT) -> str:
    return edited(text, edits_in(await editor.edit_of(action), URI), editor.encoding)


async def test_a_safe_fix_is_preferred_and_does_what_it_says(open_editor: OpenEditor) -> None:
    editor = await started(open_editor)
    actions = await editor.actions(URI, line(2), only=["quickfix"])
    fix = next(action for action in actions if action.is_preferred)
    assert await outcome(editor, fix) == TEXT.replace("ADD settings.conf", "COPY settings.conf")


async def test_edits_are_left_open_until_they_are_wanted(open_editor: OpenEditor) -> None:
    editor = await started(open_editor)
    actions = await editor.actions(URI, WHOLE)
    assert actions
    assert all(action.edit is None and action.data is not None for action in actions if not action.disabled)


@pytest.mark.parametrize("path", ["textDocument.codeAction.resolveSupport", "textDocument.codeAction.dataSupport"])
async def test_clients_that_do_not_resolve_get_edits_at_once(open_editor: OpenEditor, path: str) -> None:
    editor = await started(open_editor, without(path))
    actions = await editor.actions(URI, WHOLE)
    assert all(action.edit is not None and action.data is None for action in actions)
    assert "MAINTAINER" not in await outcome(editor, titled(actions, "Fix all"))


async def test_edits_name_the_version(open_editor: OpenEditor) -> None:
    editor = await started(open_editor)
    action = titled(await editor.actions(URI, line(2)), "COPY")
    edit = await editor.edit_of(action)
    assert edit.document_changes is not None
    change = edit.document_changes[0]
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == 1


async def test_a_change_in_between_is_an_error(open_editor: OpenEditor) -> None:
    editor = await started(open_editor)
    action = titled(await editor.actions(URI, line(2)), "COPY")
    editor.change(URI, types.TextDocumentContentChangePartial(range=WHOLE, text="# new\n"))
    with pytest.raises(JsonRpcException) as refused:
        await editor.edit_of(action)
    assert refused.value.code == -32801


async def test_an_action_that_is_not_ours_is_an_error(open_editor: OpenEditor) -> None:
    editor = await started(open_editor)
    data = {"uri": URI, "version": 1, "purpose": "magic"}
    with pytest.raises(JsonRpcException) as refused:
        await editor.client.code_action_resolve_async(types.CodeAction(title="x", data=data))
    assert refused.value.code == -32602


async def test_unsafe_fixes_say_so(open_editor: OpenEditor) -> None:
    editor = await started(open_editor)
    actions = await editor.actions(URI, line(5), only=["quickfix"])
    unsafe = titled(actions, "(unsafe)")
    assert not unsafe.is_preferred
    edit = await editor.edit_of(unsafe)
    assert edit.change_annotations is not None
    annotation = edit.change_annotations["unsafe"]
    assert annotation.needs_confirmation
    assert annotation.description
    assert edit.document_changes is not None
    change = edit.document_changes[0]
    assert isinstance(change, types.TextDocumentEdit)
    assert all(isinstance(one, types.AnnotatedTextEdit) and one.annotation_id == "unsafe" for one in change.edits)


async def test_a_fix_that_is_a_refactoring_as_well_is_offered_once(open_editor: OpenEditor) -> None:
    text = "FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"
    editor = await started(open_editor, text=text)
    titles = [action.title for action in await editor.actions(URI, line(1)) if "recommends" in action.title]
    assert titles == ["Add `--no-install-recommends` and `ca-certificates` (unsafe)"]


TWO_INSTALLS = """\
FROM debian:13-slim
RUN apt-get update && apt-get install -y a && apt-get install -y b
RUN apt-get update && apt-get install a && apt-get install b
"""


async def test_a_fix_names_just_what_it_mends(open_editor: OpenEditor) -> None:
    editor = await open_editor(ABLE)
    editor.open(URI, TWO_INSTALLS)
    shown = await editor.diagnostics(URI)
    actions = [one for one in await editor.actions(URI, line(2), ["quickfix"], shown) if one.title == "Add `-y`"]
    answered = [list(one.diagnostics or ()) for one in actions]
    expected = [found for found in shown if found.code == "apt-may-prompt"]
    assert len(expected) == 2
    assert answered == [[found] for found in expected]
    results = [await outcome(editor, action, TWO_INSTALLS) for action in actions]
    assert ["install -y a" in result.splitlines()[2] for result in results] == [True, False]


async def test_a_refactoring_that_fits_twice_is_made_whole(open_editor: OpenEditor) -> None:
    editor = await started(open_editor, text=TWO_INSTALLS)
    actions = await editor.actions(URI, line(1), ["refactor"])
    (action,) = [one for one in actions if "no-install-recommends" in one.title]
    assert (await outcome(editor, action, TWO_INSTALLS)).count("--no-install-recommends") == 2


async def test_annotations_are_not_sent_to_those_who_do_not_know_them(open_editor: OpenEditor) -> None:
    editor = await started(open_editor, without("workspace.workspaceEdit.changeAnnotationSupport"))
    edit = await editor.edit_of(titled(await editor.actions(URI, line(5)), "(unsafe)"))
    assert edit.change_annotations is None


async def test_the_range_decides_and_what_the_client_sends_back_does_not(open_editor: OpenEditor) -> None:
    editor = await started(open_editor)
    nothing = await editor.actions(URI, line(4), only=["quickfix"])
    assert nothing == []
    # ALE rebuilds diagnostics with code, message and range only.
    rebuilt = types.Diagnostic(range=line(2), message="whatever", code="add-instead-of-copy")
    actions = await editor.actions(URI, line(2), only=["quickfix"], shown=[rebuilt])
    assert list(titled(actions, "COPY").diagnostics or ()) == [rebuilt]


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (["quickfix"], {"quickfix"}),
        (["source.fixAll.dockwright"], {"source.fixAll.dockwright"}),
        (["source.fixAll"], {"source.fixAll.dockwright"}),
        (["source"], {"source.fixAll.dockwright"}),
        (["source.organizeImports"], set()),
        (["source.fixAll.other"], set()),
        (["quick"], set()),
        (["refactor.extract"], set()),
    ],
)
async def test_only_what_is_asked_for(open_editor: OpenEditor, only: list[str], kinds: set[str]) -> None:
    editor = await started(open_editor)
    actions = await editor.actions(URI, WHOLE, only=only)
    assert {action.kind for action in actions} == kinds


async def test_everything_safe_is_fixed_by_small_edits(open_editor: OpenEditor) -> None:
    editor = await started(open_editor)
    (action,) = await editor.actions(URI, WHOLE, only=["source.fixAll"])
    edit = await editor.edit_of(action)
    mended = edited(TEXT, edits_in(edit, URI), editor.encoding)
    assert "MAINTAINER" not in mended
    assert "ADD" not in mended
    assert "FROM python\n" in mended, "an unsafe fix is not made"
    assert len(edits_in(edit, URI)) >= 3
    assert all("\n" not in covered(TEXT, one.range, editor.encoding) for one in edits_in(edit, URI))
    editor.change(URI, types.TextDocumentContentChangeWholeDocument(text=mended))
    await editor.diagnostics(URI)
    again = await editor.actions(URI, WHOLE, only=["source.fixAll"])
    assert all(one.disabled for one in again)


async def test_line_ends_are_kept(open_editor: OpenEditor) -> None:
    text = TEXT.replace("\n", "\r\n")
    editor = await started(open_editor, text=text)
    (action,) = await editor.actions(URI, WHOLE, only=["source.fixAll"])
    mended = await outcome(editor, action, text)
    assert mended.count("\r\n") == mended.count("\n") > 0
    ignoring = titled(await editor.actions(URI, line(2)), "in this file")
    mended = await outcome(editor, ignoring, text)
    assert mended.count("\r\n") == mended.count("\n") == text.count("\n") + 1


async def test_nothing_to_fix_is_told_to_those_who_ask(open_editor: OpenEditor) -> None:
    editor = await started(open_editor, text="FROM scratch\n")
    (action,) = await editor.actions(URI, WHOLE, only=["source.fixAll"])
    assert action.disabled is not None
    assert action.edit is None
    editor = await started(open_editor, without("textDocument.codeAction.disabledSupport"), text="FROM scratch\n")
    assert await editor.actions(URI, WHOLE, only=["source.fixAll"]) == []


SINGLE_STAGE = """\
FROM node:24
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
CMD ["node", "server.js"]
"""


async def test_a_conversion_to_several_stages_is_a_refactoring(open_editor: OpenEditor) -> None:
    editor = await started(open_editor, text=SINGLE_STAGE)
    action = titled(await editor.actions(URI, line(0), only=["refactor"]), "multi-stage")
    assert action.kind == "refactor.rewrite"
    assert action.edit is None
    converted = await outcome(editor, action, SINGLE_STAGE)
    assert converted.startswith("FROM node:24 AS build\n")
    assert "\nFROM node:24-slim\n" in converted
    elsewhere = await editor.actions(URI, line(1), only=["refactor"])
    assert not any("multi-stage" in other.title for other in elsewhere)


async def test_why_there_is_no_conversion_is_told_to_those_who_ask(open_editor: OpenEditor) -> None:
    text = SINGLE_STAGE.replace('"node", "server.js"', '"./start.sh"')
    editor = await started(open_editor, text=text)
    action = titled(await editor.actions(URI, line(0), only=["refactor"]), "multi-stage")
    assert action.disabled is not None
    assert "starts a script" in action.disabled.reason
    assert not any("multi-stage" in other.title for other in await editor.actions(URI, line(0)))


ALIKE = "FROM node:24 AS build\nRUN npm ci\nRUN npm run build\n\nFROM node:24\nRUN npm ci\n"


async def test_what_stages_begin_with_is_extracted(open_editor: OpenEditor) -> None:
    editor = await started(open_editor, text=ALIKE)
    action = titled(await editor.actions(URI, line(5), only=["refactor.extract"]), "common start")
    assert action.kind == "refactor.extract"
    assert await outcome(editor, action, ALIKE) == (
        "FROM node:24 AS base\nRUN npm ci\n\nFROM base AS build\nRUN npm run build\n\nFROM base\n"
    )
    rewrites = await editor.actions(URI, line(5), only=["refactor.rewrite"])
    assert not any("common start" in other.title for other in rewrites)


async def test_each_kind_of_refactoring_says_why_it_is_not_offered(open_editor: OpenEditor) -> None:
    text = ALIKE + "COPY --from=0 /x /x\n"
    editor = await started(open_editor, text=text)
    (action,) = await editor.actions(URI, line(0), only=["refactor.extract"])
    assert action.kind == "refactor.extract"
    assert action.disabled is not None
    assert "called by its number" in action.disabled.reason


@pytest.mark.parametrize("part", ["here", "in this file"])
async def test_ignoring(open_editor: OpenEditor, part: str) -> None:
    editor = await started(open_editor)
    action = titled(await editor.actions(URI, line(2)), f"Ignore add-instead-of-copy {part}")
    assert action.kind == "quickfix"
    mended = await outcome(editor, action)
    assert mended != TEXT
    editor.change(URI, types.TextDocumentContentChangeWholeDocument(text=mended))
    left = [item for item in await editor.diagnostics(URI) if item.code == "add-instead-of-copy"]
    assert len(left) == (1 if part == "here" else 0)


async def test_clients_that_know_no_action_literals_get_none(open_editor: OpenEditor) -> None:
    editor = await started(open_editor, without("textDocument.codeAction.codeActionLiteralSupport"))
    assert await editor.actions(URI, WHOLE) == []


async def test_a_document_that_is_not_open(open_editor: OpenEditor) -> None:
    editor = await started(open_editor)
    assert await editor.actions("untitled:other", WHOLE) == []


async def test_the_command_has_the_client_apply_all_safe_fixes(open_editor: OpenEditor) -> None:
    editor = await started(open_editor)
    applied: list[types.ApplyWorkspaceEditParams] = []

    @editor.client.feature(types.WORKSPACE_APPLY_EDIT)  # type: ignore[untyped-decorator]
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        applied.append(params)
        return types.ApplyWorkspaceEditResult(applied=True)

    command = types.ExecuteCommandParams(command="dockwright.fixAll", arguments=[URI])
    assert await editor.client.workspace_execute_command_async(command) is True
    (params,) = applied
    mended = edited(TEXT, edits_in(params.edit, URI), editor.encoding)
    assert "MAINTAINER" not in mended
    editor.change(URI, types.TextDocumentContentChangeWholeDocument(text=mended))
    assert await editor.client.workspace_execute_command_async(command) is False


async def test_the_command_fails_where_it_cannot_work(open_editor: OpenEditor) -> None:
    editor = await started(open_editor, without("workspace.applyEdit"))
    command = types.ExecuteCommandParams(command="dockwright.fixAll", arguments=[URI])
    with pytest.raises(JsonRpcException) as refused:
        await editor.client.workspace_execute_command_async(command)
    assert refused.value.code == -32803
