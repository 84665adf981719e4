"""Users and groups where an owner is named: ``user`` or ``user:group``."""

from __future__ import annotations

from collections.abc import Iterator

from ...syntax.logical_text import Span
from ..accounts import Account, groups, users
from .offer import Offer, OfferKind
from .request import Request


def owner_offers(request: Request, written: str, span: Span) -> Iterator[Offer]:
    """Users, or behind a colon groups. ``span`` is all of ``written``."""
    stage, position = request.stage, request.position
    if stage is None or position is None:
        return
    before = request.place.index - request.program.starts[position]
    _, colon, group = written.partition(":")
    accounts = groups(stage, before) if colon else users(stage, before)
    where = Span(span.end - len(group), span.end) if colon else span
    yield from (_offer(account, where) for account in accounts)
    if not colon:
        yield Offer("10001", OfferKind.USER, where, "10001", detail="A number needs no entry in the image.")


def _offer(account: Account, span: Span) -> Offer:
    detail = "" if account.number is None else f"number {account.number}"
    return Offer(account.name, OfferKind.USER, span, account.name, detail=detail, origin=account.origin)
