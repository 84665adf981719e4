"""The Debian family: apt-get, apt, aptitude and their helpers, and dpkg."""

from __future__ import annotations

from ..packages import apt_package, each
from ..specification import Option, Subcommand, Tool

_OPTIONS = """
-y --yes --assume-yes
--assume-no
-q --quiet [=LEVEL]
-s --simulate --just-print --dry-run --recon --no-act
-d --download-only
-f --fix-broken
-m --ignore-missing --fix-missing
-V --verbose-versions
-u --show-upgraded
-b --compile --build
-t --target-release --default-release RELEASE
-o --option SETTING
-c --config-file FILE
-a --host-architecture ARCHITECTURE
-P --build-profiles PROFILES
-h --help
-v --version
--no-install-recommends
--install-recommends
--no-install-suggests
--install-suggests
--no-download
--no-upgrade
--only-upgrade
--allow-downgrades
--allow-remove-essential
--allow-change-held-packages
--force-yes
--print-uris
--purge
--reinstall
--list-cleanup
--no-list-cleanup
--trivial-only
--no-remove
--auto-remove --autoremove
--arch-only
--indep-only
--allow-unauthenticated
--no-allow-insecure-repositories
--allow-insecure-repositories
--allow-releaseinfo-change
--allow-weak-repositories
--show-progress
--with-source FILE
--only-source
--diff-only
--dsc-only
--tar-only
--ignore-hold
--no-strict-pinning
--no-cache
--error-on [WHEN]
--no-show-progress
--color
--no-color
--update
-U
--solver NAME
--planner NAME
--snapshot -S SNAPSHOT
"""

_INSTALL = Subcommand(packages=each(apt_package))

_PACKAGE_COMMANDS = {
    "install": _INSTALL,
    "reinstall": _INSTALL,
    "remove": _INSTALL,
    "purge": _INSTALL,
    "autoremove": Subcommand(aliases=("auto-remove",)),
    "autopurge": Subcommand(),
    "build-dep": _INSTALL,
    "satisfy": Subcommand(),
    "update": Subcommand(),
    "upgrade": Subcommand(),
    "dist-upgrade": Subcommand(),
    "full-upgrade": Subcommand(),
    "dselect-upgrade": Subcommand(),
    "download": _INSTALL,
    "source": _INSTALL,
    "check": Subcommand(),
    "clean": Subcommand(),
    "autoclean": Subcommand(aliases=("auto-clean",)),
    "distclean": Subcommand(aliases=("dist-clean",)),
    "changelog": _INSTALL,
    "indextargets": Subcommand(),
    "list": Subcommand(
        options="-i --installed\n-u --upgradable --upgradeable\n--manual-installed\n-a --all-versions\n-v --verbose"
    ),
    "search": Subcommand(options="-n --names-only\n-f --full"),
    "show": Subcommand(options="-a --all-versions"),
    "policy": Subcommand(),
    "edit-sources": Subcommand(),
    "moo": Subcommand(),
}

_SETTINGS = {
    "apt::get::assume-yes": ("--yes", None),
    "apt::install-recommends": ("--install-recommends", "--no-install-recommends"),
    "apt::install-suggests": ("--install-suggests", "--no-install-suggests"),
    "apt::get::allowunauthenticated": ("--allow-unauthenticated", None),
    "apt::get::allow-downgrades": ("--allow-downgrades", None),
    "acquire::allowinsecurerepositories": ("--allow-insecure-repositories", None),
}
_ON = frozenset({"yes", "true", "with", "on", "enable", "1"})
_OFF = frozenset({"no", "false", "without", "off", "disable", "0"})


