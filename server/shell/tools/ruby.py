"""Ruby's gem and bundle."""

from __future__ import annotations

from ..packages import gem_packages
from ..specification import Subcommand, Tool

_GEM = """
-h --help
-V --verbose
-q --quiet
--silent
--config-file FILE
--backtrace
--debug
--norc
-v --version VERSION
-i --install-dir DIRECTORY
-n --bindir DIRECTORY
-d --document [TYPES]
--no-document -N
--no-rdoc
--no-ri
--rdoc
--ri
--build-root DIRECTORY
--vendor
-E --env-shebang
-f --force
-w --wrappers
-P --trust-policy POLICY
--ignore-dependencies
--format-executable
--user-install
--no-user-install
--development
--development-all
--conservative
--minimal-deps
--post-install-message
--no-post-install-message
-g --file [FILE]
--without GROUPS
--explain
--lock
--suggestions
-l --local
-r --remote
-b --both
-B --bulk-threshold COUNT
--clear-sources
-s --source URL
-p --http-proxy [URL]
--no-http-proxy
--platform PLATFORM
--prerelease
--pre
--no-prerelease
-a --all
-x --executables
-D --abort-on-dependent
--system
--no-update-sources
"""

_GEM_COMMANDS = {
    "install": Subcommand(aliases=("i",), packages=gem_packages),
    "update": Subcommand(packages=gem_packages),
    "uninstall": Subcommand("-I --ignore-dependencies\n"),
    "cleanup": Subcommand("-n --dryrun\n"),
    "build": Subcommand("-o --output FILE\n--strict\n"),
    "sources": Subcommand("-a --add URL\n-c --clear-all\n-r --remove URL\n-u --update\n"),
    "list": Subcommand(),
    "push": Subcommand("-k --key KEY\n--host HOST\n"),
    "fetch": Subcommand(),
    "pristine": Subcommand("--extensions\n"),
    "environment": Subcommand(aliases=("env",)),
    "which": Subcommand(),
    "contents": Subcommand(),
    "specification": Subcommand(),
    "help": Subcommand(),
}

_BUNDLE = """
-h --help
-V --verbose
-v --version
--no-color
-r --retry COUNT
"""

_BUNDLE_COMMANDS = {
    "install": Subcommand(
        """
--binstubs [DIRECTORY]
--clean
--deployment
--frozen
--full-index
--gemfile FILE
-j --jobs COUNT
--local
--no-cache
--no-prune
--path DIRECTORY
--quiet
--retry COUNT
--shebang NAME
--standalone [GROUPS]
--system
--trust-policy POLICY
--with GROUPS
--without GROUPS
--redownload --force
--prefer-local
""",
        aliases=("i",),
    ),
    "update": Subcommand("--all\n--group -g GROUP\n--source NAME\n--local\n--bundler [VERSION]\n-j --jobs COUNT\n"),
    "add": Subcommand(
        "-v --version VERSION\n-g --group GROUP\n-s --source URL\n--skip-install\n", packages=gem_packages
    ),
    "config": Subcommand(
        "--global\n--local\n--delete\n", subcommands={name: Subcommand() for name in ("set", "get", "unset", "list")}
    ),
    "exec": Subcommand("--keep-file-descriptors\n", options_end_at_operand=True, runs_command=True),
    "clean": Subcommand("--force\n--dry-run\n"),
    "cache": Subcommand("--all\n--all-platforms\n--no-install\n", aliases=("package", "pack")),
    "check": Subcommand("--path DIRECTORY\n"),
    "binstubs": Subcommand("--force\n--path DIRECTORY\n--standalone\n--all\n"),
    "lock": Subcommand("--add-platform PLATFORMS\n--update [GEMS]\n--local\n--normalize-platforms\n"),
    "list": Subcommand(),
    "show": Subcommand(),
    "info": Subcommand(),
    "init": Subcommand(),
    "doctor": Subcommand(),
    "outdated": Subcommand(),
}

TOOLS = (
    Tool("gem", ("gem",), _GEM, _GEM_COMMANDS),
    Tool("bundle", ("bundle", "bundler"), _BUNDLE, _BUNDLE_COMMANDS, default="install"),
)
