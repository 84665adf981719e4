"""Programs that run another command: sudo, env, timeout and the like, and the shells."""

from __future__ import annotations

from ..specification import Tool

_GNU = "--help\n--version\n"

TOOLS = (
    Tool(
        "sudo",
        ("sudo",),
        """
-A --askpass
-b --background
-B --bell
-C --close-from NUM
-D --chdir DIRECTORY
-E --preserve-env [=LIST]
-e --edit
-g --group GROUP
-H --set-home
-h --host HOST
-i --login
-K --remove-timestamp
-k --reset-timestamp
-l --list
-n --non-interactive
-P --preserve-groups
-p --prompt PROMPT
-R --chroot DIRECTORY
-r --role ROLE
-S --stdin
-s --shell
-t --type TYPE
-T --command-timeout TIMEOUT
-U --other-user USER
-u --user USER
-V --version
-v --validate
--help
""",
        options_end_at_operand=True,
        runs_command=True,
        takes_assignments=True,
    ),
    Tool(
        "doas",
        ("doas",),
        "-C CONFIG\n-L\n-n\n-s\n-u USER\n",
        options_end_at_operand=True,
        runs_command=True,
    ),
    Tool(
        "env",
        ("env",),
        """
-i --ignore-environment
-0 --null
-u --unset NAME
-C --chdir DIRECTORY
-S --split-string STRING
-v --debug
--block-signal [SIGNAL]
--default-signal [SIGNAL]
--ignore-signal [SIGNAL]
"""
        + _GNU,
        options_end_at_operand=True,
        runs_command=True,
        takes_assignments=True,
        abbreviations=True,
    ),
    Tool(
        "timeout",
        ("timeout", "gtimeout"),
        "-f --foreground\n-k --kill-after DURATION\n-s --signal SIGNAL\n-v --verbose\n-t SECONDS\n--preserve-status\n"
        + _GNU,
        options_end_at_operand=True,
        runs_command=True,
        leading_operands=1,
    ),
    Tool("exec", ("exec",), "-a NAME\n-c\n-l\n", options_end_at_operand=True, runs_command=True),
    Tool("command", ("command",), "-p\n-v\n-V\n", options_end_at_operand=True, runs_command=True),
    Tool("builtin", ("builtin",), "", options_end_at_operand=True, runs_command=True),
    Tool(
        "time",
        ("time",),
        "-p --portability\n-v --verbose\n-a --append\n-f --format FORMAT\n-o --output FILE\n-q --quiet\n" + _GNU,
        options_end_at_operand=True,
        runs_command=True,
    ),
    Tool("nice", ("nice",), "-n --adjustment N\n" + _GNU, options_end_at_operand=True, runs_command=True),
    Tool(
        "ionice",
        ("ionice",),
        "-c --class CLASS\n-n --classdata LEVEL\n-p --pid PID\n-P --pgid PGID\n-t --ignore\n-u --uid UID\n" + _GNU,
        options_end_at_operand=True,
        runs_command=True,
    ),
    Tool("nohup", ("nohup",), _GNU, options_end_at_operand=True, runs_command=True),
    Tool(
        "setsid",
        ("setsid",),
        "-c --ctty\n-f --fork\n-w --wait\n" + _GNU,
        options_end_at_operand=True,
        runs_command=True,
    ),
    Tool(
        "stdbuf",
        ("stdbuf",),
        "-i --input MODE\n-o --output MODE\n-e --error MODE\n" + _GNU,
        options_end_at_operand=True,
        runs_command=True,
    ),
    Tool(
        "xargs",
        ("xargs", "gxargs"),
        """
-0 --null
-a --arg-file FILE
-d --delimiter DELIMITER
-E END
-e --eof [END]
-I REPLACE
-i --replace [REPLACE]
-L LINES
-l --max-lines [LINES]
-n --max-args COUNT
-o --open-tty
-P --max-procs COUNT
-p --interactive
-r --no-run-if-empty
-s --max-chars COUNT
-t --verbose
-x --exit
--process-slot-var NAME
--show-limits
"""
        + _GNU,
        options_end_at_operand=True,
        runs_command=True,
        abbreviations=True,
    ),
    Tool(
        "chroot",
        ("chroot",),
        "--groups LIST\n--userspec USER\n--skip-chdir\n" + _GNU,
        options_end_at_operand=True,
        runs_command=True,
        leading_operands=1,
        abbreviations=True,
    ),
    Tool("gosu", ("gosu",), _GNU, options_end_at_operand=True, runs_command=True, leading_operands=1),
    Tool("su-exec", ("su-exec",), "", options_end_at_operand=True, runs_command=True, leading_operands=1),
    Tool(
        "setpriv",
        ("setpriv",),
        """
-d --dump
--nnp --no-new-privs
--ambient-caps CAPS
--inh-caps CAPS
--bounding-set CAPS
--ruid UID
--euid UID
--rgid GID
--egid GID
--reuid UID
--regid GID
--clear-groups
--keep-groups
--init-groups
--groups LIST
--list-caps
--securebits BITS
--pdeathsig SIGNAL
--selinux-label LABEL
--apparmor-profile PROFILE
--reset-env
"""
        + _GNU,
        options_end_at_operand=True,
        runs_command=True,
    ),
    Tool(
        "busybox",
        ("busybox", "toybox"),
        "--list\n--install\n--help\n-s\n",
        options_end_at_operand=True,
        runs_command=True,
    ),
    Tool(
        "tini",
        ("tini",),
        "-p SIGNAL\n-s\n-v\n-w\n-g\n-e CODE\n-l\n-h\n--version\n",
        options_end_at_operand=True,
        runs_command=True,
    ),
    Tool(
        "dumb-init",
        ("dumb-init",),
        "-c --single-child\n-r --rewrite PAIR\n-v --verbose\n-h --help\n-V --version\n",
        options_end_at_operand=True,
        runs_command=True,
    ),
    Tool("catchsegv", ("catchsegv",), "", options_end_at_operand=True, runs_command=True),
    Tool("eatmydata", ("eatmydata",), "", options_end_at_operand=True, runs_command=True),
    # What images of Fedora call the script that they write around nosync.so.
    Tool("nosync", ("nosync",), "", options_end_at_operand=True, runs_command=True),
    Tool(
        "fakeroot",
        ("fakeroot",),
        "-l --lib LIBRARY\n-i FILE\n-s FILE\n-u\n-b FD\n",
        options_end_at_operand=True,
        runs_command=True,
    ),
    Tool(
        "xvfb-run",
        ("xvfb-run",),
        """
-a --auto-servernum
-e --error-file FILE
-f --auth-file FILE
-l --listen-tcp
-n --server-num NUMBER
-p --xauth-protocol NAME
-s --server-args ARGUMENTS
-w --wait SECONDS
""",
        options_end_at_operand=True,
        runs_command=True,
    ),
    Tool("linux32", ("linux32", "linux64", "setarch"), "-R\n", options_end_at_operand=True, runs_command=True),
)
