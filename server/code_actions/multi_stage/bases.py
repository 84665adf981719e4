"""What the last stage begins from: the slim variant of the same image, a distribution, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...images.facts import BaseImageFacts, facts
from ...images.reference import ImageReference, parse_reference, with_tag
from ...semantics.slim_variant import slim_variant
from ...syntax.dataclass import dataclass
from .subject import Block, Subject, image_word

_CODENAMES = {"10": "buster", "11": "bullseye", "12": "bookworm", "13": "trixie"}
_NEWEST = "13"
_WITHOUT_SHELL = ("12", "13")
# Every version of these has a slim variant of the same name (https://hub.docker.com/_/python/tags and its siblings).
_ALWAYS_SLIM = frozenset(("node", "python", "ruby", "oven/bun"))
BRINGS = {"curl": ("ca-certificates", "curl"), "wget": ("ca-certificates", "wget"), "git": ("ca-certificates", "git")}
"""Programs that slim images lack, and the packages that bring them with what they need."""

_PLAIN_TAG = re.compile(r"v?\d+(?:\.\d+)*(?:[a-z]+\d*)?|lts|current")


@dataclass(frozen=True, slots=True)
class RuntimeBase:
    """An image to begin from, as it is written; ``is_same_kind`` says that it is a variant of the image of the build.

    ``is_smaller`` says whether taking it gains something by itself.
    """

    text: str
    facts: BaseImageFacts
    reason: str
    is_smaller: bool
    is_same_kind: bool = True

    @property
    def has_shell(self) -> bool | None:
        """Whether it has a shell, as far as is known."""
        return self.facts.has_shell


def scratch() -> RuntimeBase:
    """Nothing but what is copied."""
    empty = BaseImageFacts(has_shell=False, holds_nothing_else=True)
    return RuntimeBase("scratch", empty, "the program needs nothing of a distribution", True, is_same_kind=False)


def without_shell(subject: Subject) -> RuntimeBase | None:
    """The C library of the distribution that the image of the build is made from, certificates, and little else.

    ``None`` where that distribution is not known, or has no such image (https://github.com/GoogleContainerTools/distroless).
    """
    return bare_without_shell(subject.stage.facts)


def bare_without_shell(known: BaseImageFacts) -> RuntimeBase | None:
    """The same for an image of which this is known."""
    if known.distribution != "debian" or known.release not in _WITHOUT_SHELL:
        return None
    text = f"gcr.io/distroless/cc-debian{known.release}:nonroot"
    return named(text, "the C library that the program was built with, and nothing that it does not call")


def named(text: str, reason: str) -> RuntimeBase:
    """An image of that name."""
    reference = parse_reference(text)
    known = facts(reference if isinstance(reference, ImageReference) else None)
    return RuntimeBase(text, known, reason, True, is_same_kind=False)


def distribution_of(subject: Subject) -> RuntimeBase | None:
    """The bare distribution that the image of the build is made from, or a newer one of the same C library."""
    return bare_distribution(subject.stage.facts)


def bare_distribution(known: BaseImageFacts) -> RuntimeBase | None:
    """The bare distribution of an image, or a newer one of the same C library."""
    if known.distribution == "alpine":
        tag = known.release or "3"
        return named(f"alpine:{tag}", "the distribution that the program was built on, without the tools")
    if known.distribution == "debian":
        codename = _CODENAMES.get(known.release or _NEWEST)
        if codename is not None:
            return named(f"debian:{codename}-slim", "the distribution that the program was built on, without the tools")
    if known.distribution == "ubuntu" and known.release is not None:
        return named(f"ubuntu:{known.release}", "the distribution that the program was built on, without the tools")
    return None


def shell_notes(base: RuntimeBase) -> tuple[str, ...]:
    """What a reader has to know of an image without a shell; nothing of others."""
    return ("the last stage has no shell, so `docker exec` starts none",) if base.has_shell is False else ()


def newest_debian() -> RuntimeBase:
    """The newest Debian, for programs that run with any C library of the last years."""
    return named(f"debian:{_CODENAMES[_NEWEST]}-slim", "a distribution without any tools")


def slim(subject: Subject) -> RuntimeBase:
    """The slim variant of the image that the file names, or that image again where there is none."""
    word = image_word(subject)
    image = subject.stage.base.image
    assert word is not None
    same = RuntimeBase(word.text, subject.stage.facts, "the same image, without what only building needs", False)
    if image is None:
        return same
    tag = _slim_tag(subject, image)
    reference = None if tag is None else parse_reference(with_tag(image, tag))
    if tag is None or not isinstance(reference, ImageReference):
        return same
    # The variables of the tag stay, so that both images move together.
    is_longer = word.expansions and image.tag is not None and tag == f"{image.tag}-slim"
    text = f"{word.text}-slim" if is_longer else reference.written
    return RuntimeBase(text, facts(reference), "the slim variant of the same image", True)


def _slim_tag(subject: Subject, image: ImageReference) -> str | None:
    variant = slim_variant(image, [subject.stage])
    if variant is not None and not variant.is_newer:
        return variant.tag
    if (image.official_name or image.familiar_name) not in _ALWAYS_SLIM or image.digest is not None:
        return None
    if image.tag is None or image.tag == "latest":
        return "slim"
    return f"{image.tag}-slim" if _PLAIN_TAG.fullmatch(image.tag) else None


def lacking_programs(blocks: Iterable[Block], base: RuntimeBase) -> tuple[str, ...]:
    """Programs that instructions of the last stage call, that none of them installs and that the base lacks."""
    called: set[str] = set()
    installed: set[str] = set()
    for block in blocks:
        script = block.step.commands
        names = [command.name.value or "" for command in script.commands] if script is not None else []
        called.update(name.rpartition("/")[2] for name in names)
        installed.update(
            package.name for call in block.step.invocations for package in call.packages if package.name is not None
        )
    return tuple(sorted(name for name in called - installed if base.facts.has_program(name) is False))
