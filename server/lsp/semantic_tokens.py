"""``textDocument/semanticTokens``: all of a file, what changed since the last answer, or those of a range."""

from __future__ import annotations

from itertools import count
from weakref import WeakKeyDictionary

from lsprotocol import types
from pygls.capabilities import get_capability

from ..features.semantic_tokens import Counting, encoded_tokens
from ..features.token_type import LEGEND, TokenType
from ..syntax.dataclass import dataclass
from .documents import Document
from .feature import feature
from .language_server import FeatureServer
from .places import span_of

_LEGEND = types.SemanticTokensLegend(token_types=list(LEGEND), token_modifiers=[])
_NUMBERS_A_TOKEN = 5


@dataclass(frozen=True, slots=True)
class Answered:
    """What a client knows of a document."""

    result: str
    data: list[int]


_answered: WeakKeyDictionary[FeatureServer, dict[str, Answered]] = WeakKeyDictionary()
_results = count(1)


@feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _LEGEND)
async def full(ls: FeatureServer, params: types.SemanticTokensParams) -> types.SemanticTokens | None:
    """Answer with all tokens."""
    document = await ls.current(params.text_document.uri)
    if document is None:
        return None
    answer = _remember(ls, document, _tokens(ls, document))
    return types.SemanticTokens(answer.data, answer.result)


@feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, _LEGEND)
async def delta(
    ls: FeatureServer, params: types.SemanticTokensDeltaParams
) -> types.SemanticTokens | types.SemanticTokensDelta | None:
    """Answer with what changed; with all tokens where it is not known what the client has."""
    document = await ls.current(params.text_document.uri)
    if document is None:
        return None
    known = _answered.get(ls, {}).get(document.uri)
    answer = _remember(ls, document, _tokens(ls, document))
    if known is None or known.result != params.previous_result_id:
        return types.SemanticTokens(answer.data, answer.result)
    return types.SemanticTokensDelta(difference(known.data, answer.data), answer.result)


@feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, _LEGEND)
async def of_range(ls: FeatureServer, params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
    """Answer with the tokens of all items that the range touches."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    tree = document.snapshot.tree
    start, end = span_of(ls, document, params.range)
    first = max(tree.index_at_line(tree.source.line_of(start)), 0)
    last = tree.index_at_line(tree.source.line_of(end))
    return types.SemanticTokens(_tokens(ls, document, first, last + 1))


def _tokens(ls: FeatureServer, document: Document, first: int = 0, stop: int | None = None) -> list[int]:
    assert document.snapshot is not None
    said = get_capability(ls.client_capabilities, "text_document.semantic_tokens.token_types", None)
    known = frozenset(kind for kind in TokenType if said is None or LEGEND[kind] in said)
    counting = Counting(ls.workbench.abilities.encoding, known)
    return encoded_tokens(document.snapshot.analysis.program, counting, first, stop)


def _remember(ls: FeatureServer, document: Document, data: list[int]) -> Answered:
    answers = _answered.setdefault(ls, {})
    for uri in [uri for uri in answers if ls.workbench.documents.get(uri) is None]:
        del answers[uri]
    answer = answers[document.uri] = Answered(str(next(_results)), data)
    return answer


def difference(old: list[int], new: list[int]) -> list[types.SemanticTokensEdit]:
    """At most one edit, of whole tokens."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    start -= start % _NUMBERS_A_TOKEN
    rest = shorter - start
    same = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    same -= same % _NUMBERS_A_TOKEN
    if start == len(old) == len(new):
        return []
    return [types.SemanticTokensEdit(start, len(old) - start - same, new[start : len(new) - same])]
