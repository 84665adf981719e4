"""Pin an official image to the most specific tag that means the same image.

The tags come from the list that is embedded in the package, so the answer is that of the list's date, which the title
says. Offered for any official image that is named by a less specific tag; mends images without a tag and `latest`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Finding, Fix, Safety
from ...diagnostics.rule import ImageMention
from ...images.library import data_date
from ...images.preferred import most_specific_tag
from ...semantics.program import Program
from ..image_edits import mention_of, mentions_at, retagged
from ..transformation import Transformation


def mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    """Pin the image that the finding underlines."""
    mention = mention_of(analysis, finding)
    if mention is not None:
        yield from _pin(analysis.program, mention)


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Pin each image that the item names."""
    for mention in mentions_at(analysis.program, index):
        yield from _pin(analysis.program, mention)


def _pin(program: Program, mention: ImageMention) -> Iterator[Fix]:
    image = mention.use.image
    name = None if image is None else image.official_name
    if image is None or name is None or image.digest is not None:
        return
    # With nothing else known, a tag for both systems is meant as the facts of the base say.
    is_windows = mention.step.traits.facts.is_windows is True
    tag = most_specific_tag(name, image.tag, windows=is_windows)
    if tag is None:
        return
    current = image.tag if image.tag is not None else "latest"
    yield Fix(
        f"Pin to `{image.name}:{tag}`, which `{current}` was on {data_date().isoformat()}",
        Safety.UNSAFE,
        lambda: retagged(program, mention, tag),
        f"`{current}` may mean another image today, and the pinned one no longer moves to newer versions",
    )


TRANSFORMATION = Transformation(
    id="pin-image",
    title="Pin the image to the most specific tag",
    mends=("untagged-base-image", "latest-base-image"),
    mend=mend,
    offer=offer,
)
