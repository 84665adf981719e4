"""``textDocument/completion`` and ``completionItem/resolve``.

Promises: only what the client says it understands is sent (snippets, tags, label details, kinds, insert and replace);
texts are replaced exactly, in the encoding that was agreed upon; no commit characters, so that nothing is taken by
accident. Documentation is told when an item is resolved, or at once where the client resolves, but not that.
"""

from __future__ import annotations

from lsprotocol import types
from pygls.capabilities import get_capability

from ..code_actions.snapshot import rechecked
from ..features.completion.complete import complete
from ..features.completion.offer import Offer, OfferKind, Offers
from ..features.topics import explain
from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import Span
from .assistance_capabilities import COMPLETION_TRIGGERS
from .documents import Document
from .feature import feature
from .json_rpc import is_array, is_object
from .language_server import FeatureServer
from .places import offset_of, range_of
from .sources_beside import surroundings_with_sources
from .texts import content
from .today import today

KINDS = {
    OfferKind.KEYWORD: types.CompletionItemKind.Keyword,
    OfferKind.FLAG: types.CompletionItemKind.Property,
    OfferKind.VALUE: types.CompletionItemKind.Value,
    OfferKind.STAGE: types.CompletionItemKind.Class,
    OfferKind.IMAGE: types.CompletionItemKind.Module,
    OfferKind.TAG: types.CompletionItemKind.EnumMember,
    OfferKind.VARIABLE: types.CompletionItemKind.Variable,
    OfferKind.USER: types.CompletionItemKind.Constant,
    OfferKind.FILE: types.CompletionItemKind.File,
    OfferKind.FOLDER: types.CompletionItemKind.Folder,
    OfferKind.COMMAND: types.CompletionItemKind.Function,
    OfferKind.SUBCOMMAND: types.CompletionItemKind.Method,
    OfferKind.OPTION: types.CompletionItemKind.Field,
    OfferKind.RULE: types.CompletionItemKind.Reference,
    OfferKind.OPERATOR: types.CompletionItemKind.Operator,
    OfferKind.SNIPPET: types.CompletionItemKind.Snippet,
}

_ALWAYS_KNOWN = types.CompletionItemKind.Reference.value
"""The last kind that every client knows (LSP 3.17, ``CompletionItemKind``)."""

_DOCUMENTED_AT_ONCE = 30

_WORD = lazy_pattern(r"[\w.-]*")


@dataclass(frozen=True, slots=True)
class ItemAbilities:
    """What the client does with items."""

    snippets: bool
    label_details: bool
    tags: bool
    deprecated: bool
    insert_replace: bool
    kinds: frozenset[int]
    formats: tuple[types.MarkupKind | str, ...] | None
    documents_at_once: bool


