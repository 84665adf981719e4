"""Markdown of our own making, and the same as plain text for clients that show no other."""

from __future__ import annotations

import re

from ..syntax.lazy_pattern import lazy_pattern

_FENCE = lazy_pattern(r"^(`{3,})\w*\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_CODE = lazy_pattern(r"(?<!`)(`+)(?!`)([^\n]*?)(?<!`)\1(?!`)")
_LINK = lazy_pattern(r"\[([^\]]+)\]\(([^)]+)\)")
_STRONG = lazy_pattern(r"\*\*([^*]+)\*\*")
_TABLE_RULE = lazy_pattern(r"^\|(?: ?:?-+:? ?\|)+\n", re.MULTILINE)
_ROW = lazy_pattern(r"^\| ?(.*?) ?\|$", re.MULTILINE)


def code(text: str) -> str:
    """A text as code, whatever backticks are in it."""
    text = " ".join(text.split())
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if text.startswith("`") or text.endswith("`") or not text else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def block(text: str, language: str = "dockerfile") -> str:
    """A text as a block of code."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def paragraphs(*parts: str) -> str:
    """The parts that are not empty, one below the other."""
    return "\n\n".join(part for part in parts if part)


def plain(markdown: str) -> str:
    """Markdown that the functions here made, without its marks; blocks of code are indented."""
    parts: list[str] = []
    at = 0
    for match in _FENCE.finditer(markdown):
        parts += _plain_prose(markdown[at : match.start()]), _indented(match.group(2))
        at = match.end()
    return "".join([*parts, _plain_prose(markdown[at:])])


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


def _plain_prose(text: str) -> str:
    text = _TABLE_RULE.sub("", text)
    text = _ROW.sub(lambda match: match.group(1).replace(" | ", "  "), text)
    text = _STRONG.sub(r"\1", _LINK.sub(r"\1: \2", text))
    return _CODE.sub(lambda match: match.group(2).strip(" ") or match.group(2), text)
