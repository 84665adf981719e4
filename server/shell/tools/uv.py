"""uv and uvx."""

from __future__ import annotations

from ..packages import each, python_requirement, python_requirements
from ..specification import Subcommand, Tool

_UV_GLOBAL = """
-q --quiet
-v --verbose
-n --no-cache
-h --help
-V --version
--no-cache-dir
--cache-dir DIRECTORY
--color WHEN
--native-tls
--system-certs
--offline
--allow-insecure-host --trusted-host HOST
--no-progress
--directory DIRECTORY
--project PROJECT
--config-file FILE
--no-config
--managed-python
--no-managed-python
--no-python-downloads
--python-preference PREFERENCE
--preview
--no-preview
--preview-features FEATURES
"""

_UV_RESOLVE = """
--index INDEX
--default-index INDEX
-i --index-url URL
--extra-index-url URL
-f --find-links URL
--no-index
--index-strategy STRATEGY
--keyring-provider PROVIDER
-P --upgrade-package PACKAGE
-U --upgrade
--resolution RESOLUTION
--prerelease MODE
--fork-strategy STRATEGY
--pre
-C --config-setting --config-settings SETTING
--no-build-isolation
--no-build-isolation-package PACKAGE
--no-build
--no-build-package PACKAGE
--no-binary-package PACKAGE
--no-sources
--exclude-newer DATE
--link-mode MODE
--compile-bytecode
--no-compile-bytecode
--reinstall --force-reinstall
--reinstall-package PACKAGE
--refresh
--refresh-package PACKAGE
-p --python PYTHON
"""

_UV_PROJECT = (
    _UV_RESOLVE
    + """
--no-binary
--extra EXTRA
--all-extras
--no-extra EXTRA
--no-dev
--dev
--only-dev
--group GROUP
--no-group GROUP
--no-default-groups
--only-group GROUP
--all-groups
--no-editable
--inexact
--exact
--active
--no-install-project
--no-install-workspace
--no-install-local
--no-install-package PACKAGE
--locked
--frozen
--dry-run
--all-packages
--package PACKAGE
--script SCRIPT
--check
--output-format FORMAT
"""
)

_UV_PIP = (
    _UV_RESOLVE
    + """
-r --requirements --requirement FILE
-e --editable PATH
-c --constraints --constraint FILE
--overrides --override FILE
-b --build-constraints --build-constraint FILE
--extra EXTRA
--all-extras
--group GROUP
--no-deps
--require-hashes
--no-verify-hashes
--system
--break-system-packages
--no-break-system-packages
--target DIRECTORY
--prefix DIRECTORY
--python-version VERSION
--python-platform PLATFORM
--no-binary FORMAT
--only-binary FORMAT
--torch-backend BACKEND
--inexact
--exact
--strict
--dry-run
--user
-o --output-file FILE
--allow-empty-requirements
-y --yes
"""
)

_UV_COMMANDS = {
    "pip": Subcommand(
        subcommands={
            "install": Subcommand(_UV_PIP, packages=python_requirements),
            "sync": Subcommand(_UV_PIP),
            "compile": Subcommand(
                _UV_PIP + "--generate-hashes\n--no-emit-package PACKAGE\n--emit-find-links\n--emit-index-url\n"
                "--universal\n--no-annotate\n--no-header\n"
            ),
            "uninstall": Subcommand(_UV_PIP),
            "freeze": Subcommand(),
            "list": Subcommand("--format FORMAT\n--outdated\n"),
            "show": Subcommand(),
            "check": Subcommand(),
            "tree": Subcommand(),
        }
    ),
    "sync": Subcommand(_UV_PROJECT),
    "lock": Subcommand(_UV_PROJECT),
    "add": Subcommand(
        _UV_PROJECT + "-r --requirements FILE\n-c --constraints FILE\n--optional EXTRA\n--rev REVISION\n--tag TAG\n"
        "--branch BRANCH\n" + "--bounds KIND\n--raw\n--editable\n--no-sync\n--workspace\n--marker MARKER\n",
        packages=each(python_requirement),
    ),
    "remove": Subcommand(_UV_PROJECT + "--optional EXTRA\n--no-sync\n"),
    "run": Subcommand(
        _UV_PROJECT + "-m --module\n--with PACKAGE\n--with-editable PATH\n--with-requirements FILE\n--isolated\n"
        "--env-file FILE\n--no-env-file\n-s --gui-script\n--no-sync\n--no-project\n",
        options_end_at_operand=True,
        runs_command=True,
    ),
    "export": Subcommand(
        _UV_PROJECT + "--format FORMAT\n-o --output-file FILE\n--no-hashes\n--no-header\n--no-emit-project\n"
        "--no-emit-package PACKAGE\n--no-annotate\n--prune PACKAGE\n"
    ),
    "venv": Subcommand(
        _UV_RESOLVE + "--seed\n--allow-existing\n--clear\n--prompt PROMPT\n--system-site-packages\n--relocatable\n"
        "--no-project\n"
    ),
    "tool": Subcommand(
        subcommands={
            "install": Subcommand(
                _UV_RESOLVE + "-e --editable\n--with PACKAGE\n--with-editable PATH\n--with-requirements FILE\n"
                "--with-executables-from PACKAGE\n--force\n-c --constraints FILE\n--overrides FILE\n",
                packages=each(python_requirement),
            ),
            "run": Subcommand(
                _UV_RESOLVE + "--from PACKAGE\n--with PACKAGE\n--isolated\n", options_end_at_operand=True
            ),
            "upgrade": Subcommand(_UV_RESOLVE + "--all\n"),
            "uninstall": Subcommand("--all\n"),
            "list": Subcommand(),
            "update-shell": Subcommand(),
            "dir": Subcommand("--bin\n"),
        }
    ),
    "python": Subcommand(
        subcommands={
            "install": Subcommand("-i --install-dir DIRECTORY\n--default\n-r --reinstall\n-f --force\n--mirror URL\n"),
            "uninstall": Subcommand("--all\n"),
            "list": Subcommand("--all-versions\n--only-installed\n"),
            "find": Subcommand("--system\n"),
            "pin": Subcommand("--global\n--resolved\n"),
            "dir": Subcommand(),
        }
    ),
    "build": Subcommand(_UV_RESOLVE + "-o --out-dir DIRECTORY\n--sdist\n--wheel\n--package PACKAGE\n--all-packages\n"),
    "publish": Subcommand("-t --token TOKEN\n-u --username NAME\n--password PASSWORD\n--publish-url URL\n"),
    "cache": Subcommand(
        subcommands={"clean": Subcommand(), "prune": Subcommand("--ci\n"), "dir": Subcommand(), "size": Subcommand()}
    ),
    "init": Subcommand("--name NAME\n--bare\n--package\n--app\n--lib\n--no-readme\n"),
    "tree": Subcommand(_UV_PROJECT + "-d --depth DEPTH\n--outdated\n--invert\n--prune PACKAGE\n"),
    "version": Subcommand("--bump PART\n--short\n"),
    "self": Subcommand(subcommands={"update": Subcommand(), "version": Subcommand()}),
    "help": Subcommand(),
}

TOOLS = (
    Tool("uv", ("uv",), _UV_GLOBAL, _UV_COMMANDS),
    Tool("uvx", ("uvx",), _UV_GLOBAL + _UV_RESOLVE + "--from PACKAGE\n--with PACKAGE\n", options_end_at_operand=True),
)
