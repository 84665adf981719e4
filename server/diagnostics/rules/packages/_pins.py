"""What the rules about versions share: the packages of a call that leave the version open."""

from __future__ import annotations

from collections.abc import Iterator

from ....shell.invocation import Invocation
from ....syntax.dataclass import dataclass
from ....syntax.logical_text import Span

_LEADS_NOWHERE = ("--help", "--version", "--simulate", "--dry-run", "--download-only", "--print-uris")


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


def open_packages(invocation: Invocation) -> Iterator[OpenPackages]:
    """The packages for which the call is known to name no version, word by word."""
    if invocation.has(*_LEADS_NOWHERE):
        return
    by_word: dict[Span, list[str]] = {}
    for package in invocation.packages:
        if package.is_pinned is False and package.kind == "name" and package.name is not None:
            by_word.setdefault(package.word.span, []).append(package.name)
    for span, names in by_word.items():
        yield OpenPackages(span, tuple(names))
