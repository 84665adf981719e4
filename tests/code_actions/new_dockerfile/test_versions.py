"""Which release of a language fits what a project asks for."""

from __future__ import annotations

import pytest

from dockwright.code_actions.new_dockerfile.versions import release_for
from dockwright.images.library import official_image
from dockwright.images.lifecycle import ends_of_life


@pytest.mark.parametrize(
    ("image", "asked", "numbers", "expected"),
    [
        ("python", "3.12", 2, "3.12"),
        ("python", "3.12.1", 2, "3.12"),
        ("python", ">=3.11,<3.13", 2, "3.12"),
        ("python", ">= 3.11, < 3.13", 2, "3.12"),
        ("python", "~=3.12.0", 2, "3.12"),
        ("python", "==3.12.*", 2, "3.12"),
        ("python", "~3.12", 2, "3.12"),
        ("python", ">=3.10,!=3.14.*", 2, "3.13"),
        ("python", "3.6", 2, "3.6"),
        ("python", ">=3.99", 2, None),
        ("python", "about 3", 2, None),
        ("node", "v22.3.0", 1, "22"),
        ("node", "^22.3.0", 1, "22"),
        ("node", ">=22 <23", 1, "22"),
        ("node", "18 || 20 || 22", 1, "22"),
        ("node", "22.x", 1, "22"),
        ("node", ">16 || >=22.0.0", 1, "26"),
        ("node", "lts/*", 1, "26"),
        ("node", "lts/iron", 1, None),
        ("node", "18 - 22", 1, None),
        ("elixir", "~> 1.18.0", 2, "1.18"),
        ("elixir", "~> 1.13", 2, "1.20"),
        ("ruby", "3.4.1", 3, "3.4.1"),
        ("ruby", "~> 3.3.0", 2, "3.3"),
        ("php", "^8.2 || ^7.4", 2, "8.5"),
        ("php", "~8.3.0", 2, "8.3"),
        ("rust", "1.70.0", 2, "1.70.0"),
    ],
)
def test_release(image: str, asked: str, numbers: int, expected: str | None) -> None:
    assert release_for(image, asked, numbers) == expected


def test_a_least_version_gives_the_newest() -> None:
    assert release_for("golang", "1.13", 2, is_least=True) == release_for("golang", None, 2)
    assert release_for("golang", "1.99", 2, is_least=True) is None


@pytest.mark.parametrize(("image", "numbers"), [("python", 2), ("node", 1), ("ruby", 2), ("eclipse-temurin", 1)])
def test_without_a_wish_it_is_the_one_maintained_longest(image: str, numbers: int) -> None:
    chosen = release_for(image, None, numbers)
    known = official_image(image)
    assert chosen is not None
    assert known is not None
    others = [tag for tag in known.tags if tag.replace(".", "").isdigit() and tag.count(".") == numbers - 1]
    assert len(others) > 2
    last = max(end.date for end in ends_of_life(image, chosen))
    assert all(end.date <= last for tag in others for end in ends_of_life(image, tag))
