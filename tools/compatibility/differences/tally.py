"""Where we differ from tally on purpose. Most of it is house style, which users do not want to be imposed on them."""

from __future__ import annotations

from dockwright.syntax.grammar import Keyword

from ..comparison import Difference, Reason
from .cases import always, is_development_container, is_no_posix_shell, theirs, words
from .hadolint import PIPES, STAGES, TABLE, UNKNOWN

WITHOUT_RULE = {
    "tally/powershell/*": "scripts of PowerShell are read by an analyser that needs PowerShell",
    "tally/prefer-formatted-heredocs": "a formatter of shell scripts is a program of its own",
    "shellcheck/*": "ShellCheck's findings keep ShellCheck's codes and come from ShellCheck",
}
SCOPES: dict[str, Keyword] = {}
BY_STAGE = frozenset(("hadolint/DL3057",))

OPEN = frozenset(
    (
        ("tally/gpu/cuda-version-mismatch", "conda-on-gpu.Dockerfile:2"),
        ("tally/labels/no-duplicate-keys", "files/hashicorp__docker-vault__ubi__Dockerfile.Dockerfile:3"),
    )
)

STYLE = "do not impose style such as heredocs, order of labels or telemetry (an anti-goal that users named)"
IN_IMAGE = "what is not shipped costs nothing"

_BY_CODE = {
    "tally/consistent-indentation": ("we ask for no indentation of stages, they ask for it", STYLE),
    "tally/newline-between-instructions": ("we ask for a blank line before a stage only", STYLE),
    "tally/newline-per-chained-call": ("two short commands may share a line", STYLE),
    "tally/no-multi-spaces": ("spaces that line up words, or stand in a script, are the author's", STYLE),
    "tally/no-multiple-empty-lines": (
        "we speak once, at the lines themselves; two blank lines between parts are fine",
        STYLE,
    ),
    "tally/max-lines": ("we ask at 200 lines, they at 50 (both can be set)", STYLE),
    "tally/epilogue-order": ("we ask that settings stand last, not for one order among them", STYLE),
    "tally/sort-packages": ("we speak of lists of one package a line", STYLE),
    "tally/prefer-run-heredoc": (
        "joining the two would save nothing, or a chain is fine as it is",
        "hadolint#1056, #717, #1207",
    ),
    "tally/prefer-formatted-heredocs": ("a formatter of shell scripts is a program of its own", STYLE),
    "tally/prefer-copy-heredoc": ("the text needs the shell, or is added to a file that is there", STYLE),
    "tally/prefer-copy-chmod": (
        "we speak at the RUN that changes the mode, they at the COPY",
        "a pointer is best where the waste is",
    ),
    "tally/prefer-telemetry-opt-out": ("we speak once, in stages that call the tool", STYLE),
    "tally/prefer-package-cache-mounts": (
        "with the strategy `clean`, which is the default, cleaning up is enough",
        "users want one strategy, either one (hadolint#1139)",
    ),
    "tally/prefer-curl-config": ("we speak where something is downloaded, not where curl is installed", TABLE),
    "tally/prefer-wget-config": (
        "we speak where something is downloaded and can fail the build, not where wget is installed",
        TABLE,
    ),
    "tally/prefer-add-unpack": (
        "the archive is checked or kept between download and unpacking",
        "ADD would lose the check",
    ),
    "tally/prefer-multi-stage-build": ("we speak where build tools are shipped, not of every single stage", IN_IMAGE),
    "tally/no-unreachable-stages": (
        "a file with several targets is built stage by stage",
        "several shipped targets in one file (hadolint#969, #405)",
    ),
    "tally/copy-after-user-without-chown": (
        "the user is root, a number or one of Windows, or the files are only read",
        UNKNOWN,
    ),
    "tally/curl-should-follow-redirects": ("we speak of addresses that are known to redirect", UNKNOWN),
    "tally/user-created-but-never-used": ("made for a daemon, for others, or used by number", UNKNOWN),
    "tally/stateful-root-runtime": ("a volume of Windows, or a daemon that needs root", UNKNOWN),
    "tally/world-writable-state-path-workaround": ("with the sticky bit, as for /tmp, or meant for any user", UNKNOWN),
    "tally/named-identity-in-passwdless-stage": (
        "the variable holds a number",
        "variables are evaluated (hadolint#341)",
    ),
    "tally/secrets-in-code": ("the fingerprint of a public key, in plain sight on purpose", "moby/buildkit#5775"),
    "tally/prefer-nginx-sigquit": (
        "the official image sets SIGQUIT, or the author chose another",
        "the base image counts",
    ),
    "tally/prefer-systemd-sigrtmin-plus-3": ("what `/sbin/init` is in that base image is not known", UNKNOWN),
    "tally/js/node-gyp-cache-mounts": ("we speak where a native module is built for sure", UNKNOWN),
    "tally/labels/prefer-grouped": ("labels with comments between them are apart on purpose", STYLE),
    "tally/php/enable-opcache-in-production": (
        "development images, PHP without a web server, and where it comes enabled",
        UNKNOWN,
    ),
    "tally/ruby/asset-precompile-without-dummy-key": (
        "the key is set, by another name or in the same command",
        UNKNOWN,
    ),
    "tally/ruby/healthcheck-rails-up-endpoint": (
        "we speak at the command that is started",
        "anchors on a line that exists (trivy#9463)",
    ),
    "tally/ruby/missing-bundle-deployment": ("there is no lock file for sure", UNKNOWN),
    "tally/powershell/error-action-preference": (
        "the shell of the stage is set to stop, or is not PowerShell",
        UNKNOWN,
    ),
    "tally/powershell/progress-preference": ("nothing is downloaded there", UNKNOWN),
    "buildkit/UndefinedVar": ("a variable that the base image sets, or that is appended to", "docker/buildx#2751"),
    "buildkit/SecretsUsedInArgOrEnv": (
        "the fingerprint of a public key, the name of a field",
        "moby/buildkit#5775, #6501",
    ),
    "buildkit/JSONArgsRecommended": ("`exec`, or PowerShell, is meant", "docker/docs#22465"),
    "buildkit/WorkdirRelativePath": ("the path is absolute, but in quotes, one of Windows, or in a variable", UNKNOWN),
    "hadolint/DL3010": ("we point at the RUN that unpacks, they at the COPY", "a pointer is best where the waste is"),
    "tally/circular-stage-deps": (
        "we point at the COPY that closes the circle, they at the first FROM",
        "it is what has to change",
    ),
    "tally/ruby/missing-bundle-without-development": (
        "`--without`, which old versions of Bundler know, says so",
        TABLE,
    ),
    "hadolint/DL3001": ("`kill` ends what the same step began", "only what cannot work is pointless"),
    "hadolint/DL3020": ("whether the source is an archive is not told by its name", "hadolint#769"),
    "hadolint/DL3022": ("the name may be an image of Docker Hub or a named build context", "hadolint#859, #830, #197"),
    "hadolint/DL3045": ("the working directory is known", "hadolint#580"),
    "hadolint/DL3047": ("an address that is not known", UNKNOWN),
    "hadolint/DL4001": ("we speak where the second program is installed, once", "trivy#10333"),
    "hadolint/DL4006": ("what begins the pipe cannot fail, or its result is only an argument", PIPES),
}


