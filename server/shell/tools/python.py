"""Python's package managers: pip, pipx, uv, poetry, pipenv, pdm."""

from __future__ import annotations

from ..packages import each, python_requirement
from ..specification import Argument, PackageArgument, PackageRequest, Subcommand, Tool

_PIP_GLOBAL = """
-h --help
--debug
--isolated
--require-virtualenv
--python PYTHON
-v --verbose
-V --version
-q --quiet
--log FILE
--no-input
--keyring-provider PROVIDER
--proxy PROXY
--retries COUNT
--timeout SECONDS
--exists-action ACTION
--trusted-host HOST
--cert FILE
--client-cert FILE
--cache-dir DIRECTORY
--no-cache-dir
--disable-pip-version-check
--no-color
--no-python-version-warning
--use-feature FEATURE
--use-deprecated FEATURE
"""

_PIP_INDEX = """
-i --index-url --pypi-url URL
--extra-index-url URL
--no-index
-f --find-links URL
--process-dependency-links
"""

_PIP_INSTALL = (
    _PIP_INDEX
    + """
-r --requirement FILE
-c --constraint FILE
--build-constraint FILE
-e --editable PATH
-t --target DIRECTORY
-d --download --dest --download-dir DIRECTORY
-b --build DIRECTORY
-w --wheel-dir DIRECTORY
--no-deps
--pre
--dry-run
--platform PLATFORM
--python-version VERSION
--implementation IMPLEMENTATION
--abi ABI
--user
--root DIRECTORY
--prefix DIRECTORY
--src DIRECTORY
-U --upgrade
--upgrade-strategy STRATEGY
--force-reinstall
-I --ignore-installed
--ignore-requires-python
--no-build-isolation
--use-pep517
--no-use-pep517
--check-build-dependencies
--break-system-packages
-C --config-settings --config-setting SETTING
--global-option OPTION
--install-option OPTION
--build-option OPTION
--compile
--no-compile
--no-warn-script-location
--no-warn-conflicts
--no-binary FORMAT
--only-binary FORMAT
--prefer-binary
--require-hashes
--progress-bar MODE
--root-user-action ACTION
--report FILE
--group GROUP
--no-clean
--egg
"""
)


def _requirements(request: PackageRequest) -> tuple[PackageArgument, ...]:
    """Requirements, and the projects given to ``--editable``."""
    packages = [python_requirement(operand) for operand in request.operands]
    for option in request.options:
        if option.name == "--editable" and option.value_word is not None:
            found = python_requirement(Argument(option.value_word, option.value or option.value_word.text, False))
            kind = found.kind if found.kind in ("url", "path") else "path"
            packages.append(PackageArgument(option.value_word, found.name, found.version, None, kind))
    return tuple(packages)


_PIP_COMMANDS = {
    "install": Subcommand(_PIP_INSTALL, packages=_requirements),
    "download": Subcommand(_PIP_INSTALL, packages=_requirements),
    "wheel": Subcommand(_PIP_INSTALL, packages=_requirements),
    "uninstall": Subcommand("-r --requirement FILE\n-y --yes\n--break-system-packages\n--root-user-action ACTION\n"),
    "freeze": Subcommand("-r --requirement FILE\n-l --local\n--user\n--path PATH\n--all\n--exclude PACKAGE\n"),
    "list": Subcommand(_PIP_INDEX + "-o --outdated\n-u --uptodate\n-e --editable\n--format FORMAT\n--user\n--pre\n"),
    "show": Subcommand("-f --files\n"),
    "check": Subcommand(),
    "config": Subcommand(
        "--user\n--site\n--global\n--editor EDITOR\n",
        subcommands={name: Subcommand() for name in ("set", "get", "unset", "list", "edit", "debug")},
    ),
    "cache": Subcommand(
        "--format FORMAT\n", subcommands={name: Subcommand() for name in ("purge", "remove", "dir", "info", "list")}
    ),
    "hash": Subcommand("-a --algorithm ALGORITHM\n"),
    "index": Subcommand(_PIP_INDEX, subcommands={"versions": Subcommand()}),
    "inspect": Subcommand(),
    "debug": Subcommand(),
    "search": Subcommand(),
    "completion": Subcommand(),
    "help": Subcommand(),
}

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
--no-binary
--no-binary-package PACKAGE
--no-sources
--exclude-newer DATE
--link-mode MODE
--compile-bytecode
--no-compile-bytecode
--reinstall
--reinstall-package PACKAGE
--refresh
--refresh-package PACKAGE
-p --python PYTHON
"""

_UV_PROJECT = (
    _UV_RESOLVE
    + """
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
--no-build FORMAT
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
            "install": Subcommand(_UV_PIP, packages=_requirements),
            "sync": Subcommand(_UV_PIP),
            "compile": Subcommand(_UV_PIP + "--generate-hashes\n--universal\n--no-annotate\n--no-header\n"),
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

