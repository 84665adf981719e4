"""Alpine's apk."""

from __future__ import annotations

from ..packages import apk_package, each
from ..specification import Subcommand, Tool

_GLOBAL = """
-h --help
-V --version
-v --verbose
-q --quiet
-f --force
-i --interactive
-p --root DIRECTORY
-X --repository URL
-U --update-cache --update
-x --cache-max-age MINUTES
--allow-untrusted
--arch ARCHITECTURE
--cache-dir DIRECTORY
--force-binary-stdout
--force-broken-world
--force-missing-repositories
--force-no-chroot
--force-non-repository
--force-old-apk
--force-overwrite
--force-refresh
--keys-dir DIRECTORY
--logfile
--no-logfile
--network
--no-network
--no-cache
--no-check-certificate
--no-progress
--preserve-env
--print-arch
--progress
--progress-fd DESCRIPTOR
--purge
--repositories-file FILE
--timeout SECONDS
--wait SECONDS
"""

_COMMIT = """
-s --simulate
--clean-protected
--overlay-from-stdin
--no-scripts
--no-commit-hooks
--initramfs-diskless-boot
--no-chown
"""

_PACKAGES = each(apk_package)

TOOLS = (
    Tool(
        "apk",
        ("apk", "xx-apk"),
        _GLOBAL,
        {
            "add": Subcommand(
                _COMMIT + "--initdb\n-l --latest\n-u --upgrade\n-t --virtual NAME\n--usermode\n", packages=_PACKAGES
            ),
            "del": Subcommand(_COMMIT + "-r --rdepends\n", packages=_PACKAGES),
            "fix": Subcommand(_COMMIT + "-d --depends\n-u --upgrade\n-r --reinstall\n-x --xattr\n", packages=_PACKAGES),
            "update": Subcommand(),
            "upgrade": Subcommand(
                _COMMIT + "-a --available\n-l --latest\n--no-self-upgrade\n--self-upgrade-only\n--ignore\n--prune\n",
                packages=_PACKAGES,
            ),
            "cache": Subcommand(
                "-l --latest\n-u --upgrade\n-s --simulate\n--add-dependencies\n-a --available\n",
                subcommands={
                    "clean": Subcommand(),
                    "download": Subcommand(),
                    "purge": Subcommand(),
                    "sync": Subcommand(),
                },
            ),
            "info": Subcommand(
                "-a --all\n-d --description\n-e --installed\n-L --contents\n-P --provides\n-r --rdepends\n"
                "-R --depends\n-s --size\n-w --webpage\n-W --who-owns\n--license\n-t --triggers\n"
            ),
            "list": Subcommand("-I --installed\n-O --orphaned\n-a --available\n-u --upgradable\n-P --providers\n"),
            "search": Subcommand("-a --all\n-d --description\n-e --exact\n-o --origin\n-x\n"),
            "policy": Subcommand(),
            "fetch": Subcommand("-L --link\n-o --output DIRECTORY\n-R --recursive\n-s --stdout\n--simulate\n"),
            "index": Subcommand(
                "-d --description TEXT\n-o --output FILE\n-x --index FILE\n--rewrite-arch ARCHITECTURE\n"
            ),
            "version": Subcommand("-a --all\n-c --check\n-I --indexes\n-l --limit LIMIT\n-t --test\n"),
            "verify": Subcommand(),
            "audit": Subcommand("--backup\n--system\n--packages\n--full\n-r --recursive\n--check-permissions\n"),
            "stats": Subcommand(),
            "dot": Subcommand(),
            "manifest": Subcommand(),
        },
    ),
)
