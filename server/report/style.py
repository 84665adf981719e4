"""How text for people is dressed: colour, the characters to draw with, and how wide a line may be."""

from __future__ import annotations

import textwrap

from ..diagnostics.finding import Severity
from ..syntax.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """What the receiver can show: ``width`` in columns, ``has_links`` for OSC 8 hyperlinks of terminals."""

    has_colour: bool = False
    has_unicode: bool = True
    has_links: bool = False
    width: int = 80

    def paint(self, text: str, *codes: int) -> str:
        """The text with SGR codes around it, where colour is wanted."""
        if not self.has_colour or not text:
            return text
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m"

    def bold(self, text: str) -> str:
        """Text that stands out."""
        return self.paint(text, 1)

    def dim(self, text: str) -> str:
        """Text that steps back."""
        return self.paint(text, 2)

    def by_severity(self, severity: Severity, text: str) -> str:
        """Text in the colour of a severity."""
        return self.paint(text, *_SEVERITY_CODES[severity])

    def link(self, text: str, address: str) -> str:
        """Text that leads to an address where a terminal can follow it, else the text alone."""
        return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if self.has_links else text

    def drawn(self, text: str) -> str:
        """A drawing in the characters that can be shown."""
        return text if self.has_unicode else text.translate(_PLAIN)

    def wrapped(self, text: str, indent: str, first_indent: str | None = None) -> list[str]:
        """Prose broken at spaces to the width, each line indented."""
        return textwrap.wrap(
            text,
            self.width,
            initial_indent=indent if first_indent is None else first_indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )


_SEVERITY_CODES = {
    Severity.ERROR: (1, 31),
    Severity.WARNING: (1, 33),
    Severity.INFORMATION: (1, 36),
    Severity.HINT: (1, 32),
}
_PLAIN = str.maketrans({"│": "|", "╭": "/", "╰": "\\", "─": "-", "⋮": ":", "…": "~"})