@feature(
    types.TEXT_DOCUMENT_COMPLETION,
    types.CompletionOptions(
        trigger_characters=list(COMPLETION_TRIGGERS),
        resolve_provider=True,
        completion_item=types.ServerCompletionItemOptions(label_details_support=True),
    ),
)
async def completion(ls: FeatureServer, params: types.CompletionParams) -> types.CompletionList | None:
    """Answer with what can be written."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    offset, trigger = offset_of(ls, document, params.position), _trigger(params.context)
    snapshot = document.snapshot
    if trigger is None and not snapshot.analysis.program.starts:
        # Whoever begins a file is offered one, for which the sources have to be known.
        analysis = snapshot.analysis
        around = await surroundings_with_sources(ls, analysis.surroundings)
        informed = rechecked(snapshot, analysis.rule_set, around)
        found = await ls.in_background(lambda: complete(informed.analysis, offset))
    else:
        found = complete(snapshot.analysis, offset, trigger=trigger)
    return _listed(ls, document, offset, found)


@feature(types.COMPLETION_ITEM_RESOLVE)
def resolve(ls: FeatureServer, item: types.CompletionItem) -> types.CompletionItem:
    """Answer with the item and what there is to say of it."""
    topic = item.data.get("topic") if is_object(item.data) else None
    if item.documentation is None and is_array(topic):
        text = explain(tuple(map(str, topic)), today())
        if text:
            item.documentation = content(text, _abilities(ls).formats)
    return item


def _trigger(context: types.CompletionContext | None) -> str | None:
    is_character = context is not None and context.trigger_kind is types.CompletionTriggerKind.TriggerCharacter
    return context.trigger_character if context is not None and is_character else None


def _abilities(ls: FeatureServer) -> ItemAbilities:
    said = get_capability(ls.client_capabilities, "text_document.completion.completion_item")
    kinds = get_capability(ls.client_capabilities, "text_document.completion.completion_item_kind.value_set")
    resolved = get_capability(ls.client_capabilities, "text_document.completion.completion_item.resolve_support")
    formats = None if said is None or said.documentation_format is None else tuple(said.documentation_format)
    tags = None if said is None else said.tag_support
    return ItemAbilities(
        snippets=bool(said is not None and said.snippet_support),
        label_details=bool(said is not None and said.label_details_support),
        tags=tags is not None and types.CompletionItemTag.Deprecated in tags.value_set,
        deprecated=bool(said is not None and said.deprecated_support),
        insert_replace=bool(said is not None and said.insert_replace_support),
        kinds=frozenset(int(kind) for kind in kinds or ()) or frozenset(range(1, _ALWAYS_KNOWN + 1)),
        formats=formats,
        documents_at_once=resolved is not None and "documentation" not in resolved.properties,
    )


def _listed(ls: FeatureServer, document: Document, offset: int, found: Offers) -> types.CompletionList:
    abilities = _abilities(ls)
    # A text edit has to stay on the line of the cursor, and a word may be continued from the line above.
    line_start = document.draft.current.line_starts[document.draft.current.line_of(offset)]
    fitting = [offer for offer in found.offers if offer.span.start >= line_start]
    ranges = _Ranges(ls, document, offset)
    items = [_item(offer, at, ranges, abilities) for at, offer in enumerate(fitting)]
    return types.CompletionList(is_incomplete=found.is_incomplete, items=items)


class _Ranges:
    """Where items are written; most have the same place, so each is worked out once."""

    def __init__(self, ls: FeatureServer, document: Document, offset: int) -> None:
        self._ls = ls
        self._document = document
        self._offset = offset
        self._known: dict[Span, tuple[types.Range, types.Range]] = {}

    def of(self, span: Span) -> tuple[types.Range, types.Range]:
        """What is replaced, and that together with the rest of the word to the right."""
        if span not in self._known:
            text = self._document.draft.current.text
            match = _WORD.match(text, self._offset)
            end = max(span.end, self._offset if match is None else match.end())
            inserted = range_of(self._ls, self._document, span)
            self._known[span] = inserted, range_of(self._ls, self._document, Span(span.start, end))
        return self._known[span]


def _item(offer: Offer, at: int, ranges: _Ranges, abilities: ItemAbilities) -> types.CompletionItem:
    snippet = offer.snippet if abilities.snippets else None
    kind = KINDS[offer.kind]
    item = types.CompletionItem(
        label=offer.label,
        kind=kind if kind.value in abilities.kinds else types.CompletionItemKind.Value,
        detail=offer.detail or None,
        sort_text=f"{at:04}",
        filter_text=None if offer.text == offer.label or offer.kind is OfferKind.SNIPPET else offer.text.strip(),
        insert_text_format=types.InsertTextFormat.PlainText if snippet is None else types.InsertTextFormat.Snippet,
        text_edit=_edit(offer, offer.text if snippet is None else snippet, ranges, abilities),
        data={"topic": list(offer.topic)} if offer.topic else None,
    )
    if offer.origin and abilities.label_details:
        item.label_details = types.CompletionItemLabelDetails(description=offer.origin)
    if offer.is_over and abilities.tags:
        item.tags = [types.CompletionItemTag.Deprecated]
    elif offer.is_over and abilities.deprecated:
        item.deprecated = True
    text = offer.documentation
    if not text and abilities.documents_at_once and at < _DOCUMENTED_AT_ONCE:
        text = explain(offer.topic, today())
    if text:
        item.documentation = content(text, abilities.formats)
    return item


def _edit(
    offer: Offer, text: str, ranges: _Ranges, abilities: ItemAbilities
) -> types.TextEdit | types.InsertReplaceEdit:
    inserted, replaced = ranges.of(offer.span)
    if abilities.insert_replace:
        return types.InsertReplaceEdit(new_text=text, insert=inserted, replace=replaced)
    return types.TextEdit(range=inserted, new_text=text)
