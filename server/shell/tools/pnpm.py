"""pnpm."""

from __future__ import annotations

from ..packages import each, node_package
from ..specification import Subcommand, Tool

_PACKAGES = each(node_package)

_PNPM = """
-h --help
-v --version
-C --dir DIRECTORY
-w --workspace-root
-r --recursive
-g --global
-F --filter FILTER
--filter-prod FILTER
--fail-if-no-match
--color
--no-color
--loglevel LEVEL
--reporter NAME
-s --silent
--stream
--aggregate-output
--use-stderr
--parallel
--workspace-concurrency COUNT
--if-present
--ignore-workspace
--config-dir DIRECTORY
--store-dir DIRECTORY
--virtual-store-dir DIRECTORY
--modules-dir DIRECTORY
--global-dir DIRECTORY
--global-bin-dir DIRECTORY
--lockfile-dir DIRECTORY
--registry URL
--package-import-method METHOD
--network-concurrency COUNT
--child-concurrency COUNT
"""

_PNPM_INSTALL = """
-P --prod --production
-D --dev
--no-optional
-O --save-optional
-E --save-exact
-S --save-prod
--save-dev
--save-peer
--save-catalog
--save-workspace-protocol
-f --force
--offline
--prefer-offline
--frozen-lockfile
--no-frozen-lockfile
--fix-lockfile
--lockfile-only
--no-lockfile
--ignore-scripts
--ignore-pnpmfile
--shamefully-hoist
--hoist
--no-hoist
--hoist-pattern PATTERN
--public-hoist-pattern PATTERN
--node-linker MODE
--strict-peer-dependencies
--no-strict-peer-dependencies
--side-effects-cache
--verify-store-integrity
--merge-git-branch-lockfiles
--resolution-only
--cpu CPU
--os SYSTEM
--libc LIBRARY
--allow-build NAME
--dangerously-allow-all-builds
--workspace
--shared-workspace-lockfile
--unsafe-perm
--no-verify-store-integrity
--legacy
--config KEY
"""

_PNPM_COMMANDS = {
    "install": Subcommand(_PNPM_INSTALL, aliases=("i",), packages=_PACKAGES),
    "add": Subcommand(_PNPM_INSTALL, packages=_PACKAGES),
    "ci": Subcommand(_PNPM_INSTALL, aliases=("clean-install", "ic", "install-clean")),
    "update": Subcommand(_PNPM_INSTALL + "-L --latest\n-i --interactive\n", aliases=("up", "upgrade")),
    "remove": Subcommand(aliases=("rm", "uninstall", "un")),
    "fetch": Subcommand("-P --prod\n-D --dev\n"),
    "deploy": Subcommand(_PNPM_INSTALL),
    "prune": Subcommand("--prod\n--no-optional\n"),
    "rebuild": Subcommand("--pending\n", aliases=("rb",)),
    "import": Subcommand(),
    "run": Subcommand("--resume-from NAME\n--no-bail\n", aliases=("run-script",), options_end_at_operand=True),
    "exec": Subcommand("-c --shell-mode\n", options_end_at_operand=True),
    "dlx": Subcommand("--package PACKAGE\n-c --shell-mode\n", options_end_at_operand=True),
    "create": Subcommand(options_end_at_operand=True),
    "test": Subcommand(aliases=("t",)),
    "start": Subcommand(),
    "store": Subcommand(subcommands={name: Subcommand() for name in ("prune", "path", "status", "add")}),
    "config": Subcommand(
        "--location LOCATION\n--json\n",
        aliases=("c",),
        subcommands={name: Subcommand() for name in ("set", "get", "delete", "list")},
    ),
    "env": Subcommand(subcommands={name: Subcommand() for name in ("use", "add", "remove", "list")}),
    "setup": Subcommand(),
    "link": Subcommand(aliases=("ln",)),
    "list": Subcommand("--depth DEPTH\n", aliases=("ls",)),
    "audit": Subcommand(),
    "patch": Subcommand(),
    "patch-commit": Subcommand(),
    "pack": Subcommand(),
    "publish": Subcommand(),
    "self-update": Subcommand(),
    "approve-builds": Subcommand(),
    "why": Subcommand(),
    "init": Subcommand(),
}

TOOLS = (
    Tool("pnpm", ("pnpm",), _PNPM, _PNPM_COMMANDS),
    Tool("pnpx", ("pnpx",), "--package PACKAGE\n-c --shell-mode\n", options_end_at_operand=True),
)
