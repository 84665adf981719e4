"""Correct a tag of an official image that is misspelt: the likeliest one first."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Finding, Fix, Safety
from ...diagnostics.rule import ImageMention
from ...images.official import suggest_tags
from ..image_edits import mention_of, retagged
from ..transformation import Transformation


def mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    """Offer each tag that may have been meant."""
    mention = mention_of(analysis, finding)
    image = None if mention is None else mention.use.image
    name = None if image is None else image.official_name
    if mention is None or image is None or name is None:
        return
    for tag in suggest_tags(name, image.tag):
        yield _correction(analysis, mention, image.name, tag)


def _correction(analysis: Analysis, mention: ImageMention, name: str, tag: str) -> Fix:
    def edits() -> tuple[Edit, ...] | None:
        return retagged(analysis.program, mention, tag)

    title, reason = f"Change to `{name}:{tag}`", "another tag may have been meant"
    return Fix(title, Safety.UNSAFE, edits, reason, uncovers=True)


TRANSFORMATION = Transformation(
    id="correct-tag",
    title="Correct a misspelt tag",
    mends=("unknown-image-tag",),
    mend=mend,
)
