"""Rust's cargo."""

from __future__ import annotations

from ..packages import versioned_by
from ..specification import Subcommand, Tool

_CARGO_GLOBAL = """
-h --help
-V --version
--list
--explain CODE
-v -vv --verbose
-q --quiet
--color WHEN
-C DIRECTORY
--locked
--offline
--frozen
--config SETTING
-Z FLAG
"""

_CARGO_BUILD = """
-p --package PACKAGE
--workspace --all
--exclude PACKAGE
--lib
--bin NAME
--bins
--example NAME
--examples
--test NAME
--tests
--bench NAME
--benches
--all-targets
-F --features FEATURES
--all-features
--no-default-features
--target TRIPLE
-r --release
--profile NAME
--ignore-rust-version
--timings [FORMATS]
--target-dir DIRECTORY
--artifact-dir --out-dir DIRECTORY
--message-format FORMAT
--build-plan
--manifest-path FILE
--lockfile-path FILE
-j --jobs COUNT
--keep-going
--future-incompat-report
--unit-graph
"""

_CARGO_INSTALL = """
--version --vers VERSION
--git URL
--branch BRANCH
--tag TAG
--rev COMMIT
--path PATH
--root DIRECTORY
--registry REGISTRY
--index INDEX
-f --force
--no-track
--list
--debug
--dry-run
"""

_CARGO_COMMANDS = {
    "build": Subcommand(_CARGO_BUILD, aliases=("b",)),
    "check": Subcommand(_CARGO_BUILD, aliases=("c",)),
    "run": Subcommand(_CARGO_BUILD, aliases=("r",), options_end_at_operand=True),
    "test": Subcommand(_CARGO_BUILD + "--no-run\n--no-fail-fast\n--doc\n", aliases=("t",)),
    "bench": Subcommand(_CARGO_BUILD + "--no-run\n"),
    "doc": Subcommand(_CARGO_BUILD + "--no-deps\n--open\n--document-private-items\n", aliases=("d",)),
    "install": Subcommand(
        _CARGO_BUILD + _CARGO_INSTALL, packages=versioned_by("--version", "--tag", "--rev", paths=("--git", "--path"))
    ),
    "binstall": Subcommand(
        _CARGO_INSTALL + "-y --no-confirm\n--no-symlinks\n--targets TRIPLES\n--install-path DIRECTORY\n"
        "--disable-telemetry\n--strategies LIST\n--disable-strategies LIST\n--pkg-url URL\n--pkg-fmt FORMAT\n"
        "--log-level LEVEL\n--github-token TOKEN\n--only-signed\n",
        packages=versioned_by("--version", "--tag", "--rev", paths=("--git", "--path")),
    ),
    "add": Subcommand(
        "-F --features FEATURES\n--no-default-features\n--default-features\n--optional\n--dev\n--build\n--rename NAME\n"
        "--path PATH\n--git URL\n--branch BRANCH\n--tag TAG\n--rev COMMIT\n--registry NAME\n-p --package NAME\n"
        "--target TRIPLE\n--manifest-path FILE\n--dry-run\n",
        packages=versioned_by("--tag", "--rev", paths=("--git", "--path")),
    ),
    "fetch": Subcommand("--target TRIPLE\n--manifest-path FILE\n"),
    "vendor": Subcommand(
        "-s --sync FILE\n--no-delete\n--respect-source-config\n--versioned-dirs\n--manifest-path FILE\n"
    ),
    "clean": Subcommand(_CARGO_BUILD),
    "update": Subcommand("-p --package PACKAGE\n--precise VERSION\n-w --workspace\n--dry-run\n--manifest-path FILE\n"),
    "new": Subcommand("--bin\n--lib\n--name NAME\n--edition YEAR\n--vcs SYSTEM\n--registry NAME\n"),
    "init": Subcommand("--bin\n--lib\n--name NAME\n--edition YEAR\n--vcs SYSTEM\n--registry NAME\n"),
    "chef": Subcommand(
        subcommands={
            "prepare": Subcommand("--recipe-path FILE\n--bin NAME\n"),
            "cook": Subcommand(_CARGO_BUILD + "--recipe-path FILE\n--check\n--clippy\n--no-std\n--no-build\n"),
        }
    ),
    "uninstall": Subcommand("-p --package PACKAGE\n--bin NAME\n--root DIRECTORY\n"),
    "generate-lockfile": Subcommand(),
    "metadata": Subcommand("--format-version NUMBER\n--no-deps\n--manifest-path FILE\n"),
    "clippy": Subcommand(_CARGO_BUILD + "--fix\n--no-deps\n"),
    "fmt": Subcommand("--all\n--check\n"),
    "publish": Subcommand("--token TOKEN\n--dry-run\n--allow-dirty\n--no-verify\n"),
    "login": Subcommand(),
    "audit": Subcommand(),
    "leptos": Subcommand(),
    "nextest": Subcommand(),
}

TOOLS = (Tool("cargo", ("cargo", "xx-cargo"), _CARGO_GLOBAL, _CARGO_COMMANDS),)
