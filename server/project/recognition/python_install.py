"""Which tool installs the packages of a Python project, from which files, and with which commands.

Sources: https://pip.pypa.io, https://docs.astral.sh/uv/reference/cli, https://python-poetry.org/docs/cli,
https://pipenv.pypa.io, https://pdm-project.org, https://docs.conda.io.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..build_context import BuildContext
from ..plain_values import as_table
from .commands import custom
from .facts import (
    Command,
    Judgement,
    Origin,
    PackageManager,
    Reason,
    no,
    unknown,
    yes,
)
from .python_packages import requirement_files
from .reading import (
    ancestors,
    files_in,
    first_file,
    is_file,
    join,
    known_in,
)

MANIFEST_NAMES = ("pyproject.toml", "Pipfile", "environment.yml", "environment.yaml", "setup.py", "setup.cfg")

_LOCKS = (
    ("uv.lock", "uv"),
    ("poetry.lock", "poetry"),
    ("pdm.lock", "pdm"),
    ("Pipfile.lock", "pipenv"),
    ("conda-lock.yml", "conda"),
)

_CACHES = {
    "uv": ("/root/.cache/uv",),
    "poetry": ("/root/.cache/pypoetry",),
    "pdm": ("/root/.cache/pdm",),
    "pipenv": ("/root/.cache/pip", "/root/.cache/pipenv"),
    "conda": ("/opt/conda/pkgs",),
}


def tools_of(settings: Mapping[str, object]) -> Mapping[str, object]:
    """The tables of ``[tool]`` in a ``pyproject.toml``."""
    return as_table(settings.get("tool")) or {}


def package_manager_of(
    context: BuildContext, folder: str, settings: Mapping[str, object]
) -> tuple[PackageManager, str | None]:
    """The tool that installs, and its lock file: a lock file decides, then settings, then what else is there."""
    tools = tools_of(settings)
    for name, tool in _LOCKS:
        for place in (folder, *ancestors(folder)):
            path = join(place, name)
            is_wanted = tool in tools or tool in ("conda", "pipenv") or place == folder
            if is_file(context, path) and is_wanted and (place == folder or tool == "uv"):
                return PackageManager(tool, Origin(path), cache_folders=_CACHES[tool]), path
    project = join(folder, "pyproject.toml")
    for tool in ("poetry", "uv", "pdm"):
        if tool in tools:
            return PackageManager(tool, Origin(project), cache_folders=_CACHES[tool]), None
    if is_file(context, join(folder, "Pipfile")):
        return PackageManager("pipenv", Origin(join(folder, "Pipfile")), cache_folders=_CACHES["pipenv"]), None
    requirements = requirement_files(context, folder)
    if not requirements:
        conda = first_file(context, folder, ("environment.yml", "environment.yaml"))
        if conda is not None:
            return PackageManager("conda", Origin(conda), cache_folders=_CACHES["conda"]), None
    if requirements and is_file(context, requirements[0].removesuffix(".txt") + ".in"):
        return PackageManager("pip-tools", Origin(requirements[0]), cache_folders=("/root/.cache/pip",)), requirements[
            0
        ]
    first = requirements[0] if requirements else first_file(context, folder, MANIFEST_NAMES) or project
    return PackageManager("pip", Origin(first), cache_folders=("/root/.cache/pip",)), None


def manifests_of(context: BuildContext, folder: str, manager: PackageManager, lock: str | None) -> tuple[str, ...]:
    """What an install reads, in the order of copying."""
    match manager.name:
        case "pip" | "pip-tools":
            requirements = requirement_files(context, folder)
            if requirements:
                return requirements
            names: tuple[str, ...] = ("pyproject.toml", "setup.py", "setup.cfg")
        case "pipenv":
            names = ("Pipfile",)
        case "conda":
            names = ("environment.yml", "environment.yaml")
        case _:
            names = ("pyproject.toml", "poetry.toml", ".python-version")
    found = files_in(context, folder, names)
    return (*found, lock) if lock and lock not in found else found


def install_commands(
    context: BuildContext, folder: str, manager: PackageManager, lock: str | None
) -> tuple[Command, Command | None]:
    """Install everything, and install for production; the same where the tool makes no difference."""
    origin = manager.origin
    match manager.name:
        case "uv":
            frozen = ("--locked",) if lock else ()
            return (
                custom(origin, "uv", "sync", *frozen, "--no-install-project"),
                custom(origin, "uv", "sync", *frozen, "--no-install-project", "--no-dev"),
            )
        case "poetry":
            return (
                custom(origin, "poetry", "install", "--no-root", "--no-interaction"),
                custom(origin, "poetry", "install", "--no-root", "--no-interaction", "--only", "main"),
            )
        case "pdm":
            frozen = ("--frozen-lockfile",) if lock else ()
            return custom(origin, "pdm", "sync", "--no-self", *frozen), custom(
                origin, "pdm", "sync", "--no-self", "--prod"
            )
        case "pipenv":
            command = ("sync",) if lock else ("install",)
            return custom(origin, "pipenv", *command, "--dev"), custom(origin, "pipenv", *command, "--system")
        case "conda":
            file = (lock or origin.path).rpartition("/")[2]
            install = custom(origin, "conda", "env", "create", "--file", file)
            return install, install
        case _:
            requirements = requirement_files(context, folder)
            if not requirements:
                install = custom(origin, "pip", "install", ".")
                return install, install
            name = requirements[0][len(folder) + 1 :] if folder else requirements[0]
            install = custom(origin, "pip", "install", "-r", name)
            return install, install


def needs_sources(context: BuildContext, folder: str, manager: PackageManager) -> Judgement:
    """Tools that can leave out the project itself need no sources; pip installs it from them."""
    for path in requirement_files(context, folder):
        local = known_in(
            context,
            path,
            re.compile(r"^[ \t]*+((?:-e|--editable)[ \t=]++[.\w/-]++|\.{1,2}/\S*+|\.)[ \t]*+$", re.MULTILINE),
        )
        if local is not None:
            return yes(Reason("The requirements name a folder of the context", local.origin))
    if manager.name == "pip" and not requirement_files(context, folder):
        return yes(Reason("pip installs the project from its sources", manager.origin))
    return no() if manager.name != "conda" else unknown()
