"""Reading parameters of messages that are handled without lsprotocol.

Promises: a value of the wanted type or ``InvalidParametersError``. Leaves out: members that nobody here reads; unknown
ones are never a fault.
"""

from __future__ import annotations

from typing import Any

from ..syntax.source_text import Position, Range
from .json_rpc import InvalidParametersError, JsonObject, is_array, is_object


def as_object(value: Any, what: str = "the parameters") -> JsonObject:
    """``value`` if it is a JSON object."""
    if not is_object(value):
        raise InvalidParametersError(f"{what} have to be an object")
    return value


def as_list(value: Any, what: str) -> list[Any]:
    """``value`` if it is an array."""
    if not is_array(value):
        raise InvalidParametersError(f"{what} has to be an array")
    return value


def as_text(value: Any, what: str) -> str:
    """``value`` if it is a string."""
    if not isinstance(value, str):
        raise InvalidParametersError(f"{what} has to be a string")
    return value


def as_number(value: Any, what: str) -> int:
    """``value`` if it is an integer."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidParametersError(f"{what} has to be an integer")
    return value


def document_of(params: Any) -> JsonObject:
    """The member ``textDocument``."""
    return as_object(as_object(params).get("textDocument"), "the members of textDocument")


def uri_of(params: Any) -> str:
    """The URI in ``textDocument``."""
    return as_text(document_of(params).get("uri"), "textDocument.uri")


def version_of(document: JsonObject) -> int | None:
    """The version of a document, which some clients leave out."""
    version = document.get("version")
    return None if version is None else as_number(version, "textDocument.version")


def as_range(value: Any) -> Range:
    """A range; one that ends before it begins is turned round."""
    value = as_object(value, "the members of range")
    start, end = as_position(value.get("start")), as_position(value.get("end"))
    return Range(start, end) if start <= end else Range(end, start)


def as_position(value: Any) -> Position:
    """A position as the client counts."""
    value = as_object(value, "the members of a position")
    return Position(as_number(value.get("line"), "line"), as_number(value.get("character"), "character"))
