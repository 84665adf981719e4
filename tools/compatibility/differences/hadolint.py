"""Where we differ from hadolint on purpose."""

from __future__ import annotations

import re

from dockwright.diagnostics.secrets.names import is_secret_name_to_buildkit
from dockwright.semantics.accounts import created_users
from dockwright.syntax.grammar import Keyword

from ..comparison import Difference, Reason
from .cases import (
    begins,
    calls,
    either,
    is_about_powershell,
    is_no_plain_sh,
    is_no_posix_shell,
    is_not_in_image,
    is_not_last_of_its_kind,
    ours,
    ours_in_stage,
    theirs,
    words,
)

WITHOUT_RULE = {"SC*": "ShellCheck's findings keep ShellCheck's codes and come from ShellCheck"}
BY_STAGE = frozenset(("DL3057",))
SCOPES = {"DL3012": Keyword.HEALTHCHECK, "DL4003": Keyword.CMD, "DL4004": Keyword.ENTRYPOINT}

STAGES = "rules have to know of stages (hadolint#405, #1014, #1056; trivy#3966)"
UNKNOWN = "what is not known is not reported; more than half of the false alarms that users told of come from guessing"
PIPES = "a pipe whose status nobody could miss is not worth a SHELL (hadolint#806, #1084, #1137)"
TABLE = "one table of options and words for each tool (false alarms 3 to 26)"
LAST_USER = "false alarm 42 (hadolint#1222, #1239, #1240)"
WINDOWS = "false alarm 49 (hadolint#246, #644, #1228)"
OTHER_SHELL = "false alarms 46 and 48 (hadolint#806, #1137, #400)"


def _is_a_shell_code(difference: Difference) -> bool:
    return difference.code.startswith("SC")


def _is_windows(difference: Difference) -> bool:
    return _is_a_shell_code(difference) and is_no_posix_shell(difference)


def _is_a_script_of_windows(difference: Difference) -> bool:
    return _is_a_shell_code(difference) and is_about_powershell(difference)


def _is_about_another_shell(difference: Difference) -> bool:
    return difference.code.startswith("SC30") and is_no_plain_sh(difference)


def _is_named_like_a_stage(difference: Difference) -> bool:
    """Some stage has a name that the base image's is for some values of its variables."""
    stage = difference.stage
    if stage is None:
        return False
    fits = re.compile(re.sub(r"\\\$(?:\\\{.*?\\\}|\w+)", ".+", re.escape(stage.base.word.text)))
    stages = difference.reading.snapshot.analysis.program.stages
    return any(other.name is not None and fits.fullmatch(other.name) for other in stages)


def _creates_users_with_small_numbers(difference: Difference) -> bool:
    created = () if difference.stage is None else difference.stage.select(created_users).facts
    return bool(created) and all((user.uid or "").isdigit() and len(user.uid or "") <= 5 for user in created)


def _takes_versions_of_the_project(difference: Difference) -> bool:
    """Go is called, and never with a version."""
    step = difference.step
    calls_of_go = [call for call in step.invocations if call.tool == "go"] if step is not None else []
    return bool(calls_of_go) and not any("@" in word.text for call in calls_of_go for word in call.operands)


def _is_no_secret_to_buildkit(difference: Difference) -> bool:
    step = difference.step
    return step is not None and not any(
        is_secret_name_to_buildkit(pair.key.text) for pair in step.instruction.key_values
    )


def _is_number(difference: Difference) -> bool:
    step = difference.step
    return step is not None and (step.evaluate(step.instruction.words[0]) or "").isdigit()


def _has_only_values_of_one_word(difference: Difference) -> bool:
    """All variables of the script that are set outside it have values that no shell would split."""
    step = difference.step
    if step is None or step.commands is None:
        return False
    values = [step.value_of(use.name) for use in step.commands.variables if step.binding(use.name) is not None]
    return bool(values) and all(value is not None and re.fullmatch(r"[\w./:-]+", value) for value in values)


