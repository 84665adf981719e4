"""What makes and changes users and groups."""

from __future__ import annotations

from ..specification import Tool

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
)
