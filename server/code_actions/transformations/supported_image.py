"""Move an official image that is past its end of life to the nearest release of its kind that still gets fixes."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Finding, Fix, Safety
from ...images.library import data_date
from ...images.successor import supported_successor
from ..image_edits import mention_of, retagged
from ..transformation import Transformation


def mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    """Move the image that the finding underlines."""
    mention = mention_of(analysis, finding)
    image = None if mention is None else mention.use.image
    name = None if image is None else image.official_name
    if mention is None or image is None or name is None or image.tag is None:
        return
    tag = supported_successor(name, image.tag, analysis.surroundings.today)
    if tag is not None:
        yield Fix(
            f"Move to `{image.name}:{tag}`, the nearest supported release on {data_date().isoformat()}",
            Safety.UNSAFE,
            lambda: retagged(analysis.program, mention, tag),
            "a newer release may behave differently, and what runs on it may have to follow",
        )


TRANSFORMATION = Transformation(
    id="supported-image",
    title="Move to the nearest supported release",
    mends=("end-of-life-base-image",),
    mend=mend,
)
