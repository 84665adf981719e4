"""Code actions: quick fixes, ignoring, transformations, and mending all that can be mended safely.

Promises: what is offered was tried on the text as it is; a client that resolves lazily gets the edits only then, and an
error if the text has changed meanwhile. The kinds: ``quickfix`` for fixes and ignoring, ``refactor.rewrite`` and
``refactor.extract`` for transformations, ``source.fixAll.dockwright`` for all safe fixes. Leaves out: what is proposed,
which is the business of ``proposals``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from ..code_actions.edits import TextEdit
from ..code_actions.fix_all import fix_all
from ..code_actions.snapshot import Snapshot
from ..code_actions.transformation import all_transformations
from ..external.shellcheck.checks import ask_about_fixes, has_own_fix
from ..syntax.source_text import Position
from .abilities import ClientAbilities
from .capabilities import CODE_ACTION_KINDS, FIX_ALL_KIND
from .documents import Document
from .feature import feature
from .ignore_file_actions import IGNORE_FILE_KIND, ignore_file_actions
from .json_rpc import JsonObject, is_object
from .language_server import ContentModifiedError, FeatureServer
from .line_edits import line_edits
from .pinning import PIN, pin_actions, pin_edits
from .proposals import Proposal, Purpose, has_safe_fix, merged, places_in, propose, purpose_of
from .sources_beside import with_sources
from .workspace_edits import workspace_edit

KINDS = {
    Purpose.FIX: "quickfix",
    Purpose.IGNORE: "quickfix",
    Purpose.REFACTOR: "refactor.rewrite",
    Purpose.EXTRACT: "refactor.extract",
}

FIX_ALL_TITLE = "Fix all that can be fixed safely"

MOST_SECONDS = 1.0
"""For so long proposals are looked for; then those found are answered."""


@feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    types.CodeActionOptions(code_action_kinds=list(CODE_ACTION_KINDS), resolve_provider=True),
)
async def code_actions(ls: FeatureServer, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """Answer ``textDocument/codeAction``."""
    document = await ls.current(params.text_document.uri)
    abilities = ls.workbench.abilities
    if document is None or document.snapshot is None or not abilities.literal_code_actions:
        return None
    only = params.context.only
    actions: list[types.CodeAction] = []
    purposes = frozenset(purpose for purpose, kind in KINDS.items() if _is_wanted(kind, only))
    if purposes:
        start, end = _offsets(document, params.range, abilities)
        snapshot = await _informed(ls, document.snapshot, start, purposes)
        proposals = await _proposals(ls, snapshot, start, end, purposes)
        actions += [
            _action(document, proposal, params.context, abilities) for proposal in merged(snapshot.text, proposals)
        ]
        actions += _refused(snapshot, params, abilities, purposes)
        actions += pin_actions(ls, document, params, {KINDS[purpose] for purpose in purposes})
    if _is_wanted(IGNORE_FILE_KIND, only):
        actions += await ignore_file_actions(ls, document, document.snapshot, params.range, params.context.diagnostics)
    if _is_wanted(FIX_ALL_KIND, only):
        actions += await _fix_all_actions(ls, document, document.snapshot, params.context)
    return actions


def _refused(
    snapshot: Snapshot, params: types.CodeActionParams, abilities: ClientAbilities, purposes: frozenset[Purpose]
) -> Iterable[types.CodeAction]:
    """The transformations that are not offered, with the reasons, for a person who asks for refactorings."""
    is_automatic = params.context.trigger_kind is types.CodeActionTriggerKind.Automatic
    if not abilities.disabled_actions or is_automatic or params.context.only is None:
        return
    index = snapshot.tree.index_at_line(params.range.start.line)
    for transformation in all_transformations():
        purpose = purpose_of(transformation)
        if transformation.why_not is None or purpose not in purposes:
            continue
        reasons = transformation.why_not(snapshot.analysis, index)
        if reasons:
            disabled = types.CodeActionDisabled(reason="; ".join(reasons))
            yield types.CodeAction(title=transformation.title, kind=KINDS[purpose], disabled=disabled)


@feature(types.CODE_ACTION_RESOLVE)
async def resolve(ls: FeatureServer, action: types.CodeAction) -> types.CodeAction:
    """Answer ``codeAction/resolve`` with the edits."""
    data: JsonObject = action.data if is_object(action.data) else {}
    document = await ls.current(str(data.get("uri")))
    if document is None or document.snapshot is None or document.version != data.get("version"):
        raise ContentModifiedError
    if data.get("purpose") == FIX_ALL_KIND:
        edits, caution = await safe_edits(ls, document.snapshot), None
    elif data.get("purpose") == PIN:
        edits, caution = await pin_edits(ls, document, data), None
    else:
        proposal = await _found_again(ls, document.snapshot, action.title, data)
        edits, caution = proposal.edits, proposal.caution
    action.edit = workspace_edit(document, edits, ls.workbench.abilities, caution)
    return action


async def safe_edits(ls: FeatureServer, snapshot: Snapshot) -> tuple[TextEdit, ...]:
    """The edits of all safe fixes; found in the background, since there may be many rounds."""
    fixed = await ls.in_background(lambda: fix_all(snapshot))
    return line_edits(snapshot.tree.source, fixed.snapshot.tree.source)


def _is_wanted(kind: str, only: Iterable[str] | None) -> bool:
    """Whether a kind is one of those asked for; asking for ``source`` means ``source.fixAll`` too."""
    return only is None or any(kind == wanted or kind.startswith(f"{wanted}.") or not wanted for wanted in only)


def _offsets(document: Document, where: types.Range, abilities: ClientAbilities) -> tuple[int, int]:
    source, encoding = document.draft.current, abilities.encoding
    start = source.offset(Position(where.start.line, where.start.character), encoding)
    end = source.offset(Position(where.end.line, where.end.character), encoding)
    return min(start, end), max(start, end)


async def _informed(ls: FeatureServer, snapshot: Snapshot, start: int, purposes: frozenset[Purpose]) -> Snapshot:
    """The snapshot with all that refactorings at an offset want to know."""
    return await with_sources(ls, snapshot, start) if Purpose.REFACTOR in purposes else snapshot


async def _proposals(
    ls: FeatureServer, snapshot: Snapshot, start: int, end: int, purposes: frozenset[Purpose]
) -> list[Proposal]:
    until = time.monotonic() + MOST_SECONDS
    found_elsewhere = [place.finding for place in places_in(snapshot, start, end) if has_own_fix(place.finding)]
    if found_elsewhere and Purpose.FIX in purposes:
        await ls.in_background(lambda: ask_about_fixes(snapshot, found_elsewhere))
    found: list[Proposal] = []
    for proposal in propose(snapshot, start, end, purposes):
        if proposal is not None:
            found.append(proposal)
            continue
        await asyncio.sleep(0)
        if time.monotonic() > until:
            break
    return found


async def _found_again(ls: FeatureServer, snapshot: Snapshot, title: str, data: dict[str, Any]) -> Proposal:
    """The proposal that was offered, computed once more."""
    try:
        purpose, start, end = Purpose(data["purpose"]), int(data["start"]), int(data["end"])
        name = str(data["title"])
    except (KeyError, TypeError, ValueError) as error:
        raise JsonRpcInvalidParams(f"the action {title!r} does not come from here") from error
    purposes = frozenset({purpose})
    for proposal in await _proposals(ls, await _informed(ls, snapshot, start, purposes), start, end, purposes):
        if proposal.title == name and (proposal.start, proposal.end) == (start, end):
            return proposal
    raise ContentModifiedError


def _action(
    document: Document, proposal: Proposal, context: types.CodeActionContext, abilities: ClientAbilities
) -> types.CodeAction:
    answered = [known for known in context.diagnostics if _is_answered(document, known, proposal, abilities)]
    action = types.CodeAction(
        title=proposal.title if proposal.caution is None else f"{proposal.title} (unsafe)",
        kind=KINDS[proposal.purpose],
        diagnostics=answered or None,
        is_preferred=True if proposal.is_preferred else None,
    )
    if abilities.lazy_edits:
        action.data = {
            "uri": document.uri,
            "version": document.version,
            "purpose": proposal.purpose.value,
            "title": proposal.title,
            "start": proposal.start,
            "end": proposal.end,
        }
    else:
        action.edit = workspace_edit(document, proposal.edits, abilities, proposal.caution)
    return action


def _is_answered(document: Document, known: types.Diagnostic, proposal: Proposal, abilities: ClientAbilities) -> bool:
    """Whether a diagnostic that the client shows is of a finding that the proposal answers."""
    start, end = _offsets(document, known.range, abilities)
    return any(known.code == rule and start <= last and first <= end for rule, first, last in proposal.answered)


async def _fix_all_actions(
    ls: FeatureServer, document: Document, snapshot: Snapshot, context: types.CodeActionContext
) -> list[types.CodeAction]:
    abilities = ls.workbench.abilities
    action = types.CodeAction(title=FIX_ALL_TITLE, kind=FIX_ALL_KIND)
    if not has_safe_fix(snapshot):
        is_automatic = context.trigger_kind is types.CodeActionTriggerKind.Automatic
        is_asked_by_person = context.only is not None and not is_automatic
        if not abilities.disabled_actions or not is_asked_by_person:
            return []
        action.disabled = types.CodeActionDisabled(reason="Nothing here can be fixed safely")
        return [action]
    if abilities.lazy_edits:
        action.data = {"uri": document.uri, "version": document.version, "purpose": FIX_ALL_KIND}
        return [action]
    edits = await safe_edits(ls, snapshot)
    if not edits:
        return []
    if document.snapshot is not snapshot:
        raise ContentModifiedError
    action.edit = workspace_edit(document, edits, abilities)
    return [action]