def _implied(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """``-qq`` answers yes as well, and ``-o`` can say what other options say."""
    implied: list[Option] = []
    quiet = 0
    for option in options:
        if option.name == "--quiet":
            quiet = int(option.value) if option.value and option.value.isdecimal() else quiet + 1
            if quiet == 2:
                implied.append(_as("--yes", option))
        elif option.name == "--option" and option.value is not None:
            key, _, value = option.value.partition("=")
            switched_on, switched_off = _SETTINGS.get(key.strip().lower(), (None, None))
            value = value.strip("\"'; ").lower()
            name = switched_on if value in _ON else switched_off if value in _OFF else None
            if name is not None:
                implied.append(_as(name, option))
        elif option.name == "--install-recommends" and (option.value or "").lower() in _OFF:
            implied.append(_as("--no-install-recommends", option))
    return tuple(implied)


def _as(name: str, option: Option) -> Option:
    return Option(name, option.written, option.value, option.word, option.value_word, option.start, option.end)


TOOLS = (
    Tool("apt-get", ("apt-get", "xx-apt-get", "xx-apt"), _OPTIONS, _PACKAGE_COMMANDS, implied=_implied),
    Tool("apt", ("apt",), _OPTIONS, _PACKAGE_COMMANDS, implied=_implied),
    Tool(
        "aptitude",
        ("aptitude",),
        """
-y --assume-yes
-q --quiet [=LEVEL]
-s --simulate
-d --download-only
-f
-t --target-release --default-release RELEASE
-o SETTING
-P --prompt
-R --without-recommends
-r --with-recommends
-D --show-deps
-F --display-format FORMAT
-w --width WIDTH
-O --sort ORDER
-V --show-versions
-v --verbose
-Z
--allow-untrusted
--purge-unused
--schedule-only
""",
        {
            "install": _INSTALL,
            "remove": _INSTALL,
            "purge": _INSTALL,
            "update": Subcommand(),
            "safe-upgrade": Subcommand(aliases=("upgrade",)),
            "full-upgrade": Subcommand(aliases=("dist-upgrade",)),
            "clean": Subcommand(),
            "autoclean": Subcommand(),
            "search": Subcommand(),
            "show": Subcommand(),
        },
    ),
    Tool(
        "apt-cache",
        ("apt-cache",),
        "-q --quiet [=LEVEL]\n-n --names-only\n-f --full\n-i --important\n-a --all-versions\n--no-all-versions\n"
        "--installed\n--recurse\n-g --generate\n-c --config-file FILE\n-o --option SETTING\n",
        {name: Subcommand() for name in ("search", "show", "showpkg", "policy", "madison", "depends", "rdepends")},
    ),
    Tool(
        "apt-key",
        ("apt-key",),
        "--keyring FILE\n",
        {
            "add": Subcommand(),
            "adv": Subcommand(
                options="--keyserver SERVER\n--keyserver-options OPTIONS\n--recv-keys --recv-key --recv\n"
                "--fetch-keys\n--batch\n-q --quiet\n--no-tty\n"
            ),
            "del": Subcommand(),
            "list": Subcommand(),
            "export": Subcommand(),
            "update": Subcommand(),
        },
    ),
    Tool(
        "apt-mark",
        ("apt-mark",),
        "-f --file FILE\n-q --quiet\n-v --verbose\n-s --simulate\n-o --option SETTING\n-c --config-file FILE\n",
        {
            name: Subcommand(packages=each(apt_package))
            for name in ("auto", "manual", "minimize-manual", "hold", "unhold")
        }
        | {name: Subcommand() for name in ("showauto", "showmanual", "showhold")},
    ),
    Tool(
        "add-apt-repository",
        ("add-apt-repository", "apt-add-repository"),
        "-y --yes\n-n --no-update\n-u --update\n-r --remove\n-s --enable-source\n-c --component COMPONENT\n"
        "-p --pocket POCKET\n-P --ppa PPA\n-U --uri URI\n-S --sourceslist LINE\n-C --cloud ARCHIVE\n"
        "-m --massive-debug\n"
        "-k --keyserver SERVER\n-l --list\n-L --login\n-d --debug\n",
    ),
    Tool(
        "dpkg",
        ("dpkg",),
        """
-i --install
-r --remove
-P --purge
-l --list
-L --listfiles
-s --status
-S --search
-C --audit
--configure
--unpack
--print-architecture
--print-foreign-architectures
--add-architecture ARCHITECTURE
--remove-architecture ARCHITECTURE
--get-selections
--set-selections
-a --pending
-R --recursive
-G --refuse-downgrade
-O --selected-only
-E --skip-same-version
-B --auto-deconfigure
-D --debug OCTAL
-c --contents
-x --extract
-X --vextract
-e --control
-f --field
-I --info
-p --print-avail
-b --build
-V --verify
--root [DIRECTORY]
--admindir [DIRECTORY]
--instdir [DIRECTORY]
--force-all
--force-confnew
--force-confold
--force-confdef
--force-confmiss
--force-depends
--force-overwrite
--force-architecture
--force-unsafe-io
--force-help
--no-triggers
--triggers-only
--no-debsig
--ignore-depends [PACKAGES]
--compare-versions
--version
--help
""",
    ),
    Tool(
        "dpkg-reconfigure",
        ("dpkg-reconfigure",),
        "-f --frontend FRONTEND\n-p --priority PRIORITY\n--default-priority\n-u --unseen-only\n--force\n--no-reload\n",
    ),
)
