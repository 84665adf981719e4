"""The RPM family: yum, dnf, microdnf, tdnf, zypper and rpm itself."""

from __future__ import annotations

from ..packages import each, rpm_package, zypper_package
from ..specification import Subcommand, Tool

_DNF_OPTIONS = """
-y --assumeyes
--assumeno
-q --quiet
-v --verbose
-C --cacheonly
-b --best
--nobest
-d --debuglevel LEVEL
-e --errorlevel LEVEL
-R --randomwait MINUTES
-c --config FILE
-x --exclude --excludepkgs PACKAGES
-h --help
-4
-6
-t --tolerant
--advisory --advisories ADVISORIES
--allowerasing
--bugfix
--bz --bzs NUMBERS
--color WHEN
--comment TEXT
--cve --cves IDENTIFIERS
--disable --set-disabled
--disableexcludes --disableexcludepkgs REPOSITORIES
--disableplugin NAMES
--disablerepo REPOSITORIES
--downloaddir --destdir DIRECTORY
--downloadonly
--enable --set-enabled
--enableplugin NAMES
--enablerepo REPOSITORIES
--enhancement
--forcearch ARCHITECTURE
--installroot DIRECTORY
--newpackage
--noautoremove
--nodocs
--nogpgcheck
--no-gpgchecks
--noplugins
--obsoletes
--refresh
--releasever VERSION
--repo --repoid REPOSITORIES
--repofrompath REPOSITORY
--rpmverbosity LEVEL
--sec-severity --secseverity SEVERITIES
--security
--setopt SETTING
--skip-broken
--skip-unavailable
--use-host-config
--version
--arch ARCHITECTURE
--archlist ARCHITECTURES
--noroot
--save
--add-repo URL
--allow-vendor-change
--install-weak-deps
"""

_PACKAGES = Subcommand(packages=each(rpm_package))

_DNF_COMMANDS = {
    "install": Subcommand(
        aliases=("localinstall", "install-n", "install-na", "install-nevra"), packages=each(rpm_package)
    ),
    "reinstall": _PACKAGES,
    "downgrade": _PACKAGES,
    "remove": Subcommand(aliases=("erase", "rm"), packages=each(rpm_package)),
    "autoremove": _PACKAGES,
    "update": Subcommand(aliases=("upgrade", "upgrade-minimal", "update-minimal"), packages=each(rpm_package)),
    "distro-sync": Subcommand(aliases=("dsync", "distribution-synchronization"), packages=each(rpm_package)),
    "makecache": Subcommand("--timer\n", aliases=("mc",)),
    "check-update": Subcommand(aliases=("check-upgrade",)),
    "clean": Subcommand(
        subcommands={
            name: Subcommand()
            for name in ("all", "packages", "metadata", "dbcache", "expire-cache", "headers", "plugins", "rpmdb")
        },
    ),
    "groupinstall": Subcommand(packages=each(rpm_package)),
    "group": Subcommand(
        "--with-optional\n",
        aliases=("grp", "groups"),
        subcommands={
            "install": Subcommand("--with-optional\n", packages=each(rpm_package)),
            "remove": Subcommand(),
            "list": Subcommand(),
            "info": Subcommand(),
        },
    ),
    "module": Subcommand(
        subcommands={
            name: Subcommand() for name in ("install", "enable", "disable", "reset", "list", "remove", "switch-to")
        },
    ),
    "config-manager": Subcommand(
        "--dump\n--dump-variables\n--enable\n--disable\n",
        subcommands={"addrepo": Subcommand("--from-repofile URL\n--set SETTING\n--id NAME\n--overwrite\n")},
    ),
    "builddep": Subcommand("-D --define MACRO\n--spec\n--srpm\n", aliases=("build-dep",), packages=each(rpm_package)),
    "download": Subcommand("--source\n--debuginfo\n--resolve\n--alldeps\n--url\n", packages=each(rpm_package)),
    "copr": Subcommand(subcommands={name: Subcommand() for name in ("enable", "disable", "remove", "list")}),
    "list": Subcommand("--all\n--installed\n--available\n--extras\n--upgrades\n--showduplicates\n", aliases=("ls",)),
    "info": Subcommand(),
    "search": Subcommand("--all\n"),
    "provides": Subcommand(aliases=("whatprovides", "prov")),
    "repoquery": Subcommand(aliases=("rq",), packages=each(rpm_package)),
    "repolist": Subcommand("--all\n--enabled\n--disabled\n"),
    "versionlock": Subcommand(),
    "history": Subcommand(),
    "swap": Subcommand(packages=each(rpm_package)),
    "mark": Subcommand(),
    "shell": Subcommand(),
    "needs-restarting": Subcommand(),
}

