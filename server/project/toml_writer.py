"""Writes a configuration as TOML: plain values first, tables behind them (https://toml.io/en/v1.0.0)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from .configuration_parser import spelled
from .plain_values import as_list, as_table


def written_toml(document: Mapping[str, object]) -> str:
    """The document; texts, numbers, truth values, and lists and tables of these."""
    return "".join(f"{line}\n" for line in _lines(document, ()))


def _lines(table: Mapping[str, object], path: tuple[str, ...]) -> Iterator[str]:
    inner = {name: found for name, value in table.items() if (found := as_table(value)) is not None}
    plain = {name: value for name, value in table.items() if name not in inner}
    if path and (plain or not inner):
        yield ""
        yield f"[{spelled(path)}]"
    for name, value in plain.items():
        yield f"{spelled((name,))} = {_value(value)}"
    for name, found in inner.items():
        yield from _lines(found, (*path, name))


def _value(value: object) -> str:
    listed = as_list(value)
    if listed is None:
        return _single(value)
    line = f"[{', '.join(map(_single, listed))}]"
    return line if len(line) <= 100 else _over_lines(listed)


def _over_lines(listed: Sequence[object]) -> str:
    return "[\n" + "".join(f"    {_single(item)},\n" for item in listed) + "]"


def _single(value: object) -> str:
    # What JSON escapes, TOML escapes alike, but for this one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
