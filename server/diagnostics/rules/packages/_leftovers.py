"""What the rules about caches share: whether a call leaves its cache in the shipped image, and where to say so.

``in_any_stage`` has a layer of every stage count, as some people want it.
"""

from __future__ import annotations

from ....semantics.package_caches import PackageCache, is_last_left, is_left
from ....shell.invocation import Invocation
from ....syntax.logical_text import Span
from ...rule import Call


def leaves_last(call: Call, cache: PackageCache, *, in_any_stage: bool = False) -> bool:
    """Whether this is the last call of a RUN that leaves the cache in a layer of the shipped image."""
    return (in_any_stage or call.step.traits.is_in_image) and is_last_left(call.step, call.invocation, cache)


def leaves(call: Call, cache: PackageCache, *, in_any_stage: bool = False) -> bool:
    """Whether this call leaves the cache in a layer of the shipped image."""
    return (in_any_stage or call.step.traits.is_in_image) and is_left(call.step, call.invocation, cache)


def span_of(invocation: Invocation) -> Span:
    """The subcommand, or the tool where there is none."""
    return (invocation.subcommand_word or invocation.tool_word).span


def written(invocation: Invocation) -> str:
    """The call as its author names it: ``apt-get update``."""
    words = (invocation.subcommand or "").split()
    if len(words) == 1 and invocation.subcommand_word is not None:
        words = [invocation.subcommand_word.text]
    return " ".join([invocation.tool, *words])
