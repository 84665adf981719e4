"""What the rules about versions share: the packages of a call that leave the version open.

With the option ``unknown-packages`` those count too of which the file does not tell whether they have a version.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....shell.invocation import Invocation
from ....syntax.dataclass import dataclass
from ....syntax.logical_text import Span
from ...options import switch
from ...rule import Rule, Surroundings

_LEADS_NOWHERE = ("--help", "--version", "--simulate", "--dry-run", "--download-only", "--print-uris")

UNKNOWN_PACKAGES = switch(
    "unknown-packages",
    "Whether a word counts that a variable or a file makes up, and that may have a version.",
    "hadolint",
)


@dataclass(frozen=True, slots=True)
class OpenPackages:
    """The packages that one word asks for without a version; a variable may hold several."""

    span: Span
    names: tuple[str, ...]

    @property
    def listed(self) -> str:
        """The names for a message, the first three of many."""
        named = ", ".join(f"`{name}`" for name in self.names[:3])
        more = len(self.names) - 3
        return f"{named} and {more} more" if more > 0 else named

    @property
    def verb(self) -> str:
        return "has" if len(self.names) == 1 else "have"


def open_packages(invocation: Invocation, rule: Rule, surroundings: Surroundings) -> Iterator[OpenPackages]:
    """The packages for which the call is known to name no version, word by word; by option also what is not known."""
    with_unknown = rule.is_on(UNKNOWN_PACKAGES.name, surroundings)
    if invocation.has(*_LEADS_NOWHERE):
        return
    by_word: dict[Span, list[str]] = {}
    for package in invocation.packages:
        is_open = package.is_pinned is False and package.kind == "name" and package.name is not None
        is_unknown = package.is_pinned is None and package.word.value is None and package.kind in ("name", "unknown")
        if is_open or (is_unknown and with_unknown):
            by_word.setdefault(package.word.span, []).append(package.name or package.word.text)
    for span, names in by_word.items():
        yield OpenPackages(span, tuple(names))
