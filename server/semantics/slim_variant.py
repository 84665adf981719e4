"""The slim variant of the image that stages begin from, and whether what they call is in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ..images.facts import BaseImageFacts, facts
from ..images.official import Existence, data_date, slimmer_tag, tag_existence
from ..images.reference import ImageReference, parse_reference, with_tag
from ..images.successor import supported_successor
from ..syntax.dataclass import dataclass
from .stage import Stage
from .step import Step


@dataclass(frozen=True, slots=True)
class SlimVariant:
    """``lacking`` names programs that the stages call, that nothing in them installs and that the variant lacks.

    ``called`` are the names of all programs that they call. ``is_newer`` says that it is the variant of a newer
    version, since nothing is known of those of the version that is written.
    """

    reference: ImageReference
    tag: str
    full: BaseImageFacts
    slim: BaseImageFacts
    called: frozenset[str]
    lacking: tuple[str, ...]
    is_newer: bool


def slim_variant(image: ImageReference | None, stages: Iterable[Stage]) -> SlimVariant | None:
    """The slim variant of an official image for the stages that build on it; ``None`` where there is none."""
    name = None if image is None else image.official_name
    if image is None or name is None or image.digest is not None:
        return None
    tag, is_newer = _slim_tag(name, image.tag)
    reference = None if tag is None else parse_reference(with_tag(image, tag))
    if tag is None or not isinstance(reference, ImageReference):
        return None
    slim = facts(reference)
    stages = tuple(stages)
    nothing: frozenset[str] = frozenset()
    called = nothing.union(*(stage.select(_programs_called).facts for stage in stages))
    absent = {name for name in called if slim.has_program(name) is False}
    lacking = sorted(absent - _installed(stages)) if absent else []
    return SlimVariant(reference, tag, facts(image), slim, called, tuple(lacking), is_newer)


@lru_cache(maxsize=256)
def _slim_tag(name: str, tag: str | None) -> tuple[str | None, bool]:
    """The tag of the slim variant, and whether it is that of a newer version."""
    slim = slimmer_tag(name, tag)
    if slim is not None or tag is None or tag_existence(name, tag) is not Existence.RETIRED_OR_OLD:
        return slim, False
    newer = supported_successor(name, tag, data_date())
    return (None if newer is None else slimmer_tag(name, newer)), True


def _programs_called(step: Step) -> tuple[str, ...]:
    """The names of the programs that a step calls, without their folders."""
    if step.commands is None:
        return ()
    names = (command.name.value for command in step.commands.commands)
    return tuple(name.rpartition("/")[2] for name in names if name)


def _installed(stages: tuple[Stage, ...]) -> set[str]:
    nothing: set[str] = set()
    return nothing.union(*(stage.select(_packages).facts for stage in stages))


def _packages(step: Step) -> list[str]:
    """The names of the packages that a step installs."""
    tools = ("apt-get", "apt", "microdnf", "dnf", "yum")
    calls = (invocation for invocation in step.invocations if invocation.tool in tools)
    return [package.name for call in calls for package in call.packages if package.name]
