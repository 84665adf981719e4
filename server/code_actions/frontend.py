"""What the frontend reads that a file asks for with ``# syntax=``; without it, the builder's own is a recent one."""

from __future__ import annotations

from ..syntax.items import Directive
from ..syntax.tree import Tree


def knows_heredocs(tree: Tree) -> bool:
    """Whether it is Docker's, and no older than heredocs (1.4)."""
    for item in tree.items:
        if not isinstance(item, Directive):
            return True
        if item.name == "syntax":
            name, _, tag = item.text[item.value_span.start : item.value_span.end].rpartition(":")
            numbers = tag.split("-")[0].split(".")
            is_old = len(numbers) > 1 and all(number.isdigit() for number in numbers[:2])
            return name == "docker/dockerfile" and not (is_old and (int(numbers[0]), int(numbers[1])) < (1, 4))
    return True
