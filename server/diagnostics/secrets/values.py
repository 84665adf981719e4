"""Find secrets by the format of their values: tokens of well known providers, private keys, credentials in addresses.

The formats are in ``formats``. Values that say themselves that they are examples are left alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from ...syntax.dataclass import dataclass
from ...syntax.lazy_pattern import lazy_pattern
from .formats import FORMATS


@dataclass(frozen=True, slots=True)
class FoundSecret:
    """A secret at offsets ``[start, end)`` of the text that was searched; ``kind`` names it with its article."""

    start: int
    end: int
    kind: str


_ADDRESS = lazy_pattern(
    r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*://(?P<user>[^\s:@/'\"\\<>$`]*):(?P<password>[^\s@/'\"\\<>`]+)@"
    r"(?P<host>[^\s/:'\"\\?#]+)"
)
_EXAMPLE = lazy_pattern(
    r"example|changeme|change_me|placeholder|dummy|your[-_]?|xxxx|\.\.\.|\*\*\*|1234567|abcdef|redacted|replace",
    re.IGNORECASE,
)
_STANDS_FOR_A_PASSWORD = frozenset(("password", "pass", "passwd", "pwd", "secret", "token", "pw", "test", "none"))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def secrets_in(text: str) -> Iterator[FoundSecret]:
    """The tokens and private keys in a text."""
    for form in FORMATS:
        if form.literal not in text:
            continue
        for match in _compiled(form.pattern).finditer(text):
            if form.is_genuine(match[0]) and not _EXAMPLE.search(match[0]):
                yield FoundSecret(match.start(), match.end(), form.kind)


def credentials_in(text: str) -> Iterator[FoundSecret]:
    """The passwords in addresses such as ``https://user:password@host``; what stands for one is left alone."""
    if "://" not in text or "@" not in text:
        return
    for match in _ADDRESS.finditer(text):
        if not _stands_for_something(match["user"], match["password"], match["host"]):
            yield FoundSecret(match.start("password"), match.end("password"), f"the password for `{match['host']}`")


def _stands_for_something(user: str, password: str, host: str) -> bool:
    """Whether a password is a variable, an example, or one that everybody knows."""
    if "$" in password or "{" in password or "%" in password or _EXAMPLE.search(f"{user}:{password}@{host}"):
        return True
    is_local = host.split(":")[0] in ("localhost", "127.0.0.1", "db", "postgres", "redis", "mysql", "mongo", "rabbitmq")
    return password.lower() in _STANDS_FOR_A_PASSWORD or password == user or is_local


def looks_random(value: str) -> bool:
    """Whether a value is long and varied enough to have been made by a machine; only to be asked of telling names."""
    if len(value) < 12 or re.search(r"[\s/:$<>{}]", value) or _EXAMPLE.search(value):
        return False
    counts = Counter(value)
    bits = -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values())
    has_mixture = bool(re.search(r"\d", value)) and bool(re.search(r"[A-Za-z]", value))
    return has_mixture and bits >= 3.2


_NO_SECRET = lazy_pattern(
    r"(?:true|false|yes|no|on|off|none|null|nil|\d{1,4}|disabled|enabled|required|optional|auto)?\Z"
    r"|(?:/|\./|~/|file:|env:|arn:|vault:|https?://[^@]*\Z|secret(?:s)?/)",
    re.IGNORECASE,
)


_FINGERPRINT = lazy_pattern(r"[0-9A-F]{40}\Z")
"""An OpenPGP fingerprint as GnuPG writes it, which names a public key."""


def is_placeholder(value: str) -> bool:
    """Whether a value is no secret whatever its name: empty, a switch, a path, a fingerprint, or plainly an example."""
    return any(pattern.match(value) for pattern in (_NO_SECRET, _FINGERPRINT)) or _EXAMPLE.search(value) is not None
