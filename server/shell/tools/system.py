"""Files, accounts, services and what the shell does itself."""

from __future__ import annotations

from ..specification import Subcommand, Tool

_HELP = "--help\n--version\n"

_USERADD = """
-b --base-dir DIRECTORY
-c --comment TEXT
-d --home-dir --home DIRECTORY
-D --defaults
-e --expiredate DATE
-f --inactive DAYS
-F --add-subids-for-system
-g --gid GROUP
-G --groups GROUPS
-h --help
-k --skel DIRECTORY
-K --key PAIR
-l --no-log-init
-m --create-home
-M --no-create-home
-N --no-user-group
-o --non-unique
-p --password PASSWORD
-r --system
-R --root DIRECTORY
-P --prefix DIRECTORY
-s --shell SHELL
-u --uid UID
-U --user-group
-Z --selinux-user USER
--badname
--btrfs-subvolume-home
"""

_ADDUSER = """
-h --home DIRECTORY
-g --gecos TEXT
-s --shell SHELL
-G --ingroup GROUP
-S --system
-D
-H
-u --uid UID
-k DIRECTORY
-q --quiet
--debug
--disabled-password
--disabled-login
--no-create-home
--group
--gid GID
--firstuid UID
--lastuid UID
--firstgid GID
--lastgid GID
--allow-badname --force-badname
--allow-bad-names
--allow-all-names
--add_extra_groups --add-extra-groups
--encrypt-home
--conf FILE
--comment TEXT
--help
--version
-r
-m
-M
-N
-U
-d DIRECTORY
-c TEXT
-p PASSWORD
-l
"""

