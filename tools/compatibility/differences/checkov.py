"""Where we differ from Checkov on purpose."""

from __future__ import annotations

from dockwright.syntax.grammar import Keyword

from ..comparison import Reason
from .cases import both, calls, either, is_development_container, is_not_shipped, lacks, ours, theirs, words
from .hadolint import STAGES, TABLE
from .trivy import ABOUT_ADD, ABOUT_WORKDIR
from .users import reasons_of_missing_user

SCOPES: dict[str, Keyword] = {}
BY_FILE = frozenset(("CKV_DOCKER_2", "CKV_DOCKER_3"))

REASONS: tuple[Reason, ...] = (
    theirs(
        "CKV2_DOCKER_1",
        says=words(" sudo"),
        text="a package that is called sudo is installed, and nothing is run by it",
        fact="words count where a command stands (checkov#6567)",
    ),
    theirs(
        "CKV2_DOCKER_7",
        says=words("--allow-untrusted"),
        text="a package that was built and signed in the same RUN",
        fact=TABLE,
    ),
    *reasons_of_missing_user("CKV_DOCKER_3"),
    theirs("CKV_DOCKER_4", says=words("://"), text="a download is what ADD is for", fact="hadolint#769"),
    ABOUT_ADD,
    theirs(
        "CKV_DOCKER_5",
        says=both(calls("apt-get", "update"), either(calls("apt-get", "install"), words("rosdep install"))),
        text="the install follows in the same RUN",
        fact="trivy#1740",
    ),
    theirs(
        "CKV_DOCKER_5",
        says=lacks("apt-get", "update"),
        text="what is updated is not the lists of apt",
        fact="words count where a command stands (checkov#6567)",
    ),
    theirs(
        "CKV_DOCKER_7",
        says=words("$"),
        text="the name is in a variable, and has a tag or is that of a stage",
        fact="checkov#1450, appshield#129, hadolint#979",
    ),
    theirs("CKV_DOCKER_8", says=is_not_shipped, text="root in a stage that is not shipped", fact=STAGES),
    theirs(
        "CKV_DOCKER_8",
        says=is_development_container,
        text="a development container, whose user the editor sets",
        fact=STAGES,
    ),
    ABOUT_WORKDIR,
    ours("CKV_DOCKER_7", says=words("from="), text="images named by COPY and RUN count as well", fact="hadolint#1108"),
)
