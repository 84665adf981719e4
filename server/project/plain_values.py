"""Values as JSON and TOML give them, told apart for type checkers: a table has texts as keys, a list is a sequence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast


def as_table(value: object) -> Mapping[str, object] | None:
    """The value if it is a table."""
    return cast(Mapping[str, object], value) if isinstance(value, Mapping) else None


def as_list(value: object) -> Sequence[object] | None:
    """The value if it is a list; a text is none."""
    return cast(Sequence[object], value) if isinstance(value, list | tuple) else None
