"""Stages, and images with their tags, where one is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...images.library import official_names
from ...images.lifecycle import ends_of_life
from ...semantics.evaluation import evaluate
from ...semantics.program import Program
from ...semantics.references import mentions
from ...syntax.expansion import Literal
from ...syntax.lazy_pattern import lazy_pattern
from ...syntax.logical_text import Span
from ...syntax.words import Word
from ..image_tags import ranked_tags, tag_detail
from ..reference.values import IMAGE_ORDER, IMAGE_TITLES
from .offer import NOTHING, Offer, OfferKind, Offers, limited
from .request import Request

_DETAILED = 40
"""So many tags get their details at once; they cost a look-up each."""

_NAME = lazy_pattern(r"[a-z0-9._/:-]*\Z", re.IGNORECASE)


def image_offers(request: Request, written: str, span: Span, *, scratch: bool = True) -> Offers:
    """Stages before the place and images, or behind a colon the tags of an image. ``span`` is all of ``written``."""
    if not _NAME.match(written):
        return NOTHING
    name, colon, tag = written.rpartition(":")
    if colon and "/" not in tag:
        return _tag_offers(request, name, Span(span.end - len(tag), span.end), tag)
    return limited([*stage_offers(request, span), *_image_names(request, span, scratch=scratch)], written)


def expanded_tag_offers(request: Request, word: Word) -> Offers:
    """Tags that go on from an image that is written with variables: ``-slim`` behind ``node:${VERSION}``."""
    value = evaluate(word, request.program.lookup_global)
    name, colon, tag = (value or "").rpartition(":")
    if not colon or "/" in tag:
        return NOTHING
    last = word.parts.parts[-1]
    written = tag[-len(last.text) :] if isinstance(last, Literal) else ""
    return _tag_offers(request, name, request.place.replaced(len(written)), tag, tag.removesuffix(written))


def stage_offers(request: Request, span: Span) -> Iterator[Offer]:
    """The stages before the place that have a name, the nearest first."""
    position = request.position
    stages = request.program.stages[: len(request.program.stages) if position is None else position]
    for number, stage in reversed(list(enumerate(stages))):
        if stage.name:
            base = stage.base.word.text
            topic = ("stage", stage.name)
            detail = f"stage {number}, FROM {base}"
            yield Offer(stage.name, OfferKind.STAGE, span, stage.name, None, detail, "stage", topic)


def unknown_stage_names(program: Program) -> tuple[str, ...]:
    """Names that COPY and mounts ask for and no stage has: a stage that is being written may be meant."""
    known = {stage.name.lower() for stage in program.stages if stage.name}
    wanted: dict[str, None] = {}
    for _, instruction in program.tree.instructions():
        for _, word in mentions(instruction):
            name = word.value
            if name and name.isidentifier() and name.lower() not in known and name not in official_names():
                wanted[name] = None
    return tuple(wanted)


def _image_names(request: Request, span: Span, *, scratch: bool) -> Iterator[Offer]:
    today = request.surroundings.today
    names = dict.fromkeys((*IMAGE_ORDER, *IMAGE_TITLES, *official_names()))
    for name in names:
        if name == "scratch":
            if scratch:
                yield Offer(name, OfferKind.IMAGE, span, name, detail=IMAGE_TITLES[name], topic=("image", name))
            continue
        is_over = any(end.is_past(today) for end in ends_of_life(name) if not end.cycle)
        detail = IMAGE_TITLES.get(name, "No longer maintained." if is_over else "Official image.")
        yield Offer(name, OfferKind.IMAGE, span, name, detail=detail, topic=("image", name), is_over=is_over)


def _tag_offers(request: Request, name: str, span: Span, written: str, begun: str = "") -> Offers:
    """The tags; ``begun`` is the part of ``written`` that stands before ``span``."""
    today = request.surroundings.today
    known = name.removeprefix("docker.io/").removeprefix("library/")
    tags = ranked_tags(known, today)
    offers = [
        Offer(
            ranked.tag, OfferKind.TAG, span, ranked.tag, topic=("image", known, ranked.tag), is_over=bool(ranked.ended)
        )
        for ranked in tags
        if not begun or (ranked.tag.startswith(begun) and ranked.tag[len(begun) :].startswith(("-", ".")))
    ]
    found = limited(offers, written)
    detailed = [
        replace(
            offer,
            text=offer.label.removeprefix(begun),
            detail=tag_detail(known, offer.label, today) if at < _DETAILED else "",
        )
        for at, offer in enumerate(found.offers)
    ]
    return Offers(tuple(detailed), found.is_incomplete)
