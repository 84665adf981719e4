"""One recipe an ecosystem: whether a file is of its kind, and what goes where."""

from __future__ import annotations

from .go import plan as go
from .node import plan as node
from .python import plan as python

ALL = (go, node, python)
"""Every recipe, in the order in which they are asked."""
