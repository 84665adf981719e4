"""What is known of an image and its tag, for people: what it carries, who runs it, how long it lives, its variants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..images.facts import BaseImageFacts, facts
from ..images.library import OfficialImage, data_date, official_image
from ..images.lifecycle import EndOfLife, ends_of_life
from ..images.preferred import most_specific_tag
from ..images.reference import ImageReference, parse_reference
from ..images.successor import supported_successor
from ..images.tags import split_tag
from .markdown import code, paragraphs
from .reference.values import DISTROLESS, IMAGE_TITLES

_SHOWN_PROGRAMS = ("curl", "wget", "git", "gcc", "make", "bash", "python3", "node", "npm", "ca-certificates")
_MOST_SAME = 5


def image_text(words: list[str], today: dt.date) -> str:
    """The text about a name, and the tag behind it if there is one."""
    if words[0] == "scratch":
        return paragraphs("`scratch`", "The empty image: no shell, no libraries, no certificates. For static programs.")
    reference = parse_reference(":".join(words[:2]))
    return reference_text(reference, today) if isinstance(reference, ImageReference) else ""


def reference_text(reference: ImageReference, today: dt.date) -> str:
    """The text about an image reference."""
    name = reference.official_content or reference.familiar_name
    tag = reference.tag or ("latest" if reference.digest is None else None)
    known = facts(reference)
    image = official_image(name)
    return paragraphs(
        f"**{name}**" + (f" `{tag}`" if tag is not None else ""),
        IMAGE_TITLES.get(name, ""),
        "\n".join(f"- {line}" for line in _lines(known)),
        *(_life(end, today) for end in ends_of_life(reference, tag)),
        _successor(name, tag, today),
        "" if image is None or tag is None else _same(image, tag),
        _variants(name, tag),
        _page(reference, is_listed=image is not None),
    )


def _lines(known: BaseImageFacts) -> Iterator[str]:
    if known.distribution is not None:
        yield f"Built on: {known.distribution}{f' {known.release}' if known.release else ''}"
    if known.package_manager is not None:
        yield f"Package manager: `{known.package_manager}`"
    if known.default_user is not None:
        yield f"Default user: {code(known.default_user)}"
    user = known.unprivileged_user
    if user is not None and user.name != known.default_user:
        number = "" if user.uid is None else f" ({user.uid})"
        yield f"Has a user without privileges: {code(user.reference)}{number}"
    if known.has_shell is False:
        yield "No shell"
    elif known.shell is not None:
        yield f"Shell: {code(' '.join(known.shell))}" + (f", which is {known.sh_is}" if known.sh_is else "")
    there = [name for name in _SHOWN_PROGRAMS if known.has_program(name)]
    missing = [name for name in _SHOWN_PROGRAMS if known.has_program(name) is False]
    if there:
        yield f"Has: {', '.join(there)}"
    if missing and not known.holds_nothing_else:
        yield f"Has not: {', '.join(missing)}"
    if known.size_class is not None and known.megabytes is not None:
        yield f"Size: {known.size_class}, about {_megabytes(known)} (linux/amd64, unpacked)"


def _megabytes(known: BaseImageFacts) -> str:
    if known.megabytes is None:
        return "?"
    low, high = known.megabytes
    return f"{low} MB" if low == high else f"{low}–{high} MB"


def _life(end: EndOfLife, today: dt.date) -> str:
    name = f"{end.name[:1].upper()}{end.name[1:]}"
    if end.is_past(today):
        when = f"since {end.date}" if end.date_is_exact else f"for some time, known since {end.date}"
        return f"**{name} is no longer maintained {when}.** [Dates]({end.link})"
    return f"{name} is maintained until {end.date}. [Dates]({end.link})"


def _successor(name: str, tag: str | None, today: dt.date) -> str:
    if tag is None or not any(end.is_past(today) for end in ends_of_life(name, tag)):
        return ""
    successor = supported_successor(name, tag, today)
    return "" if successor is None else f"The nearest maintained tag is `{successor}`."


def _same(image: OfficialImage, tag: str) -> str:
    others = [other for other in image.tags_with_same_content(tag) if other != tag]
    precise = most_specific_tag(image.name, tag)
    if not others:
        return "" if image.has_tag(tag) else f"Not among the tags that were supported on {data_date()}."
    if precise in others:
        others.remove(precise)
        others.insert(0, precise)
    names = ", ".join(f"`{other}`" for other in others[:_MOST_SAME])
    return f"The same on {data_date()}: {names}{' …' if len(others) > _MOST_SAME else ''}"


def _variants(name: str, tag: str | None) -> str:
    """A comparison of the full, slim and Alpine variants of this version and of an image without a shell."""
    image = official_image(name)
    if image is None or tag is None:
        return ""
    version = split_tag(name, tag).version
    beginnings = [version] if version is not None else [""]
    candidates = [
        "-".join(part for part in (beginning, variant) if part)
        for beginning in beginnings
        for variant in ("", "slim", "alpine", "jre", "jre-alpine")
    ]
    there = [candidate for candidate in candidates if candidate and image.has_tag(candidate)]
    compared = [f"{name}:{candidate}" for candidate in there]
    if there and name in DISTROLESS:
        compared.append(DISTROLESS[name])
    rows = [row for row in map(_row, compared) if row]
    if len(rows) < 2:
        return ""
    return "\n".join(["| tag | built on | compilers | size |", "| --- | --- | --- | --- |", *rows])


def _row(written: str) -> str:
    reference = parse_reference(written)
    if not isinstance(reference, ImageReference):
        return ""
    known = facts(reference)
    built_on = " ".join(word for word in (known.distribution, known.release) if word) or "?"
    compilers = {True: "yes", False: "no", None: "?"}[known.ships_compilers]
    shown = reference.tag if reference.official_name is not None else written
    return f"| `{shown}` | {built_on} | {compilers} | {_megabytes(known)} |"


def _page(reference: ImageReference, *, is_listed: bool) -> str:
    name = reference.familiar_name
    as_of = f"As of {data_date()}. " if is_listed else ""
    if reference.official_name is not None:
        return f"{as_of}[Docker Hub](https://hub.docker.com/_/{reference.official_name})"
    if reference.normalized.startswith("docker.io/"):
        return f"{as_of}[Docker Hub](https://hub.docker.com/r/{name})"
    return as_of.strip()
