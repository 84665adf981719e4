"""White space as BuildKit's parser, written in Go, understands it; Python's ``str.isspace`` differs."""

from __future__ import annotations

from .lazy_pattern import lazy_pattern

SPACES = (
    "\t\n\v\f\r \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""What ``unicode.IsSpace`` holds to be white space (Go, package ``unicode``)."""

SEPARATORS = "\t\v\f\r "
"""What ends a keyword and stands before flags: the white space of ASCII, since BuildKit looks at bytes there."""

SEPARATOR = lazy_pattern(r"[\t\v\f\r ]+")
"""What stands between plain words of an instruction (BuildKit, ``parser.go``, ``reWhitespace``)."""


def trimmed_range(text: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """The range of ``text[start:end]`` without white space at both ends; an empty rest gives ``(end, end)``."""
    part = text[start:end]
    kept = part.strip(SPACES)
    if not kept:
        return start + len(part), start + len(part)
    first = start + len(part) - len(part.lstrip(SPACES))
    return first, first + len(kept)
