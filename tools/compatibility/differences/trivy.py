"""Where we differ from Trivy on purpose."""

from __future__ import annotations

from dockwright.syntax.grammar import Keyword

from ..comparison import Reason
from .cases import always, calls, is_not_in_image, is_not_shipped, ours, theirs, words
from .hadolint import STAGES, TABLE, UNKNOWN
from .users import reasons_of_missing_user

ABOUT_WORKDIR = theirs(
    "DS-0009",
    "CKV_DOCKER_10",
    says=always,
    text="a path relative to a WORKDIR above it in the stage is meant so, and `C:/` is absolute",
    fact="Docker documents it; hadolint#580",
)
SCOPES = {"DS-0016": Keyword.CMD, "DS-0007": Keyword.ENTRYPOINT, "DS-0023": Keyword.HEALTHCHECK}

REASONS: tuple[Reason, ...] = (
    theirs(
        "DS-0002",
        says=lambda difference: difference.index is not None and is_not_shipped(difference),
        text="root in a stage that is not shipped",
        fact="false alarm 39 (hadolint#405, trivy#3966)",
    ),
    *reasons_of_missing_user("DS-0002"),
    theirs(
        "DS-0005",
        says=always,
        text="whether the source is an archive or a folder is not told by its name",
        fact="ADD unpacks by content; hadolint#769",
    ),
    ABOUT_WORKDIR,
    theirs(
        "DS-0013",
        says=words("("),
        text="the `cd` ends with its subshell, or goes to a folder made just now",
        fact=UNKNOWN,
    ),
    theirs(
        "DS-0014",
        says=always,
        text="we speak where the second program is installed, once; calling what the base image has costs nothing",
        fact="per stage, and what costs is the program (trivy#10333)",
    ),
    theirs(
        "DS-0017", says=words("rosdep"), text="`rosdep install` installs what the refreshed index names", fact=TABLE
    ),
    theirs(
        "DS-0019",
        "DS-0025",
        "DS-0027",
        "DS-0029",
        says=is_not_in_image,
        text="size does not matter in a stage that is not shipped",
        fact=STAGES,
    ),
    theirs(
        "DS-0019",
        says=words("tsflags=nodocs", "clean all"),
        text="cleaned up in the same RUN, in other words",
        fact="trivy#1740",
    ),
    theirs(
        "DS-0029",
        says=words("apt-get -f install", "buildDeps"),
        text="no package is named, or what is meant is in a variable",
        fact=UNKNOWN,
    ),
    theirs(
        "DS-0012",
        says=always,
        text="we point at the second stage of a name, they at the first",
        fact="the second is the one to rename",
    ),
    theirs(
        "DS-0031",
        says=words("GPG_KEY", "DefaultProcess"),
        text="the fingerprint of a public key, the name of a field",
        fact="moby/buildkit#5775, #6501",
    ),
    theirs(
        "DS-0016",
        "DS-0007",
        "DS-0023",
        says=always,
        text="the last one counts, so the earlier ones are superfluous",
        fact="Docker's reference",
    ),
    ours(
        "DS-0016",
        "DS-0007",
        "DS-0023",
        says=always,
        text="every CMD but the last one, each where it stands",
        fact="Docker's reference",
    ),
    ours("DS-0013", says=always, text="`cd` behind other commands as well", fact=TABLE),
    ours("DS-0019", says=calls("dnf"), text="`swap` and `reinstall` download as well", fact=TABLE),
    ours("DS-0021", "DS-0029", says=calls("apt"), text="`apt` is apt as well", fact=TABLE),
    ours("DS-0025", says=calls("apk", "update"), text="`apk update` stores the index as well", fact=TABLE),
)
