"""An offer to write something, and lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto

from ...syntax.dataclass import dataclass
from ...syntax.logical_text import Span


class OfferKind(Enum):
    """What is offered, by which editors choose an icon."""

    KEYWORD = auto()
    FLAG = auto()
    VALUE = auto()
    STAGE = auto()
    IMAGE = auto()
    TAG = auto()
    VARIABLE = auto()
    USER = auto()
    FILE = auto()
    FOLDER = auto()
    COMMAND = auto()
    SUBCOMMAND = auto()
    OPTION = auto()
    RULE = auto()
    OPERATOR = auto()
    SNIPPET = auto()


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to write in place of ``span``, code points of the document that end at the cursor.

    ``text`` is written where the client knows no snippets, else ``snippet`` if there is one. ``detail`` is one line
    about it, ``origin`` a word or two beside its name. ``topic`` names what ``topics.explain`` has to say of it;
    ``documentation`` is said at once. ``is_over`` marks what should not be used any more.
    """

    label: str
    kind: OfferKind
    span: Span
    text: str
    snippet: str | None = None
    detail: str = ""
    origin: str = ""
    topic: tuple[str, ...] = ()
    documentation: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """Offers, the most wanted first; ``is_incomplete`` if more would be offered for a longer beginning."""

    offers: tuple[Offer, ...] = ()
    is_incomplete: bool = False


NOTHING = Offers()

MOST = 100
"""More than anybody reads; the client asks again as more is typed."""


def limited(offers: Iterable[Offer], written: str = "", most: int = MOST) -> Offers:
    """The first of the offers, those that begin with what is written before all others."""
    found = list(offers)
    if len(found) <= most:
        return Offers(tuple(found))
    lowered = written.lower()
    fitting = [offer for offer in found if offer.text.lower().startswith(lowered)]
    others = [] if fitting else [offer for offer in found if lowered in offer.text.lower()]
    return Offers(tuple((fitting or others)[:most]), is_incomplete=True)


def described(values: Mapping[str, str], kind: OfferKind, span: Span, topic: tuple[str, ...] = ()) -> Iterator[Offer]:
    """Offers of plain words with a sentence about each."""
    for value, detail in values.items():
        yield Offer(value, kind, span, value, detail=detail, topic=(*topic, value) if topic else ())
