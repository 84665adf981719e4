"""Where we differ from hadolint on purpose."""

from __future__ import annotations

from dockwright.syntax.grammar import Keyword

from ..comparison import Difference, Reason
from .cases import (
    always,
    begins,
    calls,
    either,
    is_behind_another_user,
    is_development_container,
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
TABLE = "one table of options and words for each tool (rows 3 to 26 of the false alarms that users told of)"


def _is_a_shell_code(difference: Difference) -> bool:
    return difference.code.startswith("SC")


def _is_windows(difference: Difference) -> bool:
    return _is_a_shell_code(difference) and is_no_posix_shell(difference)


def _is_a_script_of_windows(difference: Difference) -> bool:
    return _is_a_shell_code(difference) and any(
        part in difference.text.lower() for part in ("$env:", "new-object", ".bat", ".ps1")
    )


def _is_bash_under_the_name_of_sh(difference: Difference) -> bool:
    return difference.code.startswith("SC30")


REASONS: tuple[Reason, ...] = (
    theirs(
        *("DL3009", "DL3015", "DL3019", "DL3032", "DL3036", "DL3040", "DL3042", "DL3060"),
        says=is_not_in_image,
        text="size does not matter in a stage that is not shipped",
        fact=STAGES,
    ),
    theirs("DL3002", says=is_not_shipped, text="root in a stage that is not shipped", fact=STAGES),
    theirs(
        "DL3002", says=is_development_container, text="a development container, whose user the editor sets", fact=STAGES
    ),
    theirs(
        "DL3059", says=is_not_in_image, text="steps of a stage that is not shipped are split for its cache", fact=STAGES
    ),
    theirs(
        "DL3059",
        says=always,
        text="joining the two would save nothing, or could not be done",
        fact="the rule that its own author calls controversial (hadolint#1207, #595, #717)",
    ),
    theirs(
        "DL3057",
        says=always,
        text="the shipped image needs one HEALTHCHECK, not every stage; functions and shells need none",
        fact="never per stage (hadolint#843, checkov#3955)",
    ),
    theirs(
        "DL3013",
        "DL3016",
        "DL3042",
        "DL4006",
        says=is_no_posix_shell,
        text="a shell of Windows is not read as a POSIX one",
        fact="hadolint#246, #644, #1228",
    ),
    theirs(
        says=_is_windows,
        text="ShellCheck is not asked about PowerShell, cmd and scripts of other interpreters",
        fact="hadolint#246, #643, #644, #1228",
    ),
    theirs(
        says=either(_is_a_script_of_windows),
        text="the base image is unknown, the script is PowerShell all the same",
        fact="hadolint#246, #643, #644, #1228",
    ),
    theirs(
        "SC2086",
        says=words("$GOPATH"),
        text="the value is known from the base image and needs no quotes",
        fact="docker/buildx#2751",
    ),
    theirs(
        says=_is_bash_under_the_name_of_sh,
        text="the shell of this image, or of this heredoc, is bash, or busybox, which knows it",
        fact="the shell comes from SHELL, the heredoc and the base image (hadolint#806, #1137, #400)",
    ),
    theirs(
        "DL3003",
        says=words("("),
        text="the `cd` ends with its subshell",
        fact="what it does not change needs no WORKDIR",
    ),
    theirs(
        "DL3003",
        says=is_no_posix_shell,
        text="a shell of Windows is not read as a POSIX one",
        fact="hadolint#246, #644",
    ),
    theirs(
        "DL3006",
        says=words("${"),
        text="the name is put together from variables and is that of a stage",
        fact="choosing between stages is an idiom (hadolint#979)",
    ),
    theirs(
        "DL3000",
        says=always,
        text="a path relative to a WORKDIR above it in the stage is meant so",
        fact="Docker documents it, and BuildKit's own check allows it",
    ),
    theirs("DL3009", says=words("dist-clean", "distclean"), text="`apt-get dist-clean` removes the lists", fact=TABLE),
    theirs(
        "DL3009", says=words("clean-layer.sh"), text="a script called clean-something is taken to clean", fact=UNKNOWN
    ),
    theirs("DL3015", says=words("apt-get -f install"), text="`apt-get -f install` names no package", fact=TABLE),
    theirs(
        "DL3008",
        "DL3013",
        "DL3041",
        says=words("$(<", "${PG_MAJOR}", "${TF_POSTFIX}"),
        text="what a variable or a file holds is not known",
        fact="hadolint#67, #329, #928",
    ),
    theirs("DL3042", says=words("--no-cache "), text="options may be abbreviated, as in `--no-cache`", fact=TABLE),
    theirs("DL3042", says=words(".whl"), text="a local wheel may download nothing", fact="hadolint#389"),
    theirs("DL3062", says=calls("go", "get"), text="without a version, `go get` takes that of the module", fact=TABLE),
    theirs(
        "DL3062",
        says=words("go run make.go", "go install -installsuffix", "go install tool", "go install \\"),
        text="`go run` and `go install` without a version are of the project",
        fact="hadolint#1134",
    ),
    theirs(
        "DL3010",
        says=always,
        text="we point at the RUN that unpacks, they at the COPY",
        fact="a pointer is best where the waste is",
    ),
    theirs(
        "DL3020",
        says=always,
        text="whether the source is an archive is not told by its name",
        fact="ADD unpacks by content; hadolint#769",
    ),
    theirs(
        "DL3022",
        says=always,
        text="the name may be an image of Docker Hub or a named build context",
        fact="hadolint#859, #830, #197",
    ),
    theirs(
        "DL3025",
        says=begins("HEALTHCHECK"),
        text="a health check needs its shell for `|| exit 1`",
        fact="twelve pull requests in seven weeks, and changed exit codes (silarhi/docker-php#52)",
    ),
    theirs("DL3025", says=words(".\\"), text="PowerShell", fact="hadolint#246, #644"),
    theirs("DL3025", says=begins("CMD exec"), text="`exec` in a shell form is meant", fact="docker/docs#22465"),
    theirs(
        "DL3045",
        says=always,
        text="the working directory is known: that of an empty image is `/`, others set it in the stage or the base",
        fact="three answers: only a working directory that nobody can know is worth a word (hadolint#580)",
    ),
    theirs(
        "DL3046",
        says=words("$UID", "${UID"),
        text="the number is in a variable, and small where it is known",
        fact=UNKNOWN,
    ),
    theirs("DL3047", says=words("$("), text="an address out of a command that is not known", fact=UNKNOWN),
    theirs(
        "DL3001",
        says=words("kill $"),
        text="`kill` ends what the same step began",
        fact="only what cannot work is pointless",
    ),
    theirs(
        "DL3064",
        says=words("TOKENIZERS_PARALLELISM"),
        text="a word that only begins like a secret",
        fact="names are read word by word (moby/buildkit#5775; hadolint#1245, #1230)",
    ),
    theirs(
        "DL3066",
        says=either(is_behind_another_user, words("USER root", "USER Container", "$")),
        text="only the last user of the shipped image matters, root is another matter, Windows has no numbers",
        fact="hadolint#1222, #1239, #1240",
    ),
    theirs(
        "DL3067",
        says=always,
        text="an image that was made to be copied whole, such as `tonistiigi/xx`, or an empty stage",
        fact="the documented use of such images (hadolint#197, #421, #1124)",
    ),
    theirs(
        "DL4001",
        says=always,
        text="we speak where the second program is installed, once",
        fact="per stage, and what costs is the program (trivy#10333)",
    ),
    theirs(
        "DL4003",
        "DL4004",
        "DL3012",
        says=always,
        text="the last one counts, so the earlier ones are superfluous",
        fact="Docker's reference: only the last one takes effect",
    ),
    theirs(
        "DL4006",
        says=words("echo", "seq", "$(", "printf", "cat "),
        text="what begins the pipe cannot fail, or its result is only an argument",
        fact=PIPES,
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
