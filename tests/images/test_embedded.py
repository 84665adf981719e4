"""The data files: made by the script from their sources, saying where they come from, read only when asked."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dockwright.images.embedded import embedded

DATA = Path("server", "images", "data")


@pytest.fixture(scope="module")
def script(repository: Path) -> dict[str, Any]:
    path = repository / "tools" / "embed_image_data.py"
    if not path.exists():
        pytest.skip("the script that makes the data (tools/embed_image_data.py) is not there")
    return runpy.run_path(str(path))


def test_hand_kept_rows_are_the_embedded_ones(repository: Path, script: dict[str, Any]) -> None:
    rows = tomllib.loads((repository / DATA / "base_images.toml").read_text("utf-8"))
    assert (repository / DATA / "base_images.json").read_text("utf-8") == script["written"](script["base_images"](rows))


@pytest.mark.parametrize("name", ["official_images.json", "lifecycle.json"])
def test_embedded_data_is_what_the_script_makes(repository: Path, script: dict[str, Any], name: str) -> None:
    origin = repository.parent / "shared" / "data"
    if not origin.is_dir():
        pytest.skip("the origin of the embedded data (../shared/data) is not there")
    assert (repository / DATA / name).read_text("utf-8") == script["made"](origin)[name]


def test_no_tag_is_lost(repository: Path) -> None:
    origin = repository.parent / "shared" / "data" / "official-images.json"
    if not origin.exists():
        pytest.skip("the origin of the embedded data (../shared/data) is not there")
    images = json.loads(origin.read_text("utf-8"))["images"]
    expected = {name: {tag for row in rows for tag in (*row["tags"], *row["shared"])} for name, rows in images.items()}
    held = {
        name: {word for row in rows for word in row.split()[1:] if word != "|"}
        for name, rows in embedded("official_images")["images"].items()
    }
    assert held == expected


@pytest.mark.parametrize("name", ["official_images", "lifecycle"])
def test_data_says_where_it_comes_from(name: str) -> None:
    data = embedded(name)
    assert data["source"].count("/") == 1
    assert len(data["commit"]) == 40
    assert data["license"] in ("Apache-2.0", "MIT")


PROFILE_KEYS = {
    *("inherits", "source", "distribution", "package_manager", "default_user", "shell", "sh", "has_shell", "programs"),
    *("without", "unsure", "closed", "user", "megabytes", "compilers", "drops_privileges", "environment", "varying"),
    *("windows", "derived", "releases"),
}
CONDITIONS = {"word", "word_too", "not_word", "family", "not_family", "release", "version", "not_version"}


def test_hand_kept_rows_use_known_keys_and_profiles() -> None:
    data = embedded("base_images")
    for name, profile in data["profile"].items():
        assert set(profile) <= PROFILE_KEYS, name
        assert profile.get("inherits") in (None, *data["profile"]), name
        for addition in profile.get("releases", ()):
            assert set(addition) <= PROFILE_KEYS | {"release"}, name
    for row in data["image"]:
        label = row["names"][0]
        assert set(row) <= PROFILE_KEYS | {"names", "profile", "variants"}, label
        assert row["source"], label
        for variant in (row, *row.get("variants", ())):
            assert variant.get("profile") in (None, *data["profile"]), label
        for variant in row.get("variants", ()):
            assert set(variant) <= PROFILE_KEYS | CONDITIONS | {"profile"}, label


def test_no_image_has_two_rows() -> None:
    names = [name for row in embedded("base_images")["image"] for name in row["names"]]
    assert len(names) == len(set(names))


def test_hand_kept_lifecycle_names_are_products() -> None:
    data = embedded("lifecycle")
    named = {product.partition("@")[0] for products in data["images"].values() for product in products.split()}
    assert named == set(data["products"])


def test_importing_reads_no_data() -> None:
    """The data is for files that name an image it knows; most of a session does without."""
    program = (
        "import dockwright.images.official, dockwright.images.lifecycle, dockwright.images.facts, sys\n"
        "from dockwright.images.embedded import embedded\n"
        "assert embedded.cache_info().currsize == 0\n"
        "assert 'difflib' not in sys.modules\n"
        "assert 'tomllib' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
