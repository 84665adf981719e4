"""bun and bunx."""

from __future__ import annotations

from ..packages import each, node_package
from ..specification import Subcommand, Tool

_PACKAGES = each(node_package)

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
    Tool("bun", ("bun",), _BUN, _BUN_COMMANDS),
    Tool("bunx", ("bunx",), "--bun\n-p --package PACKAGE\n--silent\n--verbose\n", options_end_at_operand=True),
)
