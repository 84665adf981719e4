"""What runs a script given as a word: the shells, su, runuser, eval."""

from __future__ import annotations

from ..specification import Tool

SHELL_OPTIONS = """
-c
-e --errexit
-u --nounset
-x --xtrace
-l --login
-i --interactive
-s
-f
-n
-v --verbose
-a
-b
-h
-k
-m
-p --posix
-r --restricted
-t
-B
-C
-E
-H
-P
-T
-V
-q
-o +o NAME
-O +O NAME
--norc
--noprofile
--noediting
--rcfile --init-file FILE
+e
+u
+x
"""

TOOLS = (
    Tool(
        "sh",
        ("sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "rbash"),
        SHELL_OPTIONS,
        options_end_at_operand=True,
        plus_options=True,
    ),
    Tool(
        "su",
        ("su",),
        """
-c --command COMMAND
--session-command COMMAND
-f --fast
-g --group GROUP
-G --supp-group GROUP
-l --login
-m -p --preserve-environment
-P --pty
-s --shell SHELL
-w --whitelist-environment LIST
-h --help
-V --version
""",
    ),
    Tool(
        "runuser",
        ("runuser",),
        """
-c --command COMMAND
--session-command COMMAND
-f --fast
-g --group GROUP
-G --supp-group GROUP
-l --login
-m -p --preserve-environment
-P --pty
-s --shell SHELL
-u --user USER
-w --whitelist-environment LIST
-h --help
-V --version
""",
    ),
    Tool("eval", ("eval",), "", dashed_operands=True, clusters=False),
)