_POETRY_GLOBAL = """
-h --help
-q --quiet
-V --version
-n --no-interaction
-v -vv -vvv --verbose
-P --project PATH
-C --directory PATH
--ansi
--no-ansi
--no-plugins
--no-cache
"""

_POETRY_INSTALL = """
--without GROUPS
--with GROUPS
--only GROUPS
--only-root
--sync
--no-root
--no-directory
--no-dev
--dry-run
--remove-untracked
-E --extras EXTRAS
--all-extras
--all-groups
--compile
"""


def _poetry_packages(request: PackageRequest) -> tuple[PackageArgument, ...]:
    packages = []
    for operand in request.operands:
        name, at, version = operand.text.partition("@")
        if at and " " not in operand.text and "://" not in operand.text and "git" not in name:
            pinned: bool | None = version != "latest"
            packages.append(PackageArgument(operand.word, name or None, version or None, pinned, "name"))
        else:
            packages.append(python_requirement(operand))
    return tuple(packages)


_POETRY_COMMANDS = {
    "install": Subcommand(_POETRY_INSTALL),
    "sync": Subcommand(_POETRY_INSTALL),
    "add": Subcommand(
        "-G --group GROUP\n-D --dev\n-e --editable\n-E --extras EXTRAS\n--optional [GROUP]\n--python PYTHON\n"
        "--platform PLATFORM\n--source SOURCE\n--allow-prereleases\n--dry-run\n--lock\n--markers MARKERS\n",
        packages=_poetry_packages,
    ),
    "remove": Subcommand("-G --group GROUP\n-D --dev\n--dry-run\n--lock\n"),
    "update": Subcommand(_POETRY_INSTALL + "--lock\n"),
    "lock": Subcommand("--no-update\n--check\n--regenerate\n"),
    "export": Subcommand(
        "-f --format FORMAT\n-o --output FILE\n--without-hashes\n--without-urls\n--with GROUPS\n--without GROUPS\n"
        "--only GROUPS\n--dev\n-E --extras EXTRAS\n--all-extras\n--with-credentials\n"
    ),
    "run": Subcommand(options_end_at_operand=True, runs_command=True),
    "build": Subcommand("-f --format FORMAT\n-o --output DIRECTORY\n--clean\n"),
    "config": Subcommand("--list\n--unset\n--local\n--migrate\n"),
    "cache": Subcommand(subcommands={"clear": Subcommand("--all\n"), "list": Subcommand()}),
    "self": Subcommand(
        subcommands={name: Subcommand(packages=_poetry_packages) for name in ("add", "install", "update", "remove")}
    ),
    "env": Subcommand(subcommands={name: Subcommand() for name in ("use", "info", "list", "remove", "activate")}),
    "check": Subcommand(),
    "show": Subcommand(_POETRY_INSTALL),
    "publish": Subcommand(),
    "version": Subcommand(),
    "new": Subcommand(),
    "init": Subcommand(),
    "shell": Subcommand(),
}

_PIPENV_INSTALL = """
-h --help
-r --requirements FILE
-c FILE
-i --index URL
--extra-pip-args ARGUMENTS
--pre
-d --dev
-e --editable PATH
--skip-lock
--system
--deploy
--ignore-pipfile
--keep-outdated
--sequential
--selective-upgrade
--site-packages
--no-site-packages
--categories CATEGORIES
--python PYTHON
--pypi-mirror URL
--clear
-v --verbose
-q --quiet
"""

