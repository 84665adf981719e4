"""PHP's composer."""

from __future__ import annotations

from ..packages import composer_package, each
from ..specification import Subcommand, Tool

_COMPOSER = """
-h --help
-q --quiet
-V --version
--ansi
--no-ansi
-n --no-interaction
--profile
--no-plugins
--no-scripts
-d --working-dir DIRECTORY
--no-cache
-v -vv -vvv --verbose
"""

_COMPOSER_INSTALL = """
--prefer-source
--prefer-dist
--prefer-install METHOD
--dry-run
--download-only
--dev
--no-dev
--no-suggest
--no-autoloader
--no-progress
--no-install
--no-audit
--audit-format FORMAT
-o --optimize-autoloader
-a --classmap-authoritative
--apcu-autoloader
--apcu-autoloader-prefix PREFIX
--ignore-platform-req NAME
--ignore-platform-reqs
--fixed
--no-update
--update-no-dev
-w --update-with-dependencies --with-dependencies
-W --update-with-all-dependencies --with-all-dependencies
--prefer-stable
--prefer-lowest
-m --minimal-changes
--sort-packages
--no-security-blocking
--lock
--with PAIR
"""

_COMPOSER_COMMANDS = {
    "install": Subcommand(_COMPOSER_INSTALL, aliases=("i",)),
    "update": Subcommand(_COMPOSER_INSTALL, aliases=("u", "upgrade")),
    "require": Subcommand(_COMPOSER_INSTALL, aliases=("r", "req"), packages=each(composer_package)),
    "remove": Subcommand(_COMPOSER_INSTALL, aliases=("rm", "uninstall")),
    "create-project": Subcommand(
        _COMPOSER_INSTALL + "-s --stability LEVEL\n--repository URL\n--add-repository\n--no-custom-installers\n"
        "--no-secure-http\n--keep-vcs\n--remove-vcs\n--ask\n"
    ),
    "global": Subcommand(
        subcommands={
            "require": Subcommand(_COMPOSER_INSTALL, packages=each(composer_package)),
            "install": Subcommand(_COMPOSER_INSTALL),
            "update": Subcommand(_COMPOSER_INSTALL),
            "remove": Subcommand(_COMPOSER_INSTALL),
            "config": Subcommand("--unset\n--json\n"),
        }
    ),
    "dump-autoload": Subcommand(
        "-o --optimize\n-a --classmap-authoritative\n--apcu\n--apcu-prefix PREFIX\n--no-dev\n--dev\n--dry-run\n"
        "--ignore-platform-req NAME\n--ignore-platform-reqs\n--strict-psr\n",
        aliases=("dumpautoload",),
    ),
    "config": Subcommand(
        "-g --global\n-e --editor\n-a --auth\n--unset\n-l --list\n-f --file FILE\n-j --json\n-m --merge\n"
    ),
    "clear-cache": Subcommand("--gc\n", aliases=("clearcache", "cc")),
    "run-script": Subcommand("--timeout SECONDS\n--dev\n--no-dev\n-l --list\n", aliases=("run",)),
    "exec": Subcommand(options_end_at_operand=True),
    "self-update": Subcommand(
        "-r --rollback\n--clean-backups\n--stable\n--preview\n--snapshot\n--1\n--2\n--no-progress\n--update-keys\n",
        aliases=("selfupdate",),
    ),
    "check-platform-reqs": Subcommand("--lock\n--no-dev\n"),
    "validate": Subcommand("--no-check-all\n--no-check-publish\n--strict\n"),
    "show": Subcommand(aliases=("info",)),
    "init": Subcommand(),
    "audit": Subcommand(),
    "diagnose": Subcommand(),
}

TOOLS = (Tool("composer", ("composer", "composer.phar"), _COMPOSER, _COMPOSER_COMMANDS),)
