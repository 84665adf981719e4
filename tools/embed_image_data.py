"""Make the data files under ``server/images/data/`` from the sources they come from.

    python tools/embed_image_data.py [--data ../shared/data] [--check]

``official_images.json`` and ``lifecycle.json`` are cut down from the two files in the data folder, ``base_images.json``
from the hand-kept ``base_images.toml`` beside it. Every file keeps the source, licence, commit and date of its origin
and is written so that a change of one tag or one date is a change of one line. ``--check`` writes nothing and leaves
with 1 when a file is not what would be written.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
TARGET = REPOSITORY / "server" / "images" / "data"
ORIGIN = REPOSITORY.parent / "shared" / "data"

Json = dict[str, Any]


def official_images(origin: Json) -> Json:
    """Rows of tags as ``"<architectures> <tag> <tag> …"`` with shared tags behind a ``|``.

    ``<architectures>`` is an index into the list of sets of architectures that occur.
    """
    sets = sorted({tuple(sorted(row["arch"])) for rows in origin["images"].values() for row in rows})
    positions = {names: position for position, names in enumerate(sets)}
    images: dict[str, list[str]] = {}
    for name, rows in sorted(origin["images"].items()):
        images[name] = [_row(positions[tuple(sorted(row["arch"]))], row["tags"], row["shared"]) for row in rows]
    return {
        **_provenance(origin),
        "architectures": [" ".join(architectures) for architectures in sets],
        "images": images,
    }


def _row(architectures: int, tags: list[str], shared: list[str]) -> str:
    return " ".join([str(architectures), *tags, *(["|", *shared] if shared else [])])


def lifecycle(origin: Json, names: Json) -> Json:
    """The products that an image holds, their cycles as ``"<cycle> <released> <end> <support end> <codename>"``.

    A date is ``-`` where there is none yet or none is known, and ``+`` where the end has come on an unknown day.
    """
    images: dict[str, list[str]] = {}
    for slug, product in origin["products"].items():
        for name in product["docker"]:
            images.setdefault(_familiar(name), []).append(slug)
    public_extended_support = set()
    for row in names["product"]:
        product = f"{row['product']}@{row['cycle']}" if "cycle" in row else row["product"]
        if row.get("public_extended_support"):
            public_extended_support.add(row["product"])
        for name in row["images"]:
            if product not in images.setdefault(name, []):
                images[name].append(product)
    held = sorted({product.partition("@")[0] for products in images.values() for product in products})
    products = {
        slug: {
            "title": origin["products"][slug]["title"],
            "cycles": [
                _cycle(release, public_extended_support=slug in public_extended_support)
                for release in origin["products"][slug]["releases"]
            ],
        }
        for slug in held
    }
    return {
        **_provenance(origin),
        "images": {name: " ".join(products) for name, products in sorted(images.items())},
        "codenames": names["codenames"],
        "retired": [{**row, "date": row["date"].isoformat()} for row in names["retired"]],
        "products": products,
    }


def _cycle(release: Json, *, public_extended_support: bool) -> str:
    end, support_end = release["eol"], release.get("eoas")
    if public_extended_support and release.get("eoes"):
        end, support_end = release["eoes"], release["eol"]
    codename = str(release.get("codename") or "").split(" ")[0].lower()
    words = [str(release["releaseCycle"]), release["releaseDate"], _date(end), _date(support_end), codename or "-"]
    return " ".join(word.replace(" ", "_") for word in words)


def _date(value: object) -> str:
    if isinstance(value, str):
        return value
    return "+" if value is True else "-"


def _familiar(name: str) -> str:
    """A Docker Hub name as people write it; the data may carry a query behind the name."""
    return name.partition("?")[0].removeprefix("library/")


def base_images(hand_kept: Json) -> Json:
    """The hand-kept facts, as they are: reading JSON is many times faster than reading TOML."""
    return {"note": "made from base_images.toml by tools/embed_image_data.py", **hand_kept}


def _provenance(origin: Json) -> Json:
    return {key: origin[key] for key in ("source", "license", "commit", "date")}


def written(data: Json) -> str:
    """JSON with one line for every row, so that a difference can be read."""
    return "\n".join(_lines(data, "")) + "\n"


def _lines(value: object, indent: str, before: str = "", after: str = "") -> Iterator[str]:
    inner = indent + " "
    if isinstance(value, dict) and value and any(isinstance(item, dict | list) for item in value.values()):
        yield f"{indent}{before}{{"
        yield from _items(((f"{json.dumps(key)}: ", item) for key, item in value.items()), inner)
        yield f"{indent}}}{after}"
    elif isinstance(value, list) and len(value) > 1:
        yield f"{indent}{before}["
        yield from _items((("", item) for item in value), inner)
        yield f"{indent}]{after}"
    elif isinstance(value, dict) and len(value) > 8:
        yield f"{indent}{before}{{"
        yield from _items(((f"{json.dumps(key)}: ", item) for key, item in value.items()), inner)
        yield f"{indent}}}{after}"
    else:
        yield f"{indent}{before}{json.dumps(value, ensure_ascii=False)}{after}"


def _items(items: Iterable[tuple[str, object]], indent: str) -> Iterator[str]:
    rows = list(items)
    for position, (before, item) in enumerate(rows):
        yield from _lines(item, indent, before, "," if position < len(rows) - 1 else "")


def made(data: Path) -> dict[str, str]:
    """The name and text of every file that can be made; those of a data folder that is not there are left out."""
    files = {"base_images.json": written(base_images(_toml("base_images.toml")))}
    if data.is_dir():
        files["official_images.json"] = written(official_images(_json(data / "official-images.json")))
        files["lifecycle.json"] = written(lifecycle(_json(data / "lifecycle.json"), _toml("lifecycle_images.toml")))
    return files


def _json(path: Path) -> Json:
    loaded: Json = json.loads(path.read_text("utf-8"))
    return loaded


def _toml(name: str) -> Json:
    return tomllib.loads((TARGET / name).read_text("utf-8"))


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or compare them; 0 when all is well, 1 when a file is out of date, 2 without the data folder."""
    parser = argparse.ArgumentParser(description="Make the data files under server/images/data/.")
    parser.add_argument("--data", type=Path, default=ORIGIN, help="folder with official-images.json and lifecycle.json")
    parser.add_argument("--check", action="store_true", help="write nothing, leave with 1 when a file is out of date")
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        sys.stderr.write(f"{options.data} is not a folder\n")
        return 2
    stale = 0
    for name, text in made(options.data).items():
        path = TARGET / name
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale = 1
        if options.check:
            sys.stderr.write(f"{path.relative_to(REPOSITORY)} is out of date\n")
        else:
            path.write_text(text, "utf-8", newline="\n")
            sys.stdout.write(f"wrote {path.relative_to(REPOSITORY)}, {len(text.encode())} bytes\n")
    return stale if options.check else 0


if __name__ == "__main__":
    sys.exit(main())
