"""Take the slim variant of an official image: the same version on the same distribution, with less in it."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Finding, Fix, Safety
from ...diagnostics.rule import ImageMention
from ...semantics.image_use import ImageUseKind
from ...semantics.program import Program
from ...semantics.slim_variant import slim_variant
from ..image_edits import mention_of, mentions_at, retagged
from ..transformation import Transformation


def mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    """Slim the image that the finding underlines."""
    mention = mention_of(analysis, finding)
    if mention is not None:
        yield from _slim(analysis.program, mention)


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Slim the image that a FROM begins from."""
    for mention in mentions_at(analysis.program, index):
        if mention.use.kind is ImageUseKind.FROM:
            yield from _slim(analysis.program, mention)


def _slim(program: Program, mention: ImageMention) -> Iterator[Fix]:
    image = mention.use.image
    stages = {
        id(link): link
        for stage in program.stages
        if stage.chain[-1].items[0] is mention.step.item
        for link in stage.chain
    }
    variant = slim_variant(image, stages.values())
    if variant is None or variant.lacking or variant.is_newer:
        return
    yield Fix(
        f"Take the slimmer `{variant.reference.written}`",
        Safety.UNSAFE,
        lambda: retagged(program, mention, variant.tag),
        "programs and libraries of the full image are no longer there, which may show only when it runs",
    )


TRANSFORMATION = Transformation(
    id="slimmer-image",
    title="Take the slim variant of the image",
    mends=("full-base-image-shipped",),
    mend=mend,
    offer=offer,
)
