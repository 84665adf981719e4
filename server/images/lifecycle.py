"""When the software that an image tag names is no longer maintained.

``ends_of_life`` looks at the version in a tag, at the distribution the tag says it is built on, and at images that
are no longer updated as a whole. The dates are those of https://endoflife.date, embedded on ``data_date``; which
image holds which product is in the same data. A tag that moves to newer releases by itself has no end of life, nor has
one whose version is not known.

The end is the day after which nobody gets fixes at no cost: paid extensions do not count, the long term support of
Debian does. Whether that day is past is for the caller to ask with ``is_past``, since nothing here knows the clock.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from functools import cache, lru_cache

from ..syntax.dataclass import dataclass
from .distributions import Distribution
from .embedded import embedded
from .library import official_names
from .reference import ImageReference, InvalidReference, parse_reference
from .tags import split_tag, version_key

_DISTRIBUTION_PRODUCTS = {
    "alpine": "alpine-linux",
    "debian": "debian",
    "ubuntu": "ubuntu",
    "centos": "centos",
    "rhel": "rhel",
    "rockylinux": "rocky-linux",
    "almalinux": "almalinux",
    "fedora": "fedora",
    "amazonlinux": "amazon-linux",
    "oraclelinux": "oracle-linux",
    "photon": "vmware-photon",
    "windowsservercore": "windows-server-core",
    "nanoserver": "windows-nano-server",
}


class Named(Enum):
    """What in the reference names the software that ended."""

    VERSION = "version"
    DISTRIBUTION = "distribution"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class EndOfLife:
    """One release cycle and its end.

    ``product`` is the name in the data, ``title`` the one for people, ``cycle`` the release (``3.6``, ``10``) and
    ``codename`` its name in lower case where it goes by one. ``date`` is the last day of maintenance; where only a
    later day is known on which it had ended, ``date_is_exact`` is False. ``support_ended`` is the day on which
    ordinary maintenance, as opposed to security fixes only, stopped or will stop. ``replacement`` is the image to move
    to, where the source names one. ``link`` is the page that says all this.
    """

    product: str
    title: str
    cycle: str
    codename: str | None
    date: dt.date
    date_is_exact: bool
    support_ended: dt.date | None
    released: dt.date | None
    named_by: Named
    replacement: str | None
    link: str

    @property
    def name(self) -> str:
        """The release by the name people use: ``Debian 10 (buster)``."""
        release = f"{self.title} {self.cycle}" if self.cycle else self.title
        return f"{release} ({self.codename})" if self.codename else release

    @property
    def is_superseded_quickly(self) -> bool:
        """Whether this release was maintained for four months at most, so that being behind is the usual state."""
        return self.released is not None and self.date_is_exact and (self.date - self.released).days <= 123

    def is_past(self, today: dt.date) -> bool:
        """Whether maintenance has ended by ``today``."""
        return self.date < today


def data_date() -> dt.date:
    """The day the embedded lifecycle data was made."""
    return dt.date.fromisoformat(embedded("lifecycle")["date"])


def ends_of_life(name: ImageReference | str, tag: str | None = None) -> tuple[EndOfLife, ...]:
    """Every end of life that the reference names: of the image, of the version, of the distribution, in that order.

    ``name`` is a reference, or a name as one writes it in a Dockerfile without the tag. ``tag`` is None for
    ``latest``; with a reference, its own tag is taken unless another is given.
    """
    reference = parse_reference(name) if isinstance(name, str) else name
    if isinstance(reference, InvalidReference):
        return ()
    return _ends(_plain_name(reference), tag if tag is not None else reference.tag)


@lru_cache(maxsize=512)
def _ends(name: str, tag: str | None) -> tuple[EndOfLife, ...]:
    written = tag if tag is not None else "latest"
    distribution = _end_of_distribution(name, written)
    found = (_end_of_image(name, written), _end_of_version(name, written), distribution)
    return tuple(dict.fromkeys(end for end in found if end is not None))


def _plain_name(reference: ImageReference) -> str:
    """The name the data knows the image by: without registry for Docker Hub, without its mirrors."""
    return reference.official_content or reference.familiar_name


def _end_of_image(name: str, tag: str) -> EndOfLife | None:
    for row in embedded("lifecycle")["retired"]:
        if _is_name(row["image"], name) and not set(row.get("except", ())) & set(tag.split("-")):
            return EndOfLife(
                product=row["image"].removesuffix("/*"),
                title=f"the image `{name}`",
                cycle="",
                codename=None,
                date=dt.date.fromisoformat(row["date"]),
                date_is_exact=row["exact"],
                support_ended=None,
                released=None,
                named_by=Named.IMAGE,
                replacement=row.get("replacement"),
                link=row["source"],
            )
    return None


def _is_name(pattern: str, name: str) -> bool:
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern


def _end_of_version(name: str, tag: str) -> EndOfLife | None:
    for product in products_of(name):
        slug, _, fixed = product.partition("@")
        cycle = _cycle_named(slug, fixed) if fixed else _cycle_of_tag(slug, name, tag)
        if cycle is not None:
            return _end(slug, cycle, Named.IMAGE if fixed else Named.VERSION)
    return None


def products_of(name: str) -> tuple[str, ...]:
    """The products in the data that an image of this name holds, ``rhel@9`` where the name says the cycle as well."""
    images = embedded("lifecycle")["images"]
    if name in images:
        return tuple(images[name].split())
    return next((tuple(products.split()) for pattern, products in _patterns() if name.startswith(pattern)), ())


@cache
def _patterns() -> tuple[tuple[str, str], ...]:
    images = embedded("lifecycle")["images"]
    return tuple((pattern[:-1], products) for pattern, products in images.items() if pattern.endswith("*"))


def _cycle_of_tag(slug: str, name: str, tag: str) -> _Cycle | None:
    parts = split_tag(name, tag)
    version = parts.version
    if version is None:
        distribution = parts.distribution
        if distribution is not None and _product_of(distribution) == slug:
            return None  # The distribution is found by what names it.
        return _cycle_by_codename(slug, parts.words)
    if parts.is_prerelease:
        return None
    # Java counts updates of 8 as `8u402`; the cycle is what stands before.
    return _cycle_of_version(slug, version.partition("u")[0])


def _cycle_by_codename(slug: str, words: tuple[str, ...]) -> _Cycle | None:
    codenames = embedded("lifecycle")["codenames"].get(slug, {})
    for word in words[:2]:
        if word in codenames:
            return _cycle_named(slug, codenames[word])
    return _cycle_named(slug, words[0].lower().removeprefix("ltsc").removeprefix("stream"))


def _end_of_distribution(name: str, tag: str) -> EndOfLife | None:
    # Where the image is not known, a word that happens to be a codename as well proves nothing.
    is_known = bool(products_of(name)) or name in official_names()
    found = split_tag(name, tag, unmistakable_only=not is_known).distribution
    if found is None or found.release is None or (slug := _product_of(found)) is None:
        return None
    cycle = _cycle_of_version(slug, found.release.removeprefix("ltsc"))
    return _end(slug, cycle, Named.DISTRIBUTION) if cycle is not None else None


def _product_of(distribution: Distribution) -> str | None:
    return _DISTRIBUTION_PRODUCTS.get(distribution.family)


@dataclass(frozen=True, slots=True)
class _Cycle:
    """A row of the data: None where there is no end, ``""`` where it has come on a day that is not known."""

    name: str
    released: str
    end: str | None
    support_end: str | None
    codename: str | None

    @property
    def key(self) -> tuple[int, ...]:
        return version_key(self.name)


@cache
def _cycles(slug: str) -> tuple[_Cycle, ...]:
    product = embedded("lifecycle")["products"].get(slug)
    return tuple(_read_cycle(row) for row in product["cycles"]) if product is not None else ()


def _read_cycle(row: str) -> _Cycle:
    name, released, end, support_end, codename = row.split(" ")
    dates = {"-": None, "+": ""}
    return _Cycle(
        name, released, dates.get(end, end), dates.get(support_end, support_end), None if codename == "-" else codename
    )


def _cycle_named(slug: str, name: str) -> _Cycle | None:
    return next((cycle for cycle in _cycles(slug) if cycle.name == name), None)


def _cycle_of_version(slug: str, version: str) -> _Cycle | None:
    """The cycle a version belongs to, or for a part of one (``2`` of Python) the last cycle of an older line.

    The newest line goes on: what ``3`` means today is not what it will mean.
    """
    cycles = _cycles(slug)
    # In tags of Windows images it is the half-yearly release or the long term one of 2019, which ends years later.
    if version == "1809":
        return None
    holding = [cycle for cycle in cycles if version == cycle.name or version.startswith(cycle.name + ".")]
    if holding:
        return max(holding, key=lambda cycle: len(cycle.name))
    key = version_key(version)
    line = [cycle for cycle in cycles if cycle.key[: len(key)] == key]
    if not line or max(cycles, key=lambda cycle: cycle.key) in line or any(cycle.end is None for cycle in line):
        return None
    return max(line, key=lambda cycle: cycle.end or "")


def _end(slug: str, cycle: _Cycle, named_by: Named) -> EndOfLife | None:
    if cycle.end is None:
        return None
    return EndOfLife(
        product=slug,
        title=embedded("lifecycle")["products"][slug]["title"],
        cycle=cycle.name,
        codename=cycle.codename if cycle.codename != cycle.name else None,
        date=dt.date.fromisoformat(cycle.end) if cycle.end else data_date(),
        date_is_exact=bool(cycle.end),
        support_ended=dt.date.fromisoformat(cycle.support_end) if cycle.support_end else None,
        released=dt.date.fromisoformat(cycle.released),
        named_by=named_by,
        replacement=None,
        link=f"https://endoflife.date/{slug}",
    )