TOOLS = (
    Tool("pip", ("pip", "pip2", "pip3", "pypy-pip"), _PIP_GLOBAL, _PIP_COMMANDS, abbreviations=True),
    Tool(
        "pipx",
        ("pipx",),
        "-h --help\n-v --verbose\n-q --quiet\n--version\n--global\n",
        {
            "install": Subcommand(
                """
--include-deps
-f --force
--suffix SUFFIX
--python PYTHON
--fetch-missing-python
--preinstall PACKAGE
--system-site-packages
-i --index-url URL
-e --editable
--pip-args ARGUMENTS
""",
                packages=each(python_requirement),
            ),
            "inject": Subcommand(
                "--include-apps\n--include-deps\n-f --force\n-i --index-url URL\n--pip-args ARGUMENTS\n"
            ),
            "run": Subcommand(
                "--no-cache\n--path\n--pypackages\n--spec SPEC\n--with PACKAGE\n--python PYTHON\n"
                "--pip-args ARGUMENTS\n",
                options_end_at_operand=True,
            ),
            "upgrade": Subcommand("--include-injected\n--pip-args ARGUMENTS\n"),
            "uninstall": Subcommand(),
            "ensurepath": Subcommand("-f --force\n"),
            "list": Subcommand("--json\n--short\n"),
        },
        abbreviations=True,
    ),
    Tool("uv", ("uv",), _UV_GLOBAL, _UV_COMMANDS),
    Tool("uvx", ("uvx",), _UV_GLOBAL + _UV_RESOLVE + "--from PACKAGE\n--with PACKAGE\n", options_end_at_operand=True),
    Tool("poetry", ("poetry",), _POETRY_GLOBAL, _POETRY_COMMANDS),
    Tool(
        "pipenv",
        ("pipenv",),
        "--where\n--venv\n--py\n--envs\n--rm\n--bare\n--version\n--python PYTHON\n--site-packages\n--three\n--clear\n"
        "--pypi-mirror URL\n-q --quiet\n-v --verbose\n--support\n-h --help\n",
        {
            "install": Subcommand(_PIPENV_INSTALL, packages=_requirements),
            "sync": Subcommand(_PIPENV_INSTALL),
            "update": Subcommand(_PIPENV_INSTALL),
            "upgrade": Subcommand(_PIPENV_INSTALL),
            "uninstall": Subcommand("--all\n--all-dev\n--skip-lock\n"),
            "lock": Subcommand(_PIPENV_INSTALL),
            "requirements": Subcommand("--dev\n--dev-only\n--hash\n--exclude-markers\n--categories CATEGORIES\n"),
            "run": Subcommand(options_end_at_operand=True, runs_command=True),
            "verify": Subcommand(),
            "clean": Subcommand(),
            "check": Subcommand(),
            "graph": Subcommand(),
            "shell": Subcommand(),
        },
    ),
    Tool(
        "pdm",
        ("pdm",),
        "-h --help\n-V --version\n-c --config FILE\n-v --verbose\n-q --quiet\n-I --ignore-python\n"
        "-n --non-interactive\n"
        "--no-cache\n",
        {
            "install": Subcommand(
                "-g --global\n-p --project PATH\n--check\n-L --lockfile FILE\n-G --group GROUPS\n--with GROUPS\n"
                "--without GROUPS\n--no-default\n-d --dev\n--prod --production\n--no-lock\n--frozen-lockfile\n"
                "--no-editable\n--no-self\n--no-isolation\n--fail-fast\n--dry-run\n"
            ),
            "sync": Subcommand(
                "-g --global\n-p --project PATH\n-L --lockfile FILE\n-G --group GROUPS\n--no-default\n-d --dev\n"
                "--prod --production\n--no-editable\n--no-self\n--no-isolation\n--clean\n--fail-fast\n--dry-run\n"
            ),
            "add": Subcommand("-d --dev\n-G --group GROUP\n-e --editable PATH\n", packages=each(python_requirement)),
            "run": Subcommand("-p --project PATH\n", options_end_at_operand=True, runs_command=True),
            "lock": Subcommand(),
            "build": Subcommand(),
            "export": Subcommand("-f --format FORMAT\n-o --output FILE\n--without-hashes\n--prod --production\n"),
            "config": Subcommand(),
        },
    ),
    Tool(
        "python",
        ("python", "python2", "python3", "pypy", "pypy3"),
        """
-b
-B
-c CODE
-d
-E
-h --help
-i
-I
-m MODULE
-O -OO
-P
-q
-R
-s
-S
-u
-v --verbose
-V --version
-W WARNING
-x
-X SETTING
--check-hash-based-pycs MODE
""",
        options_end_at_operand=True,
    ),
)
