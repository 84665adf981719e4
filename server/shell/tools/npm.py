"""npm, npx and corepack."""

from __future__ import annotations

from ..packages import each, node_package
from ..specification import Subcommand, Tool

_PACKAGES = each(node_package)

_NPM = """
-h --help
-v --version
-g --global
--location LOCATION
-S --save --save-prod
-D --save-dev
-O --save-optional
-B --save-bundle
-P
-E --save-exact
--save-peer
--no-save
-f --force
-d -dd -ddd --verbose
-s --silent
-q --quiet
-y --yes
-n --no-yes
-p --parseable
-l --long
-w --workspace NAME
--workspaces --ws
-iwr --include-workspace-root
-C --prefix DIRECTORY
--no-workspaces
--production
--only KIND
--also KIND
--omit KIND
--include KIND
--dev
--no-optional
--optional
--no-audit
--audit
--audit-level LEVEL
--no-fund
--fund
--no-package-lock
--package-lock
--package-lock-only
--no-shrinkwrap
--shrinkwrap
--ignore-scripts
--foreground-scripts
--unsafe-perm [VALUE]
--legacy-peer-deps
--strict-peer-deps
--legacy-bundling
--install-strategy STRATEGY
--prefer-dedupe
--prefer-offline
--prefer-online
--offline
--no-progress
--progress
--no-bin-links
--bin-links
--no-update-notifier
--update-notifier
--no-color
--color [WHEN]
--loglevel LEVEL
--logs-max COUNT
--logs-dir DIRECTORY
--registry URL
--cache DIRECTORY
--userconfig FILE
--globalconfig FILE
--tag TAG
--access ACCESS
--otp CODE
--fetch-retries COUNT
--fetch-retry-factor FACTOR
--fetch-retry-mintimeout MILLISECONDS
--fetch-retry-maxtimeout MILLISECONDS
--fetch-timeout MILLISECONDS
--network-timeout MILLISECONDS
--maxsockets COUNT
--cpu CPU
--os SYSTEM
--libc LIBRARY
--arch ARCHITECTURE
--target VERSION
--build-from-source [NAME]
--sass-binary-site URL
--strict-ssl [VALUE]
--cafile FILE
--proxy URL
--https-proxy URL
--noproxy HOSTS
--node-options OPTIONS
--script-shell SHELL
--json
--dry-run
--if-present
--engine-strict
--no-engine-strict
--install-links
--allow-scripts NAMES
"""

_NPM_COMMANDS = {
    "install": Subcommand(
        aliases=("i", "in", "ins", "inst", "insta", "instal", "isnt", "isnta", "isntal", "isntall", "add"),
        packages=_PACKAGES,
    ),
    "ci": Subcommand(
        aliases=("clean-install", "ic", "install-clean", "isntall-clean"),
    ),
    "uninstall": Subcommand(aliases=("un", "unlink", "remove", "rm", "r")),
    "update": Subcommand(aliases=("up", "upgrade", "udpate"), packages=_PACKAGES),
    "install-test": Subcommand(aliases=("it",), packages=_PACKAGES),
    "install-ci-test": Subcommand(aliases=("cit",)),
    "run": Subcommand(aliases=("run-script", "rum", "urn"), options_end_at_operand=False),
    "test": Subcommand(aliases=("t", "tst")),
    "start": Subcommand(),
    "stop": Subcommand(),
    "restart": Subcommand(),
    "exec": Subcommand("-c --call COMMAND\n--package PACKAGE\n", aliases=("x",), options_end_at_operand=True),
    "cache": Subcommand(
        subcommands={name: Subcommand() for name in ("clean", "add", "ls", "verify")}
        | {"clean": Subcommand(aliases=("clear", "rm"))}
    ),
    "config": Subcommand(
        aliases=("c",), subcommands={name: Subcommand() for name in ("set", "get", "delete", "list", "edit", "fix")}
    ),
    "set": Subcommand(),
    "get": Subcommand(),
    "link": Subcommand(aliases=("ln",), packages=_PACKAGES),
    "pack": Subcommand("--pack-destination DIRECTORY\n"),
    "prune": Subcommand(),
    "rebuild": Subcommand(aliases=("rb",)),
    "dedupe": Subcommand(aliases=("ddp",)),
    "init": Subcommand(aliases=("create", "innit")),
    "audit": Subcommand(subcommands={"fix": Subcommand(), "signatures": Subcommand()}),
    "fund": Subcommand(),
    "ls": Subcommand("-a --all\n--depth DEPTH\n", aliases=("list", "la", "ll")),
    "login": Subcommand("--scope SCOPE\n--auth-type TYPE\n", aliases=("adduser", "add-user")),
    "publish": Subcommand(),
    "version": Subcommand(),
    "view": Subcommand(aliases=("info", "show", "v")),
    "outdated": Subcommand(),
    "pkg": Subcommand(subcommands={name: Subcommand() for name in ("set", "get", "delete", "fix")}),
    "root": Subcommand(),
    "bin": Subcommand(),
    "prefix": Subcommand(),
    "doctor": Subcommand(),
    "explain": Subcommand(),
    "help": Subcommand(),
}

TOOLS = (
    Tool("npm", ("npm",), _NPM, _NPM_COMMANDS),
    Tool(
        "npx",
        ("npx",),
        "-p --package PACKAGE\n-c --call COMMAND\n-y --yes\n--no\n--no-install\n--ignore-existing\n-q --quiet\n"
        "-w --workspace NAME\n--registry URL\n--prefix DIRECTORY\n--loglevel LEVEL\n",
        options_end_at_operand=True,
    ),
    Tool(
        "corepack",
        ("corepack",),
        "-h --help\n-v --version\n",
        {
            "enable": Subcommand("--install-directory DIRECTORY\n"),
            "disable": Subcommand("--install-directory DIRECTORY\n"),
            "prepare": Subcommand("--activate\n--all\n-o --output [FILE]\n--json\n", packages=_PACKAGES),
            "install": Subcommand("-g --global\n--cache-only\n", packages=_PACKAGES),
            "pack": Subcommand("-o --output FILE\n--json\n", packages=_PACKAGES),
            "use": Subcommand(packages=_PACKAGES),
            "up": Subcommand(),
            "cache": Subcommand(),
        },
    ),
)
