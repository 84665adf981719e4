"""Where we differ from tally on purpose. Most of it is house style, which users do not want to be imposed on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dockwright.semantics.step import StageRole
from dockwright.syntax.grammar import Keyword
from dockwright.syntax.items import BlankLine, Instruction, Item

from ..comparison import Difference, Reason
from .cases import (
    begins,
    both,
    calls,
    either,
    has_role,
    has_several_stages,
    is_development_container,
    is_no_plain_sh,
    is_no_posix_shell,
    is_on_windows,
    is_single_downloader,
    lacks,
    ours_in_file,
    ours_in_stage,
    ours_is_near,
    theirs,
    words,
)
from .hadolint import OTHER_SHELL, TABLE, UNKNOWN, WINDOWS

WITHOUT_RULE = {
    "tally/powershell/*": "scripts of PowerShell are read by an analyser that needs PowerShell",
    "tally/prefer-formatted-heredocs": "a formatter of shell scripts is a program of its own",
    "shellcheck/*": "ShellCheck's findings keep ShellCheck's codes and come from ShellCheck",
}
SCOPES: dict[str, Keyword] = {}
BY_STAGE = frozenset(("hadolint/DL3057",))
BY_FILE = frozenset(("tally/max-lines", "tally/prefer-multi-stage-build"))

OPEN = frozenset(
    (
        ("tally/gpu/cuda-version-mismatch", "conda-on-gpu.Dockerfile:2"),
        ("tally/labels/no-duplicate-keys", "files/hashicorp__docker-vault__ubi__Dockerfile.Dockerfile:3"),
    )
)

STYLE = "do not impose style such as heredocs, order of labels or telemetry (an anti-goal that users named)"
WASTE = "a pointer is best where the waste is"
BUILD = (Keyword.RUN, Keyword.COPY, Keyword.ADD)


def _is_chain(difference: Difference) -> bool:
    """The commands of one RUN are chained, in whatever shell."""
    return difference.text.count("&&") + difference.text.count(";") + difference.text.count("||") > 1


def _is_beside_run(difference: Difference) -> bool:
    step = difference.step
    neighbours = () if step is None else (step.previous, step.next)
    return any(neighbour is not None and neighbour.keyword is Keyword.RUN for neighbour in neighbours)


def _above(difference: Difference) -> Sequence[Item]:
    """The comments and blank lines between the instruction and the one before it."""
    items, index = difference.reading.snapshot.tree.items, difference.index or 0
    start = next((place for place in range(index, 0, -1) if isinstance(items[place - 1], Instruction)), 0)
    return items[start:index]


def _below(difference: Difference) -> Sequence[Item]:
    """All that stands behind the instruction."""
    return difference.reading.snapshot.tree.items[(difference.index or 0) + 1 :]


def _is_one_blank_line(difference: Difference) -> bool:
    """Above the instruction, or below the last one, stand no two blank lines together."""
    below = _below(difference)
    parts = (_above(difference), () if any(isinstance(item, Instruction) for item in below) else below)
    return not any(
        isinstance(first, BlankLine) and isinstance(second, BlankLine)
        for part in parts
        for first, second in pairwise(part)
    )


def _has_blank_line_above(difference: Difference) -> bool:
    return any(isinstance(item, BlankLine) for item in _above(difference))


def _is_behind_the_build(difference: Difference) -> bool:
    """Nothing is run or copied below it."""
    return not any(isinstance(item, Instruction) and item.keyword in BUILD for item in _below(difference))


def _only_installs_the_downloader(difference: Difference) -> bool:
    """The program that the id names is not called."""
    return lacks(difference.code.removeprefix("tally/prefer-").removesuffix("-config"))(difference)


def _appends_to_itself(difference: Difference) -> bool:
    return re.search(r"(\w+)=[\"']?[^\n]*\$\{?\1\b", difference.text) is not None


def _has_base_image(difference: Difference) -> bool:
    """The stage stands on an image that may set variables."""
    return difference.stage is not None and not difference.stage.chain[-1].from_step.traits.base.is_scratch


def _stops_at_errors(difference: Difference) -> bool:
    """PowerShell was told to stop, in SHELL or here."""
    step = difference.step
    said = (*(step.shell.words or ()), step.item.text) if step is not None else ()
    return any("erroractionpreference" in text.lower() for text in said)


def _is_a_script_of_windows(difference: Difference) -> bool:
    # Nothing but a comment or `$null` tells it where the base image is not known.
    is_windows = is_no_posix_shell(difference) or "$null" in difference.text
    return difference.code.startswith("shellcheck/") and is_windows


_STYLE: tuple[Reason, ...] = (
    theirs(
        "tally/consistent-indentation",
        says=has_several_stages,
        text="they ask for a tab before each instruction where a file has several stages, which formatting takes away",
        fact=STYLE,
    ),
    theirs(
        "tally/consistent-indentation",
        says=words("`\n", "`\r\n"),
        text="they take the continued lines behind a backtick for indented instructions",
        fact=WINDOWS,
    ),
    theirs(
        "tally/prefer-run-heredoc",
        says=both(_is_beside_run, ours_is_near("consecutive-run", 1, 2, 3, 4)),
        text="we point at the RUN that could be joined to the one before it, they at the first",
        fact=WASTE,
    ),
    theirs(
        "tally/prefer-run-heredoc",
        says=_is_chain,
        text="a chain is fine as it is; a refactoring writes it as a heredoc for those who want it",
        fact=STYLE,
    ),
    theirs(
        "tally/prefer-run-heredoc",
        says=_is_beside_run,
        text="what has other flags or another form cannot be joined",
        fact="false alarm 27 (hadolint#595)",
    ),
    theirs(
        "tally/no-multiple-empty-lines",
        says=_is_one_blank_line,
        text="one blank line at the beginning or the end of a file",
        fact=STYLE,
    ),
    theirs(
        "tally/newline-between-instructions",
        says=_has_blank_line_above,
        text="a blank line stands above the comment already",
        fact=STYLE,
    ),
    theirs(
        "tally/newline-per-chained-call",
        says=begins("HEALTHCHECK"),
        text="they ask for a line of its own for the CMD behind the options",
        fact=STYLE,
    ),
    theirs("tally/newline-per-chained-call", says=words("--mount"), text="several mounts may share a line", fact=STYLE),
    theirs(
        "tally/sort-packages",
        says=words("#", "$", "'", "--repository", "-params", "uv pip"),
        text="lists with comments, variables or options in them may have an order that means something",
        fact=STYLE,
    ),
    theirs(
        "tally/prefer-formatted-heredocs",
        says=words("<<"),
        text="a formatter of shell scripts is a program of its own",
        fact=STYLE,
    ),
    theirs(
        "tally/epilogue-order",
        says=_is_behind_the_build,
        text="we ask that settings stand last, not for one order among them",
        fact=STYLE,
    ),
    theirs(
        "tally/labels/prefer-grouped",
        says=words("LABEL"),
        text="labels with comments between them are apart on purpose",
        fact=STYLE,
    ),
    theirs(
        "tally/prefer-copy-heredoc",
        says=words("$", "|", ">>", "&&"),
        text="the text needs the shell, is added to a file that is there, or is one of several things the step does",
        fact=STYLE,
    ),
)

_PLACES: tuple[Reason, ...] = (
    theirs(
        "tally/prefer-copy-chmod",
        says=ours_is_near("mode-changed-after-copy", *range(1, 7)),
        text="we point at the RUN that changes the mode, they at the COPY",
        fact=WASTE,
    ),
    theirs(
        "tally/prefer-copy-chmod",
        says=words("fix-permissions"),
        text="`chmod a+rx` adds to a mode that is not known",
        fact="`COPY --chmod` sets all of a mode",
    ),
    theirs(
        "tally/prefer-package-cache-mounts",
        says=calls("apk"),
        text="the index of apk is not worth a mount, and `--no-cache` keeps it out of the layer",
        fact="2 MB, which a mount would not save from being looked up again",
    ),
    theirs(
        "tally/prefer-package-cache-mounts",
        says=words("type=cache"),
        text="a cache is mounted, only not at the folder that they look for",
        fact=TABLE,
    ),
    theirs(
        "tally/prefer-package-cache-mounts",
        says=words(".whl", "/wheels/", "dist/"),
        text="what is installed is there already",
        fact="false alarm 12 (hadolint#389)",
    ),
    theirs(
        "tally/prefer-package-cache-mounts",
        says=words("go mod download"),
        text="the layer is the cache, until `go.mod` changes",
        fact="later steps read the modules from it, which a mount would take away",
    ),
    theirs(
        "tally/prefer-package-cache-mounts",
        says=words("uv python install", "apt-get update", "rosdep", "INSTALL_PKGS", "bash -c"),
        text="no package is known to be installed by the package manager itself",
        fact=UNKNOWN,
    ),
    theirs("tally/prefer-package-cache-mounts", says=is_on_windows, text="Windows has no mounts", fact=WINDOWS),
    theirs(
        "tally/prefer-curl-config",
        "tally/prefer-wget-config",
        says=_only_installs_the_downloader,
        text="we speak where something is downloaded, not where the program for it is installed",
        fact=WASTE,
    ),
    theirs(
        "tally/prefer-multi-stage-build",
        says=lambda difference: not has_several_stages(difference),
        text="we speak where build tools are shipped, not of every image that installs or downloads something",
        fact="how much a second stage would save is not known",
    ),
    theirs(
        "tally/no-unreachable-stages",
        says=has_role(StageRole.UNCERTAIN, StageRole.FEEDS),
        text="an argument of the build may choose the stage, or a shipped one needs it",
        fact="several shipped targets in one file (hadolint#969, #405), and false alarm 31",
    ),
    theirs(
        "tally/prefer-telemetry-opt-out",
        says=words("powershell", "PowerShell"),
        text="Windows PowerShell reports nothing, only PowerShell 7 (`pwsh`) does",
        fact="Microsoft's page on telemetry of PowerShell",
    ),
    theirs(
        "tally/prefer-telemetry-opt-out",
        says=begins("ENTRYPOINT", "CMD"),
        text="`dotnet` with a program starts it, which reports nothing; the commands of the SDK do",
        fact="Microsoft's page on telemetry of the .NET SDK",
    ),
    theirs(
        "tally/prefer-telemetry-opt-out",
        says=words("huggingface_hub"),
        text="a library that is installed reports nothing while an image is built",
        fact=WASTE,
    ),
    theirs(
        "tally/circular-stage-deps",
        says=ours_in_file("copy-from-later-stage"),
        text="we point at the COPY that closes the circle, they at the first FROM",
        fact="it is what has to change",
    ),
    theirs(
        "tally/ruby/state-paths-not-writable-as-non-root",
        says=ours_is_near("rails-state-not-writable", *range(-3, 4)),
        text="we point at the USER, they at the COPY",
        fact=WASTE,
    ),
    theirs(
        "tally/ruby/healthcheck-rails-up-endpoint",
        says=begins("FROM"),
        text="we speak at the command that is started",
        fact="anchors on a line that exists (trivy#9463)",
    ),
    theirs(
        "hadolint/DL3010",
        says=ours_in_stage("archive-kept-after-unpacking", Keyword.RUN),
        text="we point at the RUN that unpacks, they at the COPY",
        fact=WASTE,
    ),
)

_FALSE: tuple[Reason, ...] = (
    theirs(
        "tally/prefer-add-unpack",
        says=words("sum ", "sha", "gpg", "bzip2 -d", "rm ", "tar "),
        text="the archive is checked or kept between download and unpacking",
        fact="ADD would lose the check",
    ),
    theirs(
        "tally/copy-after-user-without-chown",
        says=either(is_on_windows, words("C:/", "C:\\", "/Program Files"), begins("COPY")),
        text="the user is root, a number or one of Windows, or the files are only read",
        fact=UNKNOWN,
    ),
    theirs(
        "tally/curl-should-follow-redirects",
        says=calls("curl"),
        text="we speak of addresses that are known to redirect",
        fact=UNKNOWN,
    ),
    theirs(
        "tally/user-created-but-never-used",
        says=words("docker", "nginx", "dockremap", "APP_UID", "vscode", " node"),
        text="made for a daemon, for others who begin from the image, or used by number",
        fact=UNKNOWN,
    ),
    theirs(
        "tally/stateful-root-runtime",
        says=words("VOLUME C:", "/var/lib/docker"),
        text="a volume of Windows, or a daemon that needs root",
        fact=UNKNOWN,
    ),
    theirs(
        "tally/world-writable-state-path-workaround",
        says=words("1777", "chmod 777", "a+w"),
        text="with the sticky bit, as for /tmp, or meant for any user",
        fact=UNKNOWN,
    ),
    theirs(
        "tally/named-identity-in-passwdless-stage",
        says=words("$APP_UID", "${APP_UID}"),
        text="the variable holds a number",
        fact="variables are evaluated (hadolint#341)",
    ),
    theirs(
        "tally/secrets-in-code",
        says=words("key=", "GPGKEY", "gpg"),
        text="the fingerprint of a public key, in plain sight on purpose",
        fact="false alarm 65 (moby/buildkit#5775)",
    ),
    theirs(
        "tally/prefer-nginx-sigquit",
        says=words("SIGTERM", "daemon off"),
        text="the official image sets SIGQUIT, or the author chose another",
        fact="the base image counts",
    ),
    theirs(
        "tally/prefer-systemd-sigrtmin-plus-3",
        says=words("/sbin/init"),
        text="what `/sbin/init` is in that base image is not known",
        fact=UNKNOWN,
    ),
    theirs(
        "tally/js/node-gyp-cache-mounts",
        says=either(calls("npm"), calls("yarn")),
        text="we speak where a native module is built for sure",
        fact=UNKNOWN,
    ),
    theirs(
        "tally/php/enable-opcache-in-production",
        says=begins("FROM"),
        text="development images, PHP without a web server, and where it comes enabled",
        fact=UNKNOWN,
    ),
    theirs(
        "tally/ruby/asset-precompile-without-dummy-key",
        says=words("SECRET_KEY_BASE_DUMMY"),
        text="the key is set in the same command",
        fact=TABLE,
    ),
    theirs(
        "tally/ruby/missing-bundle-deployment",
        says=words("gem install bundler"),
        text="there is no lock file for sure",
        fact=UNKNOWN,
    ),
    theirs(
        "tally/ruby/missing-bundle-without-development",
        says=words("--without"),
        text="`--without`, which old versions of Bundler know, says so",
        fact=TABLE,
    ),
    theirs(
        "tally/powershell/error-action-preference",
        says=_stops_at_errors,
        text="PowerShell was told to stop, in SHELL or in the step",
        fact="the state of the stage counts",
    ),
    theirs(
        "tally/powershell/progress-preference",
        says=is_no_posix_shell,
        text="nothing is downloaded there by PowerShell itself",
        fact=UNKNOWN,
    ),
    theirs(
        "buildkit/UndefinedVar",
        says=_appends_to_itself,
        text="a variable that is appended to may be there or not",
        fact="false alarm 66 (docker/buildx#2751)",
    ),
    theirs(
        "buildkit/UndefinedVar",
        says=_has_base_image,
        text="the base image sets the variable, or may set it",
        fact="false alarm 66 (docker/buildx#2751)",
    ),
    theirs(
        "buildkit/JSONArgsRecommended",
        says=either(begins("CMD exec"), words(".\\")),
        text="`exec`, or PowerShell, is meant",
        fact="false alarms 49 and 61 (docker/docs#22465)",
    ),
    theirs(
        "buildkit/WorkdirRelativePath",
        says=words('"'),
        text="the path is absolute, but in quotes, one of Windows, or in a variable",
        fact=UNKNOWN,
    ),
    theirs(
        "hadolint/DL4001",
        says=is_single_downloader,
        text="the stage calls only one of the two",
        fact="false alarm 70 (trivy#10333)",
    ),
    theirs(
        "hadolint/DL4001",
        says=words("curl"),
        text="we speak at the calls, from the one on that makes it two programs",
        fact=WASTE,
    ),
    theirs(
        "hadolint/DL3002",
        says=is_development_container,
        text="a development container, whose user the editor sets",
        fact="`remoteUser` of the development container specification says who works in it",
    ),
)

_SHELLS: tuple[Reason, ...] = (
    theirs(
        *("shellcheck/SC3030", "shellcheck/SC3034", "shellcheck/SC3037", "shellcheck/SC3044", "shellcheck/SC3054"),
        "shellcheck/SC3060",
        says=is_no_plain_sh,
        text="the shell of this image, or of this heredoc, is bash, or busybox, which knows it",
        fact=OTHER_SHELL,
    ),
    theirs(
        "shellcheck/SC3037",
        says=ours_is_near("SC3036", 0),
        text="asked for dash, ShellCheck says the same as SC3036",
        fact="the dialect of the stage's shell",
    ),
    theirs(
        says=_is_a_script_of_windows,
        text="ShellCheck is not asked about PowerShell and cmd",
        fact=WINDOWS,
    ),
    theirs(
        "shellcheck/SC1070",
        "shellcheck/SC1101",
        "shellcheck/SC1133",
        says=words("\\"),
        text="the script is handed over as the builder reads it, its lines joined and comments taken out",
        fact="a space behind the backslash, or a line of nothing but `&&`, is fine in a Dockerfile",
    ),
    theirs(
        "shellcheck/SC2046",
        says=either(is_no_plain_sh, words("export ")),
        text="the shell is bash or dash, which do not split there",
        fact="the dialect of the stage's shell",
    ),
    theirs(
        "shellcheck/SC2086",
        says=words("$"),
        text="the value is known, and needs no quotes or holds several options on purpose",
        fact="variables are evaluated (hadolint#341)",
    ),
)

REASONS = (*_STYLE, *_PLACES, *_FALSE, *_SHELLS)
