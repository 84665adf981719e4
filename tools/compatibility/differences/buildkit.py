"""Where we differ from BuildKit's own checks on purpose."""

from __future__ import annotations

from dockwright.syntax.grammar import Keyword

from ..comparison import Reason
from .cases import always, begins, ours, theirs, words

WITHOUT_RULE: dict[str, str] = {}
SCOPES: dict[str, Keyword] = {}

WORDS = "names are read word by word (moby/buildkit#5775, #6501)"

REASONS: tuple[Reason, ...] = (
    theirs(
        "UndefinedVar",
        says=always,
        text="a variable that the base image sets, or that is appended to or has a default; the engine that was asked "
        "had images that set nothing but PATH",
        fact="docker/buildx#2751; with such images assumed, the two agree on every file",
    ),
    theirs(
        "JSONArgsRecommended", says=begins("CMD exec"), text="`exec` in a shell form is meant", fact="docker/docs#22465"
    ),
    theirs(
        "SecretsUsedInArgOrEnv",
        says=words("GPG_KEY", "DefaultProcess", "DOCKER_AUTH_VERSION"),
        text="the fingerprint of a public key, the name of a field, a version",
        fact=WORDS,
    ),
    theirs(
        "WorkdirRelativePath",
        says=words('"', "C:", "$"),
        text="the path is absolute, but in quotes, one of Windows, or in a variable",
        fact="a check that takes the quotation mark for the beginning of the path",
    ),
    ours(
        "InvalidDefinitionDescription",
        says=always,
        text="the experimental check was off when the corpus was recorded; it is held against the small files",
        fact="Docker's reference of build checks",
    ),
    ours(
        "UndefinedVar", says=always, text="scripts and EXPOSE as well, and arguments out of scope", fact="hadolint#219"
    ),
    ours(
        "SecretsUsedInArgOrEnv",
        says=always,
        text="arguments before the first FROM, and secrets by their value",
        fact="moby/buildkit#6064",
    ),
)
