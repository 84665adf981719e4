"""Where we differ from hadolint on purpose."""

from __future__ import annotations

from dockwright.syntax.grammar import Keyword

from ..comparison import Difference, Reason
from .cases import (
    always,
    begins,
    both,
    calls,
    either,
    is_behind_another_user,
    is_behind_exec_form,
    is_development_container,
    is_no_plain_sh,
    is_no_posix_shell,
    is_not_in_image,
    is_not_shipped,
    ours,
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
    return _is_a_shell_code(difference) and any(
        part in difference.text.lower() for part in ("$env:", "new-object", ".bat", ".ps1")
    )


def _is_about_another_shell(difference: Difference) -> bool:
    return difference.code.startswith("SC30") and is_no_plain_sh(difference)


REASONS: tuple[Reason, ...] = (
    theirs(
        "DL3001",
        says=words("kill $"),
        text="`kill` ends what the same step began",
        fact="only what cannot work is pointless",
    ),
    theirs("DL3002", says=is_not_shipped, text="root in a stage that is not shipped", fact="false alarm 39"),
    theirs(
        "DL3002",
        says=is_development_container,
        text="a development container, whose user the editor sets",
        fact="`remoteUser` of the development container specification says who works in it",
    ),
    theirs(
        *("DL3003", "DL3013", "DL3016", "DL3025", "DL3042"),
        says=either(is_no_posix_shell, words(".\\")),
        text="a shell of Windows is not read as a POSIX one",
        fact=WINDOWS,
    ),
    theirs(
        "DL3006",
        says=words("${"),
        text="the name is put together from variables and is that of a stage",
        fact="false alarm 31 (hadolint#979)",
    ),
    theirs(
        "DL3008",
        "DL3013",
        "DL3041",
        says=words("$(<", "${PG_MAJOR}", "${TF_POSTFIX}"),
        text="what a variable or a file holds is not known",
        fact="false alarms 1, 2 and 15 (hadolint#928, #329, #67)",
    ),
    theirs(
        "DL3009",
        says=words("dist-clean", "distclean"),
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
        "DL3015",
        says=words("apt-get -f install"),
        text="`apt-get -f install` names no package",
        fact="it mends what `dpkg -i` left half installed",
    ),
    theirs(
        "DL3019",
        says=words("build_module.sh"),
        text="what the scripts that are called in the same step remove is not known",
        fact=UNKNOWN,
    ),
    theirs(
        "DL3022",
        says=words("--from=gloursdocker/docker", "--from=templates", "--from=tool_builder"),
        text="the name may be an image of Docker Hub or a named build context",
        fact="false alarms 35, 36 and 37 (hadolint#197, #859, #830)",
    ),
    theirs(
        "DL3025",
        says=both(begins("HEALTHCHECK"), words("||")),
        text="a health check needs its shell for `|| exit 1`",
        fact="false alarm 63 (twelve pull requests in seven weeks, and changed exit codes: silarhi/docker-php#52)",
    ),
    theirs(
        "DL3025",
        says=begins("CMD exec"),
        text="`exec` in a shell form is meant",
        fact="false alarm 61 (docker/docs#22465)",
    ),
    theirs(
        "DL3042",
        says=words("--no-cache "),
        text="options may be abbreviated, as in `--no-cache`",
        fact="pip takes every beginning of an option that only one option has",
    ),
    theirs(
        "DL3042", says=words(".whl"), text="a local wheel may download nothing", fact="false alarm 12 (hadolint#389)"
    ),
    theirs(
        "DL3046",
        says=words("$UID", "${UID"),
        text="the number is that of the ARG above it, 1001",
        fact="only large numbers make these files grow",
    ),
    theirs(
        "DL3059",
        says=either(words('RUN ["'), is_behind_exec_form),
        text="an exec form cannot be joined to anything",
        fact="false alarm 27: what cannot be merged (hadolint#595)",
    ),
    theirs(
        "DL3062",
        says=words("go run make.go", "go install -installsuffix", "go install tool", "go install \\"),
        text="`go run` and `go install` without a version are of the project",
        fact="false alarm 26 (hadolint#1134)",
    ),
    theirs(
        "DL3064",
        says=words("TOKENIZERS_PARALLELISM"),
        text="a word that only begins like a secret",
        fact="false alarm 65 (moby/buildkit#5775; hadolint#1245, #1230)",
    ),
    theirs("DL3066", says=is_behind_another_user, text="only the last user of a stage matters", fact=LAST_USER),
    theirs(
        "DL3066",
        says=words("USER root"),
        text="root should be another user rather than a number",
        fact=LAST_USER,
    ),
    theirs(
        "DL3066",
        says=words("$APP_UID", "${APP_UID}", "${NB_UID}"),
        text="the variable holds a number, as its name says",
        fact=LAST_USER,
    ),
    theirs(
        "DL3066",
        says=words("USER Container"),
        text="users of Windows have no numbers that USER takes",
        fact="Docker's reference for USER",
    ),
    theirs(
        "DL4003",
        "DL4004",
        "DL3012",
        says=always,
        text="the last one counts, so the earlier ones are superfluous",
        fact="BuildKit's own check, MultipleInstructionsDisallowed, points at these",
    ),
    theirs(
        "DL4006",
        says=lambda difference: is_no_plain_sh(difference) and "pipefail" in difference.reading.snapshot.text,
        text="SHELL set `pipefail`, which holds for the heredoc too",
        fact="false alarms 44 and 48 (NVIDIA/dcgm-exporter#683, hadolint#806)",
    ),
    theirs(
        "DL3010",
        says=always,
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
        says=words("$GOPATH"),
        text="the value is known from the base image and needs no quotes",
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
        says=always,
        text="the last one counts, so the earlier ones are superfluous",
        fact="Docker's reference: only the last one takes effect",
    ),
    ours(
        *("DL3049", "DL3050", "DL3052", "DL3053", "DL3054", "DL3055", "DL3056", "DL3058"),
        says=always,
        text="hadolint looks at labels only with a schema of labels; we know those of the OCI standard",
        fact="the annotations that the OCI image specification defines",
    ),
    ours(
        "DL3048",
        says=always,
        text="a key with an underscore, or an ending that the standard does not allow",
        fact="Docker's guidelines for keys of labels",
    ),
    ours(
        "DL3059",
        says=always,
        text="comments between the two, and steps that write the same files",
        fact="blind when a comment stands between the two (hadolint#712, #1138)",
    ),
    ours(
        says=_is_a_shell_code,
        text="ShellCheck itself says so when it is asked; hadolint has an older one inside",
        fact="one program, asked with the shell and the variables of the stage (hadolint#1228, #1241)",
    ),
    ours("DL3010", says=always, text="an archive that an earlier step brought, not COPY alone", fact="the same waste"),
)
