"""Findings and fixes: frozen values that say where, what and how to mend, in places relative to items.

A place is an item of the tree and a span inside it, so a finding stays true when the item moves. Edits of a fix are
computed only when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from ..syntax.dataclass import dataclass
from ..syntax.items import Item
from ..syntax.logical_text import Span

if TYPE_CHECKING:
    from .rule import Rule


class Severity(Enum):
    """How loud a finding is; the order is from loudest to quietest."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"

    # The enumeration's own one is written in Python; findings are sorted by severity after each keystroke.
    __hash__ = object.__hash__


class Confidence(Enum):
    """How sure a rule is that a finding is true."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Safety(Enum):
    """Whether a fix keeps what the build does (safe), or a person has to look (unsafe)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Tag(Enum):
    """How an editor may draw a finding (LSP 3.17, ``DiagnosticTag``)."""

    UNNECESSARY = 1
    DEPRECATED = 2


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``span`` of ``item`` by ``text``; an empty span inserts."""

    item: Item = field(repr=False)
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding.

    ``edits`` computes disjoint edits, or ``None`` where the fix turns out not to apply. ``reason`` says why an unsafe
    fix is unsafe, in one sentence. ``uncovers`` is true where nothing could be said of the text before, as of a
    misspelt image or instruction, or of a package that was installed without being named, so that other findings,
    errors apart, may appear once it is mended.
    """

    title: str
    safety: Safety
    edits: Callable[[], tuple[Edit, ...] | None] = field(repr=False)
    reason: str | None = None
    uncovers: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a finding."""

    item: Item = field(repr=False)
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say about one place."""

    rule: Rule = field(repr=False)
    item: Item = field(repr=False)
    span: Span
    message: str
    severity: Severity
    confidence: Confidence
    fixes: tuple[Fix, ...] = field(default=(), compare=False)
    related: tuple[Related, ...] = ()
    tags: tuple[Tag, ...] = ()
