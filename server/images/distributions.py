"""Releases of Linux distributions and Windows bases, as image tags name them.

``distribution_in`` finds in the words of a tag the part that names what the image is built on: a codename
(``trixie``), a name with or without a number (``alpine3.22``, ``ubi9``), or two words together (``alpine-3.22``,
``windowsservercore-ltsc2022``). Left out: when a release ends, which is in ``lifecycle``.
"""

from __future__ import annotations

import re

from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern

# https://wiki.debian.org/DebianReleases; the two at the end are announced names.
DEBIAN_CODENAMES = {
    "buzz": "1.1",
    "rex": "1.2",
    "bo": "1.3",
    "hamm": "2.0",
    "slink": "2.1",
    "potato": "2.2",
    "woody": "3.0",
    "sarge": "3.1",
    "etch": "4",
    "lenny": "5",
    "squeeze": "6",
    "wheezy": "7",
    "jessie": "8",
    "stretch": "9",
    "buster": "10",
    "bullseye": "11",
    "bookworm": "12",
    "trixie": "13",
    "forky": "14",
    "duke": "15",
}

# https://wiki.ubuntu.com/Releases, from the first release that had an image on.
UBUNTU_CODENAMES = {
    "lucid": "10.04",
    "precise": "12.04",
    "quantal": "12.10",
    "raring": "13.04",
    "saucy": "13.10",
    "trusty": "14.04",
    "utopic": "14.10",
    "vivid": "15.04",
    "wily": "15.10",
    "xenial": "16.04",
    "yakkety": "16.10",
    "zesty": "17.04",
    "artful": "17.10",
    "bionic": "18.04",
    "cosmic": "18.10",
    "disco": "19.04",
    "eoan": "19.10",
    "focal": "20.04",
    "groovy": "20.10",
    "hirsute": "21.04",
    "impish": "21.10",
    "jammy": "22.04",
    "kinetic": "22.10",
    "lunar": "23.04",
    "mantic": "23.10",
    "noble": "24.04",
    "oracular": "24.10",
    "plucky": "25.04",
    "questing": "25.10",
    "resolute": "26.04",
    "stonking": "26.10",
}

DEBIAN_SUITES = frozenset(("sid", "unstable", "testing", "stable", "oldstable", "oldoldstable", "experimental"))
"""Names that move from one Debian release to the next."""

UNMISTAKABLE_CODENAMES = frozenset(
    (
        *("wheezy", "jessie", "stretch", "buster", "bullseye", "bookworm", "trixie", "forky"),
        *("trusty", "xenial", "bionic", "focal", "jammy", "noble"),
    )
)
"""Codenames that mean the distribution in the tag of any image; the others are ordinary words or products as well."""

_FAMILIES = {
    "alpine": "alpine",
    "debian": "debian",
    "ubuntu": "ubuntu",
    "ubi": "rhel",
    "rhel": "rhel",
    "centos": "centos",
    "rockylinux": "rockylinux",
    "rocky": "rockylinux",
    "almalinux": "almalinux",
    "oraclelinux": "oraclelinux",
    "oracle": "oraclelinux",
    "fedora": "fedora",
    "amazonlinux": "amazonlinux",
    "al": "amazonlinux",
    "azurelinux": "azurelinux",
    "mariner": "mariner",
    "photon": "photon",
    "windowsservercore": "windowsservercore",
    "servercore": "windowsservercore",
    "nanoserver": "nanoserver",
}
_NAME_AND_RELEASE = lazy_pattern(r"([a-z]+)(\d[\d.]*)?")
_RELEASE = lazy_pattern(r"\d+(?:\.\d+)*")
_WINDOWS_RELEASE = lazy_pattern(r"ltsc\d{4}|\d{4}|\d\dh\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Distribution:
    """What a tag says the image is built on.

    ``family`` is a lower-case name such as ``debian`` or ``windowsservercore``; ``release`` is the number of the
    release, for Windows the word in the tag (``ltsc2022``), None where only the family is named. ``codename`` is set
    where the tag says it so. ``words`` are the positions of the words of the tag that say all this.
    """

    family: str
    release: str | None
    codename: str | None
    words: tuple[int, ...]


def distribution_in(words: tuple[str, ...], *, first: int = 0, unmistakable_only: bool = False) -> Distribution | None:
    """The distribution named in the words of a tag (split at ``-``), looked for from position ``first`` on.

    With ``unmistakable_only``, codenames that could mean something else are not taken for a distribution.
    """
    found: Distribution | None = None
    for position in range(first, len(words)):
        candidate = _at(words, position, unmistakable_only=unmistakable_only)
        if candidate is not None:
            found = candidate if found is None else _together(found, candidate)
    return found


def is_distribution_word(word: str) -> bool:
    """Whether a word of a tag, its digits left out, is the name of a distribution, a release or a Debian suite."""
    return word in DEBIAN_CODENAMES or word in UBUNTU_CODENAMES or word in DEBIAN_SUITES or word in _FAMILIES


def _at(words: tuple[str, ...], position: int, *, unmistakable_only: bool) -> Distribution | None:
    word = words[position]
    if not unmistakable_only or word in UNMISTAKABLE_CODENAMES:
        if word in DEBIAN_CODENAMES:
            return Distribution("debian", DEBIAN_CODENAMES[word], word, (position,))
        if word in UBUNTU_CODENAMES:
            return Distribution("ubuntu", UBUNTU_CODENAMES[word], word, (position,))
    match = _NAME_AND_RELEASE.fullmatch(word)
    if match is None or (family := _FAMILIES.get(match[1])) is None or (match[1] == "al" and not match[2]):
        return None
    if match[2]:
        return Distribution(family, match[2].rstrip("."), None, (position,))
    following = words[position + 1] if position + 1 < len(words) else ""
    release = _WINDOWS_RELEASE if family in ("windowsservercore", "nanoserver") else _RELEASE
    if release.fullmatch(following):
        return Distribution(family, following.lower(), None, (position, position + 1))
    return Distribution(family, None, None, (position,))


def _together(first: Distribution, second: Distribution) -> Distribution:
    """Both words about one distribution (``ubuntu-noble``), or the first where they speak of two."""
    if first.family != second.family or (first.release is not None and second.release is not None):
        return first
    return Distribution(
        first.family, first.release or second.release, first.codename or second.codename, first.words + second.words
    )
