"""Where we differ from BuildKit's own checks on purpose."""

from __future__ import annotations

from dockwright.syntax.grammar import Keyword

from ..comparison import Difference, Reason
from .cases import begins, begins_with_a_drive, ours, theirs

WITHOUT_RULE: dict[str, str] = {}
SCOPES: dict[str, Keyword] = {}


def _is_before_the_first_stage(difference: Difference) -> bool:
    return difference.stage is None


REASONS: tuple[Reason, ...] = (
    theirs(
        "WorkdirRelativePath",
        says=begins_with_a_drive,
        text="the path is an absolute one of Windows",
        fact="the check goes by the system of the engine: one on Linux says so with `--platform=windows/amd64` as well",
    ),
    ours(
        "UndefinedVar",
        says=begins("EXPOSE"),
        text="variables of EXPOSE as well",
        fact="Docker's reference lists EXPOSE among the instructions whose variables are replaced, and an undefined one "
        "is replaced with nothing",
    ),
    ours(
        "SecretsUsedInArgOrEnv",
        says=_is_before_the_first_stage,
        text="arguments before the first FROM",
        fact="moby/buildkit#6064",
    ),
    ours(
        "LegacyKeyValueFormat",
        says=begins("ONBUILD"),
        text="what stands behind ONBUILD is written in the same way",
        fact="the engine reads it when another image is built from this one, and says nothing of it then either",
    ),
    ours(
        "InvalidBaseImagePlatform",
        says=begins("FROM"),
        text="the platforms of official images are known",
        fact="the engine was given an image for every platform",
    ),
)
