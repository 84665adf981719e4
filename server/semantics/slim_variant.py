"""The slim variant of the image that stages begin from, and whether what they call is in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..images.facts import BaseImageFacts, facts
from ..images.preferred import slimmer_tag
from ..images.reference import ImageReference, parse_reference, with_tag
from .stage import Stage
from .step import Step


@dataclass(frozen=True, slots=True)
class SlimVariant:
    """``lacking`` names programs that the stages call, that nothing in them installs and that the variant lacks.

    ``called`` are the names of all programs that they call.
    """

    reference: ImageReference
    tag: str
    full: BaseImageFacts
    slim: BaseImageFacts
    called: frozenset[str]
    lacking: tuple[str, ...]


def slim_variant(image: ImageReference | None, stages: Iterable[Stage]) -> SlimVariant | None:
    """The slim variant of an official image for the stages that build on it; ``None`` where there is none."""
    name = None if image is None else image.official_name
    if image is None or name is None or image.digest is not None:
        return None
    tag = slimmer_tag(name, image.tag)
    reference = None if tag is None else parse_reference(with_tag(image, tag))
    if tag is None or not isinstance(reference, ImageReference):
        return None
    slim = facts(reference)
    stages = tuple(stages)
    called = frozenset().union(*(stage.select(_programs_called).facts for stage in stages))
    absent = {name for name in called if slim.has_program(name) is False}
    lacking = sorted(absent - _installed(stages)) if absent else []
    return SlimVariant(reference, tag, facts(image), slim, called, tuple(lacking))


def _programs_called(step: Step) -> tuple[str, ...]:
    """The names of the programs that a step calls, without their folders."""
    if step.commands is None:
        return ()
    names = (command.name.value for command in step.commands.commands)
    return tuple(name.rpartition("/")[2] for name in names if name)


def _installed(stages: tuple[Stage, ...]) -> set[str]:
    return set().union(*(stage.select(_packages).facts for stage in stages))


def _packages(step: Step) -> list[str]:
    """The names of the packages that a step installs."""
    tools = ("apt-get", "apt", "microdnf", "dnf", "yum")
    calls = (invocation for invocation in step.invocations if invocation.tool in tools)
    return [package.name for call in calls for package in call.packages if package.name]