def _has_key_with_underscore(difference: Difference) -> bool:
    step = difference.step
    return step is not None and any("_" in pair.key.text for pair in step.instruction.key_values)


REASONS: tuple[Reason, ...] = (
    theirs(
        *("DL3003", "DL3013", "DL3016", "DL3042", "DL3059"),
        says=either(is_no_posix_shell, is_about_powershell),
        text="a shell of Windows is not read as a POSIX one",
        fact=WINDOWS,
    ),
    theirs(
        "DL3006",
        says=_is_named_like_a_stage,
        text="the name is put together from variables and fits that of a stage",
        fact="false alarm 31 (hadolint#979)",
    ),
    theirs(
        "DL3009",
        says=calls("apt-get", "dist-clean"),
        text="`apt-get dist-clean` removes the lists",
        fact="the manual of apt-get: it does what `clean` does and erases the lists",
    ),
    theirs(
        "DL3009",
        says=words("clean-layer.sh"),
        text="a script called clean-something is taken to clean",
        fact="this one removes `/var/lib/apt/lists` (`tpu/clean-layer.sh` in Kaggle/docker-python)",
    ),
    theirs(
        "DL3042",
        says=words("--no-cache "),
        text="options may be abbreviated, as in `--no-cache`",
        fact="pip takes every beginning of an option that only one option has",
    ),
    theirs(
        "DL3046",
        says=_creates_users_with_small_numbers,
        text="the number in the variable is small",
        fact="only large numbers make these files grow",
    ),
    theirs(
        "DL3062",
        says=_takes_versions_of_the_project,
        text="`go run` and `go install` of files, or of packages whose versions are in `go.mod`",
        fact="without a version, Go refuses what `go.mod` does not name; false alarm 26 (hadolint#1134)",
    ),
    theirs(
        "DL3064",
        says=_is_no_secret_to_buildkit,
        text="a word that only begins like a secret, which BuildKit does not take for one either",
        fact="false alarm 65 (moby/buildkit#5775; hadolint#1245, #1230)",
    ),
    theirs(
        "DL3066",
        says=_is_number,
        text="an ENV of the file says that the variable is a number",
        fact=LAST_USER,
    ),
    theirs(
        "DL4003",
        "DL4004",
        "DL3012",
        says=ours_in_stage("repeated-command"),
        text="the last one counts, so the earlier ones are superfluous; we point at these",
        fact="BuildKit's own check, MultipleInstructionsDisallowed, does the same",
    ),
    theirs(
        "DL4006",
        says=lambda difference: is_no_plain_sh(difference) and "pipefail" in difference.reading.snapshot.text,
        text="SHELL set `pipefail`, which holds for the heredoc too",
        fact="false alarms 44 and 48 (NVIDIA/dcgm-exporter#683, hadolint#806)",
    ),
    theirs(
        "DL3010",
        says=ours_in_stage("archive-kept-after-unpacking", Keyword.RUN),
        text="we point at the RUN that unpacks, they at the COPY",
        fact="a pointer is best where the waste is",
    ),
    theirs(
        says=_is_windows,
        text="ShellCheck is not asked about PowerShell, cmd and scripts of other interpreters",
        fact="false alarms 49 and 51 (hadolint#246, #643, #644, #1228)",
    ),
    theirs(
        says=_is_a_script_of_windows,
        text="the base image is unknown, the script is PowerShell all the same",
        fact="false alarms 49 and 51 (hadolint#246, #643, #644, #1228)",
    ),
    theirs(
        "SC2086",
        says=_has_only_values_of_one_word,
        text="the values are known from the base image, and are one word each",
        fact="false alarm 66 (docker/buildx#2751)",
    ),
    theirs(
        says=_is_about_another_shell,
        text="the shell of this image, or of this heredoc, is bash, or busybox, which knows it",
        fact=OTHER_SHELL,
    ),
    ours(
        "DL3006",
        "DL3007",
        says=begins("COPY"),
        text="images named by COPY count as well",
        fact="hadolint#1108, #1216",
    ),
    ours(
        "DL3006",
        "DL3007",
        says=words("from="),
        text="images named by RUN --mount count as well",
        fact="hadolint#1108, #1216",
    ),
    ours(
        "DL3042",
        says=calls("pip", "wheel"),
        text="`pip wheel` downloads as well",
        fact=TABLE,
    ),
    ours(
        "DL3009",
        says=is_not_in_image,
        text="a stage that is not shipped; hadolint speaks of it where another one begins from it",
        fact="each stage is looked at for itself",
    ),
    ours(
        "DL3057",
        says=begins("FROM"),
        text="a stage has none, though one that begins from it has",
        fact="each stage is looked at for itself",
    ),
    ours("DL3006", "DL3007", says=words("$"), text="the value of an ARG is known", fact="hadolint#219, #339, #858"),
    ours(
        "DL3002",
        says=begins("FROM"),
        text="the shipped stage begins from one whose last user is root",
        fact="root by another way is root (hadolint#109, #341)",
    ),
    ours("DL3008", says=words("xargs apt-get install"), text="what xargs runs is run", fact=TABLE),
    ours("DL3008", "DL3009", "DL3014", "DL3015", says=calls("apt"), text="`apt` is apt as well", fact=TABLE),
    ours(
        "DL3013",
        says=words('/bin/pip" install'),
        text="a pip in a folder of unknown name is a pip",
        fact="hadolint#181",
    ),
    ours("DL3013", says=calls("uv"), text="`uv pip install` is pip in other words", fact=TABLE),
    ours(
        "DL3016",
        "DL3060",
        says=words("npm i ", "yarn global add"),
        text="`npm i` and `yarn global add` install as well",
        fact=TABLE,
    ),
    ours("DL3019", says=calls("apk", "update"), text="`apk update` stores the index as well", fact=TABLE),
    ours("DL3040", "DL3041", says=calls("tdnf"), text="tdnf is a dnf", fact=TABLE),
    ours("DL3040", says=calls("microdnf"), text="microdnf has a cache as well", fact=TABLE),
    ours(
        "DL3040",
        says=calls("dnf", "swap", "reinstall", "upgrade"),
        text="`swap` and `reinstall` download as well",
        fact=TABLE,
    ),
    ours("DL3066", says=words("$"), text="the value of an ARG is known", fact="hadolint#341, #1222"),
    ours("DL3064", says=words("LICENSE_KEY"), text="the key of a licence", fact="moby/buildkit#6064"),
    ours(
        "DL4001",
        says=words("apt-get"),
        text="where the second program is installed",
        fact="per stage, and what costs is the program (trivy#10333)",
    ),
    ours(
        "DL4003",
        "DL4004",
        "DL3012",
        says=is_not_last_of_its_kind,
        text="the last one counts, so the earlier ones are superfluous",
        fact="Docker's reference: only the last one takes effect",
    ),
    ours(
        "DL3052",
        says=begins("LABEL"),
        text="hadolint looks at labels only with a schema of labels; we know those of the OCI standard",
        fact="the annotations that the OCI image specification defines",
    ),
    ours(
        "DL3048",
        says=_has_key_with_underscore,
        text="a key with an underscore",
        fact="Docker's guidelines for keys of labels",
    ),
    ours("DL3059", says=is_no_posix_shell, text="a shell of Windows is not read as a POSIX one", fact=WINDOWS),
    ours(
        says=_is_a_shell_code,
        text="ShellCheck itself says so when it is asked; hadolint has an older one inside",
        fact="one program, asked with the shell and the variables of the stage (hadolint#1228, #1241)",
    ),
    ours(
        "DL3010",
        says=begins("RUN"),
        text="an archive that any earlier step brought, where it is kept",
        fact="the same waste",
    ),
)
