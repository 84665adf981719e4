"""Flags of an instruction and their values."""

from __future__ import annotations

from collections.abc import Iterator

from ...syntax.grammar import GRAMMAR, FlagKind, Keyword
from ...syntax.logical_text import Span
from ..reference.flags import BOOLEANS, DURATIONS, FLAG_VALUES, FLAGS, MODES, PLATFORMS
from .images import image_offers
from .mounts import mount_offers
from .offer import Offer, OfferKind, Offers, described
from .owners import owner_offers
from .paths import path_offers
from .request import Request

_ORDER = {
    Keyword.COPY: ("from", "chown", "chmod", "link", "parents", "exclude"),
    Keyword.ADD: ("checksum", "chown", "chmod", "link", "unpack", "keep-git-dir", "exclude"),
    Keyword.RUN: ("mount", "network", "security", "device"),
}


def flag_offers(request: Request) -> Iterator[Offer]:
    """The flags that can still be given, with the dashes."""
    place = request.place
    keyword = place.keyword
    if keyword is None:
        return
    span = place.replaced(len(place.word))
    given = {flag.name for flag in place.flags}
    kinds = GRAMMAR[keyword].flags
    for name in _ORDER.get(keyword, tuple(kinds)):
        kind = kinds[name]
        if name in given and kind is not FlagKind.STRINGS:
            continue
        entry = FLAGS[keyword, name]
        text = f"--{name}" if kind is FlagKind.BOOLEAN else f"--{name}="
        topic = ("flag", keyword.value, name)
        origin = "labs" if entry.labs else f"≥ {entry.since}" if entry.since else ""
        yield Offer(text, OfferKind.FLAG, span, text, detail=entry.first_sentence, origin=origin, topic=topic)


def flag_value_offers(request: Request) -> Offers:
    """What can stand behind the equals sign of the flag that is being written."""
    place = request.place
    keyword = place.keyword
    name, _, written = place.word.removeprefix("--").partition("=")
    if keyword is None or name not in GRAMMAR[keyword].flags:
        return Offers()
    if name == "mount":
        return mount_offers(request, written)
    span = place.replaced(len(written))
    if name == "from":
        return image_offers(request, written, span, scratch=False)
    return Offers(tuple(_values(request, keyword, name, written, span)))


def _values(request: Request, keyword: Keyword, name: str, written: str, span: Span) -> Iterator[Offer]:
    if GRAMMAR[keyword].flags[name] is FlagKind.BOOLEAN:
        yield from described(BOOLEANS, OfferKind.VALUE, span)
    elif name == "platform":
        yield from described(PLATFORMS, OfferKind.VALUE, span)
    elif name == "chown":
        yield from owner_offers(request, written, span)
    elif name == "chmod":
        yield from described(MODES, OfferKind.VALUE, span)
    elif name == "exclude":
        yield from path_offers(request.surroundings.context, written, request.place.offset)
    elif name in DURATIONS and keyword is Keyword.HEALTHCHECK:
        yield from (Offer(value, OfferKind.VALUE, span, value) for value in DURATIONS[name])
    else:
        yield from described(FLAG_VALUES.get((keyword, name), {}), OfferKind.VALUE, span)
