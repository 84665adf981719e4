"""pip and pipx."""

from __future__ import annotations

from ..packages import each, python_requirement, python_requirements
from ..specification import Subcommand, Tool

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

_PIP_COMMANDS = {
    "install": Subcommand(_PIP_INSTALL, packages=python_requirements),
    "download": Subcommand(_PIP_INSTALL, packages=python_requirements),
    "wheel": Subcommand(_PIP_INSTALL, packages=python_requirements),
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
)
