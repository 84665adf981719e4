"""Types, options and values of ``RUN --mount``."""

from __future__ import annotations

from collections.abc import Iterator

from ...syntax.logical_text import Span
from ..reference.mounts import (
    CACHE_TARGETS,
    OPTIONS,
    OPTIONS_OF_TYPE,
    SHARING,
    SYNONYMS,
    TYPES,
    WITHOUT_VALUE,
)
from .images import image_offers
from .offer import Offer, OfferKind, Offers, described
from .paths import OPTION, path_offers
from .request import Request


def mount_offers(request: Request, written: str) -> Offers:
    """What fits behind ``--mount=`` and what is written there already."""
    *complete, current = written.split(",")
    given = dict(_option(option) for option in complete)
    key, equals, value = current.partition("=")
    mount_type = given.get("type", "bind" if complete else "")
    if not equals:
        return Offers(tuple(_options(given, mount_type, request.place.replaced(len(current)))))
    key = SYNONYMS.get(key.lower(), key.lower())
    if key == "from" and "$" not in value:
        return image_offers(request, value, request.place.replaced(len(value)), scratch=False)
    return Offers(tuple(_values(request, given, mount_type, key, value)))


def _option(text: str) -> tuple[str, str]:
    key, _, value = text.strip('"').partition("=")
    return SYNONYMS.get(key.lower(), key.lower()), value


def _options(given: dict[str, str], mount_type: str, span: Span) -> Iterator[Offer]:
    if "type" not in given:
        for name, entry in TYPES.items():
            text = f"type={name}"
            yield Offer(text, OfferKind.FLAG, span, text, detail=entry.first_sentence, topic=("mount-type", name))
    for name in OPTIONS_OF_TYPE.get(mount_type, () if given else ("source", "target", "from")):
        if name not in given:
            text = name if name in WITHOUT_VALUE else f"{name}="
            yield Offer(text, OfferKind.FLAG, span, text, detail=OPTIONS[name], topic=("mount-option", name))


def _values(request: Request, given: dict[str, str], mount_type: str, key: str, value: str) -> Iterator[Offer]:
    span = request.place.replaced(len(value))
    match key:
        case "type":
            for name, entry in TYPES.items():
                yield Offer(name, OfferKind.VALUE, span, name, detail=entry.first_sentence, topic=("mount-type", name))
        case "sharing":
            yield from described(SHARING, OfferKind.VALUE, span)
        case "target" if mount_type == "cache":
            yield from _cache_targets(request, span)
        case "target" if mount_type == "tmpfs":
            yield Offer("/tmp", OfferKind.FOLDER, span, "/tmp")
        case "source" if mount_type == "bind" and "from" not in given:
            context, end = request.surroundings.context, request.place.offset
            yield from path_offers(context, value, end, OPTION, is_pattern=False)
        case "target" if mount_type == "bind" and "from" not in given:
            source = given.get("source", "")
            if source and "$" not in source:
                yield Offer(
                    source, OfferKind.FILE, span, source, detail="Below the working directory, as in the context."
                )
        case "mode":
            yield from described({"0755": "Everybody may look.", "0700": "Only the owner."}, OfferKind.VALUE, span)
        case "readonly" | "rw" | "required":
            yield from described({"true": "", "false": ""}, OfferKind.VALUE, span)
        case "size":
            yield from (Offer(size, OfferKind.VALUE, span, size) for size in ("64m", "256m", "1g"))
        case _:
            return


def _cache_targets(request: Request, span: Span) -> Iterator[Offer]:
    """Cache directories, those of programs that the base is known to have first."""
    stage = request.stage
    ranked = sorted(
        CACHE_TARGETS.items(),
        key=lambda item: not (stage is not None and item[1][0] and stage.facts.has_program(item[1][0])),
    )
    for path, (program, detail) in ranked:
        yield Offer(path, OfferKind.FOLDER, span, path, detail=detail, origin=program)
