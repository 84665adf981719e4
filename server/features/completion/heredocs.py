"""The beginning of a heredoc, with the line that ends it."""

from __future__ import annotations

from collections.abc import Iterator

from ...syntax.grammar import Keyword
from ...syntax.lazy_pattern import lazy_pattern
from .offer import Offer, OfferKind
from .request import Request

_DELIMITER = "EOF"
_OPENING = lazy_pattern(r"<(?:<\w*)?\Z")


def heredoc_offers(request: Request) -> Iterator[Offer]:
    """A heredoc where one is being opened, unless its lines are there already."""
    place = request.place
    rest_of_line = place.whole.text[place.offset - place.start :].partition("\n")[0]
    is_there = any(heredoc.terminator is not None for heredoc in place.whole.heredocs)
    text = f"<<{_DELIMITER}"
    if is_there or text in place.words or rest_of_line.strip() or _OPENING.match(place.word) is None:
        return
    target = "" if place.keyword is Keyword.RUN else " ${1:/path}"
    snippet = f"{text}{target}\n$0\n{_DELIMITER}"
    span = place.replaced(len(place.word))
    yield Offer(text, OfferKind.SNIPPET, span, text, snippet, "Lines up to the next `EOF`.")
