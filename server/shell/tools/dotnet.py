"""The dotnet command."""

from __future__ import annotations

from collections.abc import Callable

from ..packages import known, named, versioned_by
from ..specification import Argument, PackageArgument, PackageRequest, Subcommand, Tool

_DOTNET_BUILD = """
-a --arch ARCHITECTURE
--artifacts-path DIRECTORY
-c --configuration CONFIGURATION
-f --framework FRAMEWORK
--disable-build-servers
--force
--interactive [VALUE]
--no-dependencies
--no-incremental
--no-restore
--no-build
--no-cache
--ignore-failed-sources
--nologo -nologo
-o --output DIRECTORY
--os SYSTEM
-p --property -property PROPERTY
-r --runtime IDENTIFIER
--self-contained --sc [VALUE]
--no-self-contained
-s --source SOURCE
--packages DIRECTORY
--configfile FILE
--use-lock-file
--locked-mode
--lock-file-path FILE
--force-evaluate
--disable-parallel
--root DIRECTORY
--manifest FILE
-t --target -target TARGET
--tl [VALUE]
--use-current-runtime --ucr [VALUE]
-v --verbosity -verbosity LEVEL
--version-suffix SUFFIX
-h --help
-m -maxcpucount [COUNT]
--logger -l LOGGER
--filter EXPRESSION
--collect COLLECTOR
--results-directory DIRECTORY
--settings FILE
--project PROJECT
--launch-profile NAME
--include-symbols
--include-source
"""

_DOTNET_TOOL = """
-g --global
--local
--tool-path DIRECTORY
--version VERSION
--configfile FILE
--tool-manifest FILE
--add-source SOURCE
--source SOURCE
--framework FRAMEWORK
--prerelease
--disable-parallel
--ignore-failed-sources
--no-cache
--no-http-cache
--interactive
-a --arch ARCHITECTURE
--create-manifest-if-needed
--allow-downgrade
--allow-roll-forward
-v --verbosity LEVEL
"""


def _dotnet_add(request: PackageRequest) -> tuple[PackageArgument, ...]:
    """``dotnet add [PROJECT] package NAME --version V``: the word behind ``package``."""
    texts = [operand.text for operand in request.operands]
    if "package" not in texts:
        return ()
    reader: Callable[[PackageRequest], tuple[PackageArgument, ...]] = versioned_by("--version")
    behind: tuple[Argument, ...] = request.operands[texts.index("package") + 1 :]
    return reader(PackageRequest(behind[:1], request.options))


def _first_versioned(request: PackageRequest) -> tuple[PackageArgument, ...]:
    version = request.value_of("--version")
    return tuple(
        [named(operand, operand.text, known(version), request.has("--version")) for operand in request.operands[:1]]
    )


_DOTNET_COMMANDS = {
    name: Subcommand(_DOTNET_BUILD) for name in ("restore", "build", "publish", "test", "pack", "clean", "msbuild")
} | {
    "run": Subcommand(_DOTNET_BUILD),
    "add": Subcommand(
        "-v --version VERSION\n-f --framework FRAMEWORK\n-n --no-restore\n-s --source SOURCE\n"
        "--package-directory DIRECTORY\n"
        "--prerelease\n--interactive\n",
        packages=_dotnet_add,
    ),
    "tool": Subcommand(
        subcommands={
            "install": Subcommand(_DOTNET_TOOL, packages=_first_versioned),
            "update": Subcommand(_DOTNET_TOOL + "--all\n", packages=_first_versioned),
            "uninstall": Subcommand(_DOTNET_TOOL),
            "restore": Subcommand(_DOTNET_TOOL),
            "list": Subcommand(_DOTNET_TOOL),
            "run": Subcommand(options_end_at_operand=True),
        }
    ),
    "workload": Subcommand(
        subcommands={
            name: Subcommand(
                "--skip-manifest-update\n--source SOURCE\n--configfile FILE\n--version VERSION\n--temp-dir DIRECTORY\n"
                "--ignore-failed-sources\n--include-previews\n-v --verbosity LEVEL\n"
            )
            for name in ("install", "update", "restore", "uninstall", "list")
        }
    ),
    "nuget": Subcommand(
        subcommands={
            name: Subcommand(
                "-n --name NAME\n-u --username NAME\n-p --password PASSWORD\n--store-password-in-clear-text\n"
                "--valid-authentication-types TYPES\n--configfile FILE\n-s --source SOURCE\n-k --api-key KEY\n"
                "--skip-duplicate\n-c --clear\n-l --list\n--force-english-output\n"
            )
            for name in ("add", "remove", "update", "push", "locals", "list", "disable", "enable")
        }
    ),
    "new": Subcommand("-n --name NAME\n-o --output DIRECTORY\n--force\n--no-restore\n-f --framework FRAMEWORK\n"),
    "dev-certs": Subcommand(),
    "ef": Subcommand(),
    "sln": Subcommand(),
    "list": Subcommand(),
    "remove": Subcommand(),
    "vstest": Subcommand(),
    "exec": Subcommand(options_end_at_operand=True),
}

TOOLS = (
    Tool(
        "dotnet",
        ("dotnet",),
        "-h --help\n-d --diagnostics\n--info\n--list-runtimes\n--list-sdks\n--version\n--additionalprobingpath PATH\n"
        "--depsfile FILE\n--runtimeconfig FILE\n--roll-forward SETTING\n--fx-version VERSION\n",
        _DOTNET_COMMANDS,
        clusters=False,
    ),
)
