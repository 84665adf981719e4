"""Where we differ from Trivy on purpose."""

from __future__ import annotations

from mimetypes import guess_type

from dockwright.syntax.bodies import Transfer, body_of
from dockwright.syntax.grammar import Keyword

from ..comparison import Difference, Reason
from .cases import (
    begins_with_a_drive,
    calls,
    either,
    is_not_in_image,
    is_not_last_of_its_kind,
    is_not_shipped,
    ours,
    ours_in_file,
    ours_in_stage,
    theirs,
    words,
)
from .hadolint import STAGES, TABLE, UNKNOWN
from .users import reasons_of_missing_user


def _is_behind_another_workdir(difference: Difference) -> bool:
    step = difference.step
    return step is not None and step.workdir.instruction is not None


def _changes_directory_later(difference: Difference) -> bool:
    script = None if difference.step is None else difference.step.commands
    return script is not None and any(command.name.value == "cd" for command in script.commands[1:])


def _is_not_installed_beside_the_other(difference: Difference) -> bool:
    if difference.stage is None:
        return False
    calls_of_managers = difference.stage.invocations("apt-get", "apt", "apk", "yum", "dnf", "microdnf", "zypper")
    installed = {package.name for _, call in calls_of_managers for package in call.packages}
    return not installed >= {"curl", "wget"}


def _adds_what_may_be_an_archive(difference: Difference) -> bool:
    """The sources are in the build context, and their names do not tell what they are."""
    body = None if difference.step is None else body_of(difference.step.instruction)
    if not isinstance(body, Transfer):
        return False
    return all("://" not in word.text and guess_type(word.text) == (None, None) for word in body.file_sources)


ABOUT_WORKDIR = theirs(
    "DS-0009",
    "CKV_DOCKER_10",
    says=either(_is_behind_another_workdir, begins_with_a_drive),
    text="a path relative to a WORKDIR above it in the stage is meant so, and `C:/` is absolute",
    fact="Docker documents it; hadolint#580",
)
ABOUT_ADD = theirs(
    "DS-0005",
    "CKV_DOCKER_4",
    says=_adds_what_may_be_an_archive,
    text="whether the source is an archive or a folder is not told by its name",
    fact="ADD unpacks by content; hadolint#769",
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
    ABOUT_ADD,
    ABOUT_WORKDIR,
    theirs(
        "DS-0013",
        says=words("("),
        text="the `cd` ends with its subshell, or goes to a folder made just now",
        fact=UNKNOWN,
    ),
    theirs(
        "DS-0014",
        says=either(_is_not_installed_beside_the_other, ours_in_stage("wget-and-curl"), is_not_in_image),
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
        says=words("install -y $buildDeps"),
        text="a variable, which may hold options, stands where the option would",
        fact=UNKNOWN,
    ),
    theirs(
        "DS-0012",
        says=ours_in_file("duplicate-stage-name"),
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
        says=ours_in_stage("repeated-command"),
        text="the last one counts, so the earlier ones are superfluous",
        fact="Docker's reference",
    ),
    ours(
        "DS-0016",
        "DS-0007",
        "DS-0023",
        says=is_not_last_of_its_kind,
        text="every CMD but the last one, each where it stands",
        fact="Docker's reference",
    ),
    ours("DS-0013", says=_changes_directory_later, text="`cd` behind other commands as well", fact=TABLE),
    ours("DS-0019", says=calls("dnf"), text="`swap` and `reinstall` download as well", fact=TABLE),
    ours("DS-0021", "DS-0029", says=calls("apt"), text="`apt` is apt as well", fact=TABLE),
    ours("DS-0025", says=calls("apk", "update"), text="`apk update` stores the index as well", fact=TABLE),
)