TOOLS = (
    Tool("yum", ("yum", "yum-3"), _DNF_OPTIONS, _DNF_COMMANDS, abbreviations=True),
    Tool("dnf", ("dnf", "dnf5", "dnf-3"), _DNF_OPTIONS, _DNF_COMMANDS, abbreviations=True),
    Tool("microdnf", ("microdnf",), _DNF_OPTIONS, _DNF_COMMANDS),
    Tool("tdnf", ("tdnf",), _DNF_OPTIONS, _DNF_COMMANDS),
    Tool(
        "yum-config-manager",
        ("yum-config-manager",),
        _DNF_OPTIONS + "--dump\n",
    ),
    Tool(
        "zypper",
        ("zypper",),
        """
-n --non-interactive
--non-interactive-include-reboot-patches
-q --quiet
-v --verbose
-A --no-abbrev
-t --table-style STYLE
-s --xmlout --terse
-x
-i --ignore-unknown
-D --reposd-dir DIRECTORY
-C --cache-dir DIRECTORY
-c --config FILE
-R --root DIRECTORY
-p --plus-repo URI
--installroot DIRECTORY
--raw-cache-dir DIRECTORY
--solv-cache-dir DIRECTORY
--pkg-cache-dir DIRECTORY
--userdata TEXT
--plus-content TAG
--disable-repositories
--no-refresh
--no-cd
--no-remote
--gpg-auto-import-keys
--no-gpg-checks
--releasever VERSION
--disable-system-resolvables
--pause-after
-h --help
-V --version
""",
        {
            "install": Subcommand(
                """
-r --repo --from --catalog ALIAS
-t --type TYPE
-n --name
-C --capability
-f --force
-y --no-confirm
-l --auto-agree-with-licenses
-D --dry-run
-d --download-only
--download MODE
--replacefiles
--oldpackage
--allow-downgrade
--no-allow-downgrade
--allow-unsigned-rpm
--allow-vendor-change
--force-resolution
--no-force-resolution
--no-recommends
--recommends
--details
--auto-agree-with-product-licenses
--solver-focus MODE
""",
                aliases=("in",),
                packages=each(zypper_package),
            ),
            "remove": Subcommand(
                "-t --type TYPE\n-n --name\n-C --capability\n-y --no-confirm\n-u --clean-deps\n-D --dry-run\n",
                aliases=("rm",),
                packages=each(zypper_package),
            ),
            "update": Subcommand("-y --no-confirm\n-l --auto-agree-with-licenses\n-r --repo ALIAS\n", aliases=("up",)),
            "dist-upgrade": Subcommand(
                "-y --no-confirm\n-l --auto-agree-with-licenses\n-r --repo --from ALIAS\n--no-recommends\n",
                aliases=("dup",),
            ),
            "patch": Subcommand("-y --no-confirm\n-l --auto-agree-with-licenses\n-g --category CATEGORY\n"),
            "refresh": Subcommand(
                "-f --force\n-b --force-build\n-d --force-download\n-s --services\n", aliases=("ref",)
            ),
            "clean": Subcommand("-r --repo ALIAS\n-m --metadata\n-M --raw-metadata\n-a --all\n", aliases=("cc",)),
            "addrepo": Subcommand(
                "-r --repo FILE\n-t --type TYPE\n-d --disable\n-c --check\n-C --no-check\n-n --name NAME\n-e --enable\n"
                "-p --priority NUMBER\n-k --keep-packages\n-K --no-keep-packages\n-g --gpgcheck\n-G --no-gpgcheck\n"
                "-f --refresh\n-F --no-refresh\n",
                aliases=("ar",),
            ),
            "removerepo": Subcommand(aliases=("rr",)),
            "modifyrepo": Subcommand(aliases=("mr",)),
            "repos": Subcommand(aliases=("lr",)),
            "search": Subcommand(aliases=("se",)),
            "info": Subcommand(aliases=("if",)),
            "source-install": Subcommand("-d --build-deps-only\n-D --no-build-deps\n", aliases=("si",)),
            "addlock": Subcommand(aliases=("al",)),
            "patterns": Subcommand(aliases=("pt",)),
        },
        abbreviations=True,
    ),
    Tool(
        "rpm",
        ("rpm",),
        """
-i --install
-U --upgrade
-F --freshen
-e --erase
-q --query
-V --verify
-K --checksig
-v --verbose
-h --hash
-a --all
-f --file
-p --package
-l --list
-c --configfiles
-d --docfiles
-s --state
-R --requires
-E --eval MACRO
-D --define MACRO
-r --root DIRECTORY
--import
--nodeps
--force
--replacepkgs
--replacefiles
--oldpackage
--nodigest
--nosignature
--noscripts
--nogpg
--excludedocs
--prefix PATH
--relocate PATHS
--queryformat --qf FORMAT
--dbpath PATH
--rebuilddb
--initdb
--quiet
--ignorearch
--whatprovides
--justdb
--allmatches
--test
--version
""",
        abbreviations=True,
    ),
)
