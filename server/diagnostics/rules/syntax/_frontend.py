"""The frontend that a file names with ``# syntax=``, and which version of Docker's own it is.

Source: https://docs.docker.com/build/buildkit/frontend/.
"""

from __future__ import annotations

from ....images.reference import ImageReference, parse_reference
from ....semantics.program import Program
from ....syntax.dataclass import dataclass
from ....syntax.items import BlankLine, Comment, Directive
from ....syntax.lazy_pattern import lazy_pattern

_VERSION = lazy_pattern(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Frontend:
    """What ``# syntax=`` names.

    ``is_own`` says whether it is Docker's. ``version`` holds the numbers of its tag, fewer where the tag follows newer
    releases (``1``, ``1.7``), none where the tag names no version. ``is_labs`` is true for the channel with features
    that are not settled.
    """

    directive: Directive
    is_own: bool
    version: tuple[int, ...]
    is_labs: bool


def frontend(program: Program) -> Frontend | None:
    """The frontend named; ``None`` where the builder's own reads the file."""
    directive = directive_named(program, "syntax")
    if directive is None:
        return None
    reference = parse_reference(directive.value)
    if not isinstance(reference, ImageReference):
        return Frontend(directive, False, (), False)
    is_own = reference.repository.endswith(("docker/dockerfile", "docker/dockerfile-upstream"))
    tag = reference.tag or ""
    match = _VERSION.match(tag)
    numbers = () if match is None else tuple(int(number) for number in match.groups() if number is not None)
    is_labs = "labs" in tag or "experimental" in tag or "upstream" in reference.repository or tag in ("master", "")
    return Frontend(directive, is_own, numbers, is_labs)


def directive_named(program: Program, name: str) -> Directive | None:
    """The first parser directive of that name."""
    for item in program.preamble:
        if isinstance(item, Directive):
            if item.name == name:
                return item
        elif not isinstance(item, Comment | BlankLine):
            break
    return None


def is_read_by_docker(program: Program) -> bool:
    """Whether the file is read by BuildKit's own frontend, whose language is known here."""
    named = frontend(program)
    return named is None or named.is_own
