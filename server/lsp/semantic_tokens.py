"""``textDocument/semanticTokens``: all of a file, what changed since the last answer, or those of a range.

Answered as plain JSON like diagnostics, since editors ask for it behind every keystroke; and ahead of the checks, since
colours need only what was read. Promises: the answer speaks of the text as it is after all changes that came before the
request. Leaves out: which character gets which colour.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import count

from ..features.semantic_tokens import Counting, token_rows, token_rows_between
from ..features.token_type import LEGEND, TokenType
from ..semantics.program import Program
from ..syntax.same_ends import same_at_ends
from ..syntax.source_text import Range
from .abilities import ClientAbilities
from .documents import Document, ToldTokens
from .json_rpc import Request
from .parameters import as_object, as_range

FULL = "textDocument/semanticTokens/full"
DELTA = "textDocument/semanticTokens/full/delta"
RANGE = "textDocument/semanticTokens/range"
TOKEN_METHODS = frozenset({FULL, DELTA, RANGE})

Answer = Callable[[Document, Program], str]
"""The result of a request as JSON text: of a document, and what its text says."""

_results = count(1)


def reader_of(request: Request, abilities: ClientAbilities) -> Answer:
    """What answers a request; raises ``InvalidParametersError``."""
    params = as_object(request.params)
    counting = _counting(abilities)
    if request.method == RANGE:
        where = as_range(params.get("range"))
        return lambda _, program: _between(program, counting, where)
    previous = params.get("previousResultId") if request.method == DELTA else None
    return lambda document, program: _tell(document, program, counting, previous)


@cache
def _counting(abilities: ClientAbilities) -> Counting:
    """Always the same object for a client, by which tokens are found again."""
    said = abilities.token_types
    return Counting(abilities.encoding, frozenset(kind for kind in TokenType if said is None or LEGEND[kind] in said))


def _between(program: Program, counting: Counting, where: Range) -> str:
    tree = program.tree
    first, last = (
        tree.index_at_line(tree.source.line_of(tree.source.offset(position, counting.encoding))) for position in where
    )
    return f'{{"data":[{",".join(token_rows_between(program, counting, max(first, 0), last + 1))}]}}'


def _tell(document: Document, program: Program, counting: Counting, previous: object) -> str:
    """All tokens, or what has changed where ``previous`` is what the client was told last."""
    known, rows = document.told_tokens, token_rows(program, counting)
    told = document.told_tokens = ToldTokens(str(next(_results)), rows)
    if known is None or known.result != previous:
        return f'{{"resultId":"{told.result}","data":[{",".join(rows)}]}}'
    return f'{{"resultId":"{told.result}","edits":[{difference(known.rows, rows)}]}}'


def difference(old: list[str], new: list[str]) -> str:
    """One ``SemanticTokensEdit`` as JSON text that makes the numbers of ``new`` of those of ``old``; or nothing."""
    before, after = same_at_ends(old, new)
    if before == len(old) == len(new):
        return ""
    gone, come = old[before : len(old) - after], new[before : len(new) - after]
    return f'{{"start":{_count(old[:before])},"deleteCount":{_count(gone)},"data":[{",".join(come)}]}}'


def _count(rows: list[str]) -> int:
    """How many numbers there are."""
    return len(rows) + sum([row.count(",") for row in rows])
