"""Node's package managers: npm, yarn, pnpm, bun, and what runs packages: npx, corepack."""

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

_BUN = """
-h --help
-v --version
-g --global
-d -D --dev --development
-E --exact
--optional
--peer
-p --production
-y --yarn
-f --force
--no-save
--save
--ca CERTIFICATE
--cafile FILE
--dry-run
--frozen-lockfile
--cache-dir DIRECTORY
--no-cache
--silent
--verbose
--quiet
--no-progress
--no-summary
--no-verify
--ignore-scripts
--trust
--cwd DIRECTORY
-c --config [FILE]
--backend BACKEND
--registry URL
--network-concurrency COUNT
--concurrent-scripts COUNT
--save-text-lockfile
--omit KIND
--lockfile-only
--filter PATTERN
--linker MODE
--env-file FILE
"""

_BUN_COMMANDS = {
    "install": Subcommand(aliases=("i",), packages=_PACKAGES),
    "add": Subcommand(aliases=("a",), packages=_PACKAGES),
    "remove": Subcommand(aliases=("rm",)),
    "update": Subcommand("--latest\n"),
    "ci": Subcommand(),
    "run": Subcommand("--bun -b\n--hot\n--watch\n--smol\n", options_end_at_operand=True),
    "x": Subcommand("--bun\n-p --package PACKAGE\n", options_end_at_operand=True),
    "build": Subcommand(
        "--outdir DIRECTORY\n--outfile FILE\n--target TARGET\n--format FORMAT\n--minify\n"
        "--sourcemap [KIND]\n--compile\n"
        "--splitting\n--entry-naming NAME\n--external NAME\n-e\n--define PAIR\n--production\n--bytecode\n--root PATH\n"
    ),
    "test": Subcommand("--coverage\n--timeout MILLISECONDS\n--bail [COUNT]\n"),
    "init": Subcommand("-y --yes\n"),
    "create": Subcommand(options_end_at_operand=True),
    "link": Subcommand(),
    "pm": Subcommand(
        subcommands={
            "cache": Subcommand(subcommands={"rm": Subcommand()}),
            "ls": Subcommand("--all\n"),
            "bin": Subcommand(),
            "trust": Subcommand("--all\n"),
            "untrusted": Subcommand(),
            "pack": Subcommand("--destination DIRECTORY\n"),
            "migrate": Subcommand(),
        }
    ),
    "upgrade": Subcommand("--canary\n--stable\n"),
    "outdated": Subcommand(),
    "publish": Subcommand(),
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
    Tool("yarn", ("yarn", "yarnpkg"), _YARN, _YARN_COMMANDS, default="install", has_dynamic_subcommands=True),
    Tool("pnpm", ("pnpm", "pnpx"), _PNPM, _PNPM_COMMANDS),
    Tool("bun", ("bun",), _BUN, _BUN_COMMANDS),
    Tool("bunx", ("bunx",), "--bun\n-p --package PACKAGE\n--silent\n--verbose\n", options_end_at_operand=True),
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
