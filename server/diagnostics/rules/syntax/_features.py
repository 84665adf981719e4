"""What of the Dockerfile language came with which version of its frontend.

Source: https://docs.docker.com/build/buildkit/dockerfile-release-notes/ and the "minimum Dockerfile version" notes of
https://docs.docker.com/reference/dockerfile/. Only what a file cannot be read without is listed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.dataclass import dataclass
from ....syntax.flags import Flag
from ....syntax.grammar import Keyword
from ....syntax.items import Instruction
from ....syntax.logical_text import Span

Version = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of the language; ``stable`` is the first stable version that reads it, ``labs`` the first of the labs.

    ``stable`` is ``None`` where it is still in the labs channel only.
    """

    name: str
    stable: Version | None
    labs: Version


@dataclass(frozen=True, slots=True)
class FeatureUse:
    """Where a feature is used."""

    step: Step
    feature: Feature
    span: Span


_FLAGS: dict[tuple[Keyword, str], Feature] = {
    (Keyword.RUN, "mount"): Feature("`RUN --mount`", (1, 2), (1, 0)),
    (Keyword.RUN, "network"): Feature("`RUN --network`", (1, 3), (1, 1)),
    (Keyword.RUN, "security"): Feature("`RUN --security`", (1, 20), (1, 1)),
    (Keyword.RUN, "device"): Feature("`RUN --device`", None, (1, 14)),
    (Keyword.COPY, "chmod"): Feature("`COPY --chmod`", (1, 2), (1, 2)),
    (Keyword.ADD, "chmod"): Feature("`ADD --chmod`", (1, 2), (1, 2)),
    (Keyword.COPY, "link"): Feature("`COPY --link`", (1, 4), (1, 4)),
    (Keyword.ADD, "link"): Feature("`ADD --link`", (1, 4), (1, 4)),
    (Keyword.COPY, "parents"): Feature("`COPY --parents`", (1, 20), (1, 7)),
    (Keyword.COPY, "exclude"): Feature("`COPY --exclude`", (1, 19), (1, 7)),
    (Keyword.ADD, "exclude"): Feature("`ADD --exclude`", (1, 19), (1, 7)),
    (Keyword.ADD, "checksum"): Feature("`ADD --checksum`", (1, 6), (1, 5)),
    (Keyword.ADD, "keep-git-dir"): Feature("`ADD --keep-git-dir`", (1, 6), (1, 5)),
    (Keyword.ADD, "unpack"): Feature("`ADD --unpack`", (1, 17), (1, 17)),
    (Keyword.HEALTHCHECK, "start-interval"): Feature("`HEALTHCHECK --start-interval`", (1, 6), (1, 6)),
}
_HEREDOC = Feature("heredocs", (1, 4), (1, 3))
_SYMBOLIC_MODE = Feature("`--chmod` with letters", (1, 14), (1, 11))
_SECRET_VARIABLE = Feature("secrets as environment variables", (1, 10), (1, 10))
_PATTERNS = Feature("`${variable#pattern}` and its like", (1, 7), (1, 7))
_PATTERN_OPERATORS = ("#", "##", "%", "%%", "/", "//")


def features_used(step: Step) -> tuple[FeatureUse, ...]:
    """What a step needs, in the order of the text; kept with its instruction apart from the step."""
    return tuple(FeatureUse(step, feature, span) for feature, span in _used(step.instruction))


def _used(instruction: Instruction) -> Iterator[tuple[Feature, Span]]:
    keyword = instruction.keyword
    if keyword is None:
        return
    for flag in instruction.flags:
        feature = _FLAGS.get((keyword, flag.name))
        if feature is not None:
            yield _refined(flag, feature), flag.span
    for heredoc in instruction.heredocs[:1]:
        yield _HEREDOC, heredoc.opening.span
    if "${" in instruction.text:
        for word in instruction.words:
            for expansion in word.expansions:
                if expansion.operator in _PATTERN_OPERATORS:
                    yield _PATTERNS, expansion.span


def _refined(flag: Flag, feature: Feature) -> Feature:
    """What the value of a flag needs beyond the flag itself."""
    value = flag.value
    if value is None:
        return feature
    if flag.name == "chmod" and value.value is not None and any(letter in value.value for letter in "ugoarwx=+"):
        return _SYMBOLIC_MODE
    if flag.name == "mount" and flag.mount_type == "secret" and flag.mount_option("env") is not None:
        return _SECRET_VARIABLE
    return feature
