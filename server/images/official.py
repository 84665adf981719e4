"""Docker's official images, in one place: tags that exist, that mean the same, that are better, that are typing errors.

The answers come from data embedded on ``data_date``. A registry that is asked knows better.
"""

from __future__ import annotations

from .existence import Existence, suggest_tags, tag_existence
from .facts import is_full_variant
from .library import OfficialImage, data_date, official_image, official_names
from .preferred import most_specific_tag, slimmer_tag
from .tags import TagParts, split_tag

DATA_DATE = data_date

__all__ = [
    "DATA_DATE",
    "Existence",
    "OfficialImage",
    "TagParts",
    "data_date",
    "is_full_variant",
    "most_specific_tag",
    "official_image",
    "official_names",
    "slimmer_tag",
    "split_tag",
    "suggest_tags",
    "tag_existence",
]