TOOLS = (
    Tool(
        "chmod",
        ("chmod",),
        "-c --changes\n-f --silent --quiet\n-v --verbose\n-R --recursive\n--no-preserve-root\n--preserve-root\n"
        "-h --no-dereference\n--dereference\n-H\n-L\n-P\n--reference FILE\n" + _HELP,
        dashed_operands=True,
        abbreviations=True,
    ),
    Tool(
        "chown",
        ("chown", "chgrp"),
        "-c --changes\n-f --silent --quiet\n-v --verbose\n-R --recursive\n-h --no-dereference\n"
        "--dereference\n-H\n-L\n-P\n"
        "--from OWNER\n--no-preserve-root\n--preserve-root\n--reference FILE\n" + _HELP,
        abbreviations=True,
    ),
    Tool(
        "rm",
        ("rm",),
        "-f --force\n-i\n-I\n--interactive [WHEN]\n--one-file-system\n--no-preserve-root\n--preserve-root [WHAT]\n"
        "-r -R --recursive\n-d --dir\n-v --verbose\n" + _HELP,
        abbreviations=True,
    ),
    Tool("rmdir", ("rmdir",), "-p --parents\n-v --verbose\n--ignore-fail-on-non-empty\n" + _HELP, abbreviations=True),
    Tool("unlink", ("unlink",), _HELP),
    Tool(
        "mkdir",
        ("mkdir",),
        "-m --mode MODE\n-p --parents\n-v --verbose\n-Z --context [=CONTEXT]\n" + _HELP,
        abbreviations=True,
    ),
    Tool(
        "cp",
        ("cp",),
        "-a --archive\n--attributes-only\n--backup [CONTROL]\n-b\n--copy-contents\n-d\n-f --force\n"
        "-i --interactive\n-H\n"
        "-l --link\n-L --dereference\n-n --no-clobber\n-P --no-dereference\n-p\n--preserve [LIST]\n--no-preserve LIST\n"
        "--parents\n-R -r --recursive\n--reflink [WHEN]\n--remove-destination\n--sparse WHEN\n"
        "--strip-trailing-slashes\n"
        "-s --symbolic-link\n-S --suffix SUFFIX\n-t --target-directory DIRECTORY\n-T --no-target-directory\n-u\n"
        "--update [WHEN]\n-v --verbose\n-x --one-file-system\n-Z --context [=CONTEXT]\n" + _HELP,
        abbreviations=True,
    ),
    Tool(
        "mv",
        ("mv",),
        "--backup [CONTROL]\n-b\n-f --force\n-i --interactive\n-n --no-clobber\n--no-copy\n--strip-trailing-slashes\n"
        "-S --suffix SUFFIX\n-t --target-directory DIRECTORY\n-T --no-target-directory\n-u\n"
        "--update [WHEN]\n-v --verbose\n"
        "-Z --context\n" + _HELP,
        abbreviations=True,
    ),
    Tool(
        "ln",
        ("ln",),
        "--backup [CONTROL]\n-b\n-d -F --directory\n-f --force\n-i --interactive\n-L --logical\n-n --no-dereference\n"
        "-P --physical\n-r --relative\n-s --symbolic\n-S --suffix SUFFIX\n-t --target-directory DIRECTORY\n"
        "-T --no-target-directory\n-v --verbose\n" + _HELP,
        abbreviations=True,
    ),
    Tool(
        "install",
        ("install", "ginstall"),
        "--backup [CONTROL]\n-b\n-c\n-C --compare\n-d --directory\n-D\n-g --group GROUP\n-m --mode MODE\n"
        "-o --owner OWNER\n"
        "-p --preserve-timestamps\n-s --strip\n--strip-program PROGRAM\n-S --suffix SUFFIX\n"
        "-t --target-directory DIRECTORY\n-T --no-target-directory\n-v --verbose\n" + _HELP,
        abbreviations=True,
    ),
    Tool(
        "touch",
        ("touch",),
        "-a\n-c --no-create\n-d --date DATE\n-f\n-h --no-dereference\n-m\n-r --reference FILE\n-t TIME\n",
    ),
    Tool(
        "sed",
        ("sed", "gsed"),
        "-n --quiet --silent\n--debug\n-e --expression SCRIPT\n-f --file FILE\n--follow-symlinks\n"
        "-i --in-place [SUFFIX]\n"
        "-l --line-length COUNT\n--posix\n-E -r --regexp-extended\n-s --separate\n--sandbox\n-u --unbuffered\n"
        "-z --null-data\n" + _HELP,
        abbreviations=True,
    ),
    Tool("tee", ("tee",), "-a --append\n-i --ignore-interrupts\n-p\n--output-error [MODE]\n" + _HELP),
    Tool("cd", ("cd", "chdir"), "-L\n-P\n-e\n-@\n", dashed_operands=True),
    Tool("echo", ("echo",), "-n\n-e\n-E\n", dashed_operands=True),
    Tool("printf", ("printf",), "-v NAME\n", dashed_operands=True),
    Tool("export", ("export",), "-f\n-n\n-p\n"),
    Tool(
        "set",
        ("set",),
        "-a +a\n-b +b\n-e +e\n-f +f\n-h +h\n-k +k\n-m +m\n-n +n\n-o +o NAME\n-p +p\n-t +t\n-u +u\n-v +v\n-x +x\n"
        "-B +B\n-C +C\n-E +E\n-H +H\n-P +P\n-T +T\n",
        plus_options=True,
    ),
    Tool("useradd", ("useradd",), _USERADD),
    Tool(
        "usermod",
        ("usermod",),
        "-a --append\n-c --comment TEXT\n-d --home DIRECTORY\n-e --expiredate DATE\n-f --inactive DAYS\n"
        "-g --gid GROUP\n"
        "-G --groups GROUPS\n-l --login NAME\n-L --lock\n-m --move-home\n-o --non-unique\n-p --password PASSWORD\n"
        "-r --remove\n-R --root DIRECTORY\n-P --prefix DIRECTORY\n-s --shell SHELL\n-u --uid UID\n-U --unlock\n"
        "-v --add-subuids RANGE\n-V --del-subuids RANGE\n-w --add-subgids RANGE\n-W --del-subgids RANGE\n"
        "-Z --selinux-user USER\n",
    ),
    Tool("adduser", ("adduser",), _ADDUSER),
    Tool(
        "groupadd",
        ("groupadd",),
        "-f --force\n-g --gid GID\n-h --help\n-K --key PAIR\n-o --non-unique\n-p --password PASSWORD\n-r --system\n"
        "-R --root DIRECTORY\n-P --prefix DIRECTORY\n-U --users USERS\n",
    ),
    Tool(
        "addgroup",
        ("addgroup",),
        "-g --gid GID\n-S --system\n-q --quiet\n--debug\n--group\n--force-badname\n--conf FILE\n",
    ),
    Tool("groupmod", ("groupmod",), "-g --gid GID\n-n --new-name NAME\n-o --non-unique\n-p --password PASSWORD\n"),
    Tool("userdel", ("userdel",), "-f --force\n-r --remove\n-R --root DIRECTORY\n"),
    Tool("deluser", ("deluser",), "--remove-home\n--remove-all-files\n--system\n--group\n-q --quiet\n"),
    Tool(
        "chpasswd",
        ("chpasswd",),
        "-c --crypt-method METHOD\n-e --encrypted\n-m --md5\n-s --sha-rounds COUNT\n-R --root DIRECTORY\n",
    ),
    Tool("passwd", ("passwd",), "-d --delete\n-e --expire\n-l --lock\n-u --unlock\n-q --quiet\n--stdin\n-S --status\n"),
    Tool("service", ("service",), "--status-all\n--full-restart\n--skip-redirect\n", options_end_at_operand=True),
    Tool(
        "systemctl",
        ("systemctl",),
        "--system\n--user\n--global\n--runtime\n--now\n-f --force\n-q --quiet\n--no-pager\n--no-reload\n--no-block\n"
        "-a --all\n-t --type TYPE\n--state STATE\n--root DIRECTORY\n-l --full\n-n --lines COUNT\n-o --output MODE\n",
        {
            name: Subcommand()
            for name in (
                "start",
                "stop",
                "restart",
                "reload",
                "enable",
                "disable",
                "mask",
                "unmask",
                "status",
                "daemon-reload",
                "is-active",
                "is-enabled",
                "set-default",
                "preset",
                "list-units",
                "list-unit-files",
            )
        },
    ),
    Tool("update-rc.d", ("update-rc.d",), "-f\n-n\n"),
    Tool("ldconfig", ("ldconfig",), "-v --verbose\n-n\n-N\n-X\n-f FILE\n-C FILE\n-r DIRECTORY\n-l\n-p\n"),
    Tool("update-ca-certificates", ("update-ca-certificates",), "-f --fresh\n-v --verbose\n"),
)
