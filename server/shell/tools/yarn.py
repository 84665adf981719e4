"""yarn, both the classic one and its successor."""

from __future__ import annotations

from ..packages import each, node_package
from ..specification import Subcommand, Tool

_PACKAGES = each(node_package)

_YARN = """
-h --help
-v --version
--verbose
-s --silent
--json
--cwd DIRECTORY
--offline
--prefer-offline
--frozen-lockfile
--pure-lockfile
--no-lockfile
--immutable
--immutable-cache
--check-cache
--check-resolutions
--inline-builds
--mode MODE
--production --prod [VALUE]
--no-progress
--non-interactive
--ignore-scripts
--ignore-optional
--ignore-engines
--ignore-platform
--no-bin-links
--flat
--focus
--force
--har
--modules-folder DIRECTORY
--cache-folder DIRECTORY
--preferred-cache-folder DIRECTORY
--global-folder DIRECTORY
--link-folder DIRECTORY
--prefix DIRECTORY
--use-yarnrc FILE
--no-default-rc
--registry URL
--network-timeout MILLISECONDS
--network-concurrency COUNT
--mutex TYPE
--emoji [VALUE]
--check-files
--update-checksums
--skip-integrity-check
--strict-semver
--link-duplicates
--scripts-prepend-node-path [VALUE]
--otp CODE
--proxy URL
--https-proxy URL
--child-concurrency COUNT
--no-node-version-check
--audit
"""

_YARN_ADD = (
    "-D --dev\n-P --peer\n-O --optional\n-E --exact\n-T --tilde\n-C --caret\n-W --ignore-workspace-root-check\n"
    "-A --audit\n-F --fixed\n-i --interactive\n--prefer-dev\n--cached\n"
)

_YARN_COMMANDS = {
    "install": Subcommand(),
    "add": Subcommand(_YARN_ADD, packages=_PACKAGES),
    "remove": Subcommand("-W --ignore-workspace-root-check\n-A --all\n"),
    "global": Subcommand(
        subcommands={
            "add": Subcommand(_YARN_ADD, packages=_PACKAGES),
            "remove": Subcommand(),
            "upgrade": Subcommand(),
            "bin": Subcommand(),
            "dir": Subcommand(),
            "list": Subcommand(),
        }
    ),
    "cache": Subcommand(
        subcommands={
            "clean": Subcommand("--all\n--mirror\n", aliases=("clear",)),
            "list": Subcommand(),
            "dir": Subcommand(),
        }
    ),
    "config": Subcommand(subcommands={name: Subcommand() for name in ("set", "get", "delete", "list", "unset")}),
    "run": Subcommand("-T --top-level\n-B --binaries-only\n", options_end_at_operand=True),
    "workspace": Subcommand(options_end_at_operand=True),
    "workspaces": Subcommand(
        subcommands={
            "focus": Subcommand("-A --all\n"),
            "foreach": Subcommand(
                "-A --all\n-R --recursive\n-p --parallel\n-t --topological\n-i --interlaced\n--from NAME\n"
                "--include NAME\n--exclude NAME\n-j --jobs COUNT\n",
                options_end_at_operand=True,
            ),
            "run": Subcommand(options_end_at_operand=True),
            "list": Subcommand(),
            "info": Subcommand(),
        }
    ),
    "plugin": Subcommand(subcommands={name: Subcommand() for name in ("import", "remove", "list", "runtime")}),
    "set": Subcommand(
        subcommands={"version": Subcommand("--only-if-needed\n--yarn-path\n"), "resolution": Subcommand()}
    ),
    "dlx": Subcommand("-p --package PACKAGE\n-q --quiet\n", options_end_at_operand=True),
    "exec": Subcommand(options_end_at_operand=True),
    "node": Subcommand(options_end_at_operand=True),
    "create": Subcommand(options_end_at_operand=True),
    "upgrade": Subcommand("--latest\n--pattern PATTERN\n--scope SCOPE\n"),
    "up": Subcommand("-E --exact\n-R --recursive\n"),
    "link": Subcommand(),
    "unlink": Subcommand(),
    "rebuild": Subcommand(),
    "dedupe": Subcommand(),
    "autoclean": Subcommand("-I --init\n-F --force\n"),
    "audit": Subcommand(),
    "check": Subcommand("--integrity\n--verify-tree\n"),
    "import": Subcommand(),
    "info": Subcommand(),
    "init": Subcommand("-y --yes\n-2\n"),
    "list": Subcommand("--depth DEPTH\n--pattern PATTERN\n"),
    "outdated": Subcommand(),
    "pack": Subcommand("-f --filename FILE\n-o --out FILE\n"),
    "publish": Subcommand(),
    "policies": Subcommand(subcommands={"set-version": Subcommand()}),
    "version": Subcommand(),
    "why": Subcommand(),
    "bin": Subcommand(),
    "help": Subcommand(),
}

TOOLS = (Tool("yarn", ("yarn", "yarnpkg"), _YARN, _YARN_COMMANDS, default="install", has_dynamic_subcommands=True),)
