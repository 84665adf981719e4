"""Python's project managers: poetry, pipenv, pdm."""

from __future__ import annotations

from ..packages import each, python_requirement, python_requirements
from ..specification import PackageArgument, PackageRequest, Subcommand, Tool

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
    packages: list[PackageArgument] = []
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
    Tool("poetry", ("poetry",), _POETRY_GLOBAL, _POETRY_COMMANDS),
    Tool(
        "pipenv",
        ("pipenv",),
        "--where\n--venv\n--py\n--envs\n--rm\n--bare\n--version\n--python PYTHON\n--site-packages\n--three\n--clear\n"
        "--pypi-mirror URL\n-q --quiet\n-v --verbose\n--support\n-h --help\n",
        {
            "install": Subcommand(_PIPENV_INSTALL, packages=python_requirements),
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
)
