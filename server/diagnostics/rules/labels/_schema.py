"""The labels of the OCI image specification, and the forms that the values of labels may have.

``fits`` says no only where a value certainly has another form. Licences are checked for the form of an SPDX expression,
and not against the list of licences.
"""

from __future__ import annotations

import datetime
import re

OCI_PREFIX = "org.opencontainers.image."
OCI_NAMES = (
    *("created", "authors", "url", "documentation", "source", "version", "revision", "vendor", "licenses", "title"),
    *("ref.name", "description", "base.digest", "base.name"),
)
"""https://specs.opencontainers.org/image-spec/annotations/#pre-defined-annotation-keys"""

OCI_FORMATS = {
    "created": "rfc3339",
    "url": "url",
    "documentation": "url",
    "source": "url",
    "revision": "hash",
    "licenses": "spdx",
}

FORMATS = ("text", "url", "rfc3339", "spdx", "hash", "semver", "email")
"""The forms that may be asked for; any value is a text."""

_DESCRIPTIONS = {
    "url": "a URL with its scheme",
    "rfc3339": "a date and time such as 2026-09-01T12:00:00Z",
    "spdx": "an SPDX expression such as `MIT OR Apache-2.0`",
    "hash": "the hash of a commit",
    "semver": "a semantic version such as 1.2.3",
    "email": "an e-mail address",
}


def description(format_name: str) -> str:
    """What a value of this form is, in words."""
    return _DESCRIPTIONS.get(format_name, format_name)


def fits(format_name: str, value: str) -> bool | None:
    """Whether a value has a form; ``None`` for a form that is not known."""
    match format_name:
        case "url":
            return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/]+(?:/\S*)?", value) is not None
        case "rfc3339":
            return _is_time(value)
        case "spdx":
            licence = r"\(*[A-Za-z0-9][A-Za-z0-9.+:-]*\)*"
            return re.fullmatch(rf"{licence}(?:\s+(?:AND|OR|WITH)\s+{licence})*", value) is not None
        case "hash":
            return re.fullmatch(r"(?:[0-9a-f]{7,40}|[0-9a-f]{64})", value) is not None
        case "semver":
            identifiers = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
            return re.fullmatch(rf"v?\d+\.\d+\.\d+(?:-{identifiers})?(?:\+{identifiers})?", value) is not None
        case "email":
            return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) is not None
        case _:
            return None


def _is_time(value: str) -> bool:
    if re.fullmatch(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", value) is None:
        return False
    try:
        datetime.date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True
