"""The nearest supported tag: it exists, it is of the same kind, it is not past its end, and it is a step up."""

from __future__ import annotations

import datetime

import pytest

from dockwright.images.library import data_date, official_image, official_names
from dockwright.images.lifecycle import ends_of_life
from dockwright.images.successor import supported_successor
from dockwright.images.tags import split_tag, version_key


@pytest.mark.parametrize(
    ("name", "tag", "expected"),
    [
        ("debian", "buster-slim", "bookworm-slim"),
        ("ubuntu", "bionic", "jammy"),
        ("ubuntu", "18.04", "22.04"),
        ("node", "14-alpine", "22-alpine"),
        ("python", "3.12-slim-buster", "3.12-slim-bookworm"),
        ("openjdk", "17-jdk", None),
        ("centos", "7", None),
        ("nobody-knows", "1", None),
    ],
)
def test_nearest_release(name: str, tag: str, expected: str | None) -> None:
    assert supported_successor(name, tag, datetime.date(2026, 8, 21)) == expected


def test_a_release_that_ends_soon_is_passed_over() -> None:
    near_the_end_of_310 = datetime.date(2026, 9, 1)
    assert supported_successor("python", "3.6", near_the_end_of_310) != "3.10"
    assert supported_successor("python", "3.6", datetime.date(2026, 1, 1)) == "3.10"


def test_successors_of_all_ended_tags_exist_and_are_supported() -> None:
    # In ten years much of what is listed today has ended.
    today = data_date() + datetime.timedelta(days=500)
    found = 0
    for name in official_names():
        image = official_image(name)
        assert image is not None
        for tag in image.tags[:40]:
            if not any(end.is_past(today) for end in ends_of_life(name, tag)):
                continue
            successor = supported_successor(name, tag, today)
            if successor is None:
                continue
            found += 1
            old, new = split_tag(name, tag), split_tag(name, successor)
            assert image.has_tag(successor)
            assert not any(end.is_past(today) for end in ends_of_life(name, successor))
            assert new.variant == old.variant
            if old.version is not None and new.version is not None:
                assert version_key(new.version) >= version_key(old.version)
    assert found > 50