def _is_a_script_of_windows(difference: Difference) -> bool:
    # Nothing but a comment or `$null` tells it where the base image is not known.
    is_windows = is_no_posix_shell(difference) or "$null" in difference.text
    return difference.code.startswith("shellcheck/") and is_windows


REASONS: tuple[Reason, ...] = (
    theirs("hadolint/DL3003", says=words("(", "\\"), text="the `cd` ends with its subshell", fact=UNKNOWN),
    *(theirs(code, says=always, text=text, fact=fact) for code, (text, fact) in _BY_CODE.items()),
    theirs(
        *("shellcheck/SC3034", "shellcheck/SC3037", "shellcheck/SC3044", "shellcheck/SC3054", "shellcheck/SC3060"),
        "shellcheck/SC3030",
        says=always,
        text="the shell of this image, or of this heredoc, is bash, or busybox, which knows it",
        fact="hadolint#806, #1137, #400",
    ),
    theirs(
        says=_is_a_script_of_windows,
        text="ShellCheck is not asked about PowerShell and cmd",
        fact="hadolint#246, #643, #644, #1228",
    ),
    theirs(
        "hadolint/DL3002",
        says=is_development_container,
        text="a development container, whose user the editor sets",
        fact=STAGES,
    ),
    theirs(
        "shellcheck/SC1070",
        "shellcheck/SC1101",
        "shellcheck/SC1133",
        says=always,
        text="the script is handed over as the builder reads it, its lines joined and comments taken out",
        fact="a space behind the backslash, or a line of nothing but `&&`, is fine in a Dockerfile",
    ),
    theirs(
        "shellcheck/SC2046",
        says=always,
        text="the shell is bash or dash, which do not split there",
        fact="the dialect of the stage's shell",
    ),
    theirs(
        "tally/ruby/state-paths-not-writable-as-non-root",
        says=always,
        text="we point at the USER, they at the COPY",
        fact=STAGES,
    ),
    theirs(
        "shellcheck/SC2086",
        says=always,
        text="the value is known and needs no quotes",
        fact="variables are evaluated (hadolint#341)",
    ),
)
