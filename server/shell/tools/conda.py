"""conda, mamba and micromamba."""

from __future__ import annotations

from ..packages import conda_package, each
from ..specification import Subcommand, Tool

_COMMON = """
-n --name NAME
-p --prefix PATH
-r --root-prefix PATH
-c --channel CHANNEL
--use-local
--override-channels
--repodata-fn FILE
--strict-channel-priority
--no-channel-priority
--channel-priority MODE
-C --use-index-cache
-k --insecure
--offline
-d --dry-run
--json
-q --quiet
-v --verbose
-y --yes
-h --help
-V --version
--no-deps
--only-deps
--no-pin
--copy
--always-copy
--no-lock
--download-only
--show-channel-urls
--solver NAME
--experimental-solver NAME
--freeze-installed
--no-update-deps
--update-deps
--update-all
--update-specs
-S --satisfied-skip-solve
-m --mkdir
--clobber
--force-reinstall
-f --file FILE
--revision REVISION
--dev
--no-default-packages
--platform --subdir PLATFORM
--rc-file FILE
--no-rc
--no-env
--ssl-verify VALUE
--retry-clean-cache
--no-py-pin
--pyc
--no-pyc
--safety-checks MODE
--extra-safety-checks
--category CATEGORY
--no-extra-safety-checks
--log-level LEVEL
--always-softlink
--no-banner
--all
"""

_PACKAGES = each(conda_package)

_COMMANDS = {
    "install": Subcommand(packages=_PACKAGES),
    "create": Subcommand("--clone ENVIRONMENT\n", packages=_PACKAGES),
    "update": Subcommand(aliases=("upgrade",), packages=_PACKAGES),
    "remove": Subcommand("--force-remove --force\n--features\n", aliases=("uninstall",), packages=_PACKAGES),
    "clean": Subcommand(
        "-a --all\n-i --index-cache\n-p --packages\n-t --tarballs\n-f --force-pkgs-dirs\n-l --logfiles --locks\n"
        "--tempfiles PATHS\n--trash\n"
    ),
    "env": Subcommand(
        subcommands={
            "create": Subcommand("--force\n", packages=_PACKAGES),
            "update": Subcommand("--prune\n"),
            "remove": Subcommand(),
            "export": Subcommand("--from-history\n--no-builds\n--ignore-channels\n"),
            "list": Subcommand(),
            "config": Subcommand(),
        }
    ),
    "run": Subcommand(
        "--no-capture-output --live-stream -s\n--cwd DIRECTORY\n--debug-wrapper-scripts\n-a --attach STREAMS\n"
        "--detach\n-e --env VARIABLE\n--clean-env\n",
        options_end_at_operand=True,
        runs_command=True,
    ),
    "config": Subcommand(
        "--system\n--env\n--file FILE\n--show [KEYS]\n--show-sources\n--add KEY\n--append KEY\n--prepend KEY\n"
        "--set KEY\n--remove KEY\n--remove-key KEY\n--get\n",
        subcommands={name: Subcommand() for name in ("append", "prepend", "set", "list", "remove", "sources")},
    ),
    "init": Subcommand("--all\n--user\n--no-user\n--system\n--reverse\n"),
    "shell": Subcommand("-s --shell SHELL\n"),
    "activate": Subcommand(),
    "deactivate": Subcommand(),
    "info": Subcommand("-a --all\n-e --envs\n-s --system\n--base\n"),
    "list": Subcommand("-e --export\n--explicit\n--md5\n"),
    "search": Subcommand(),
    "build": Subcommand(),
    "self-update": Subcommand(),
}

TOOLS = (
    Tool("conda", ("conda",), _COMMON, _COMMANDS),
    Tool("mamba", ("mamba",), _COMMON, _COMMANDS),
    Tool("micromamba", ("micromamba",), _COMMON, _COMMANDS),
)
