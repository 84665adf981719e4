"""What handles files: chmod, chown, rm, mkdir, cp, mv, ln …"""

from __future__ import annotations

from ..specification import Tool

_HELP = "--help\n--version\n"

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
        ("chown",),
        "-c --changes\n-f --silent --quiet\n-v --verbose\n-R --recursive\n-h --no-dereference\n"
        "--dereference\n-H\n-L\n-P\n"
        "--from OWNER\n--no-preserve-root\n--preserve-root\n--reference FILE\n" + _HELP,
        abbreviations=True,
    ),
    Tool(
        "chgrp",
        ("chgrp",),
        "-c --changes\n-f --silent --quiet\n-v --verbose\n-R --recursive\n-h --no-dereference\n--dereference\n-H\n"
        "-L\n-P\n--no-preserve-root\n--preserve-root\n--reference FILE\n" + _HELP,
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
)
