"""What is known of the content of a base image: its userland, user, shell, programs and variables.

``facts`` never guesses: every field has a value for "not known". The rows behind it are hand-kept, with the page they
were read from, in ``data/base_images.toml``; for an image that has no row, its tag may still name the distribution. A
tag newer than the data is taken to be like the older ones of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, fields, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from ..syntax.dataclass import dataclass
from .library import official_image
from .profiles import Description, Situation, described, descriptions, profile, row_of, situation
from .reference import ImageReference

_NOTHING: Mapping[Any, Any] = MappingProxyType({})
_SIZE_CLASSES = ((0, "scratch"), (25, "tiny"), (150, "small"), (500, "medium"))

# What a tag that names a distribution says of an image that is not known otherwise.
_DERIVED_PROFILES = {
    "alpine": "alpine-derived",
    "debian": "debian-derived",
    "ubuntu": "ubuntu-derived",
    "windowsservercore": "windowsservercore-derived",
    "nanoserver": "nanoserver-derived",
}
_RPM_FAMILIES = frozenset(("rhel", "centos", "rockylinux", "almalinux", "oraclelinux", "fedora", "amazonlinux"))
_WINDOWS_FAMILIES = frozenset(("windowsservercore", "nanoserver"))
_OTHER_FAMILIES = frozenset(("azurelinux", "mariner", "photon"))


@dataclass(frozen=True, slots=True)
class UnprivilegedUser:
    """A user that is not root. ``reference`` is how to write it in USER: ``node``, ``65532``, ``$APP_UID``."""

    name: str
    uid: int | None
    gid: int | None
    reference: str


@dataclass(frozen=True, slots=True)
class BaseImageFacts:
    """What is known of an image; None, and for mappings a missing key, means that it is not.

    ``distribution`` is a name such as ``debian``, ``alpine``, ``ubuntu``, ``rhel``, ``fedora``, ``amazonlinux``,
    ``wolfi``, ``suse``, ``busybox``, ``distroless``, ``scratch`` or ``windows``, ``release`` its release where the tag
    tells. ``package_manager`` is the command that installs packages. ``default_user`` is who runs commands and the
    container when the Dockerfile has no USER. ``shell`` is what a shell-form command is handed to; it is None also
    where there is no shell, which ``has_shell`` tells. ``sh_is`` is ``dash``, ``busybox`` or ``bash``.

    ``programs`` says of commands whether they are in the image; ask ``has_program``. ``environment`` holds the
    variables the image sets, with None where the value depends on the version or the variable is not in every version.
    ``unprivileged_user`` is one that can be used at once. ``entrypoint_drops_privileges`` is True where the
    entrypoint changes to an unprivileged user by itself. ``ships_compilers`` says whether compilers, or headers to
    compile against, are in it. ``megabytes`` are the rough sizes on disk for linux/amd64, smallest and largest, and
    ``size_class`` is ``scratch``, ``tiny`` (to 25), ``small`` (to 150), ``medium`` (to 500) or ``large``.
    """

    distribution: str | None = None
    release: str | None = None
    package_manager: str | None = None
    default_user: str | None = None
    shell: tuple[str, ...] | None = None
    sh_is: str | None = None
    has_shell: bool | None = None
    programs: Mapping[str, bool] = field(default_factory=lambda: _NOTHING)
    holds_nothing_else: bool = False
    unprivileged_user: UnprivilegedUser | None = None
    entrypoint_drops_privileges: bool | None = None
    ships_compilers: bool | None = None
    size_class: str | None = None
    megabytes: tuple[int, int] | None = None
    environment: Mapping[str, str | None] = field(default_factory=lambda: _NOTHING)
    is_windows: bool | None = None
    sources: tuple[str, ...] = ()

    def has_program(self, name: str) -> bool | None:
        """Whether the command is in the image; ``ca-certificates`` asks for the bundle of trusted roots."""
        if name in self.programs:
            return self.programs[name]
        return False if self.holds_nothing_else else None


UNKNOWN = BaseImageFacts()
"""Nothing is known."""


def facts(reference: ImageReference | None) -> BaseImageFacts:
    """What is known of the image; ``UNKNOWN`` for None and for an image nobody wrote anything down about.

    With a digest and no tag, what holds for every variant of the image is said.
    """
    if reference is None:
        return UNKNOWN
    name = reference.official_content or reference.familiar_name
    tag = reference.tag if reference.tag is not None or reference.digest is not None else "latest"
    return _facts(name, tag)


def is_full_variant(name: str, tag: str | None) -> bool | None:
    """Whether this official image ships compilers or headers to compile against, as ``python:3.14`` does.

    ``tag`` is None for ``latest``. None when it is not known.
    """
    return _facts(name, tag if tag is not None else "latest").ships_compilers


@lru_cache(maxsize=512)
def _facts(name: str, tag: str | None) -> BaseImageFacts:
    row = row_of(name)
    if row is not None and tag is None:
        return _agreed(_from_description(description, None) for description in descriptions(row))
    if row is not None and tag is not None:
        where = situation(name, tag)
        known = _from_description(described(row, where), where)
        if where.family in _WINDOWS_FAMILIES and not known.is_windows:
            # An old tag of an image whose rows only know Linux.
            known = _from_tag(where)
        return _with_system(_completed(known, where), name, tag)
    if tag is None:
        return UNKNOWN
    where = situation(name, tag, unmistakable_only=official_image(name) is None)
    return _with_system(_from_tag(where), name, tag)


def _from_tag(where: Situation) -> BaseImageFacts:
    """What the distribution in the tag, or in a tag with the same content, says of an image without a row."""
    family = where.family
    if family is None:
        return UNKNOWN
    if family in _RPM_FAMILIES or family in _OTHER_FAMILIES:
        return replace(UNKNOWN, distribution=family, release=where.release)
    known = _from_description(profile(_DERIVED_PROFILES[family], where.release), where)
    # Who runs it and what it sets is up to the image that was built on the distribution.
    return replace(known, default_user=None, shell=None, environment=_NOTHING, unprivileged_user=None)


def _completed(known: BaseImageFacts, where: Situation) -> BaseImageFacts:
    """The distribution in the tag added to a row that names none."""
    if known.distribution is not None:
        return known
    named = _from_tag(where)
    return replace(
        known,
        distribution=named.distribution,
        release=named.release,
        package_manager=known.package_manager or named.package_manager,
        sh_is=known.sh_is or named.sh_is,
        has_shell=named.has_shell if known.has_shell is None else known.has_shell,
        programs=MappingProxyType({**named.programs, **known.programs}),
        is_windows=named.is_windows if known.is_windows is None else known.is_windows,
        sources=tuple(dict.fromkeys((*known.sources, *named.sources))),
    )


def _with_system(known: BaseImageFacts, name: str, tag: str) -> BaseImageFacts:
    image = official_image(name)
    is_windows = image.is_windows(tag) if image is not None else None
    return replace(known, is_windows=is_windows) if known.is_windows is None else known


def _from_description(description: Description, where: Situation | None) -> BaseImageFacts:
    values = description.values
    megabytes = tuple(values["megabytes"]) if "megabytes" in values else None
    user = values.get("user")
    distribution = values.get("distribution")
    return BaseImageFacts(
        distribution=distribution,
        release=where.release if where is not None and where.family == distribution else None,
        package_manager=values.get("package_manager"),
        default_user=values.get("default_user"),
        shell=tuple(values["shell"]) or None if "shell" in values else None,
        sh_is=values.get("sh"),
        has_shell=values.get("has_shell"),
        programs=MappingProxyType(description.programs),
        holds_nothing_else=values.get("closed", False),
        unprivileged_user=UnprivilegedUser(user["name"], user.get("uid"), user.get("gid"), user["reference"])
        if user
        else None,
        entrypoint_drops_privileges=values.get("drops_privileges"),
        ships_compilers=values.get("compilers"),
        size_class=_size_class(megabytes) if megabytes is not None else None,
        megabytes=megabytes,
        environment=MappingProxyType(description.environment),
        is_windows=values.get("windows"),
        sources=tuple(dict.fromkeys(description.sources)),
    )


def _size_class(megabytes: tuple[int, ...]) -> str:
    middle = sum(megabytes) // 2
    return next((name for limit, name in _SIZE_CLASSES if middle <= limit), "large")


def _agreed(candidates: Iterable[BaseImageFacts]) -> BaseImageFacts:
    """What all of them say."""
    first, *others = candidates
    if not others:
        return first
    same = {
        name: getattr(first, name)
        for name in (item.name for item in fields(BaseImageFacts))
        if all(getattr(other, name) == getattr(first, name) for other in others)
    }
    programs = dict(first.programs.items())
    for other in others:
        programs = {program: there for program, there in programs.items() if other.has_program(program) is there}
    environment: dict[str, str | None] = {}
    for candidate in (first, *others):
        environment.update(dict.fromkeys(candidate.environment))
    same.update(programs=MappingProxyType(programs), environment=MappingProxyType(environment))
    same.update(sources=tuple(dict.fromkeys(source for candidate in (first, *others) for source in candidate.sources)))
    return BaseImageFacts(**same)
