"""The Python interpreter, as far as it runs modules."""

from __future__ import annotations

from ..specification import Tool

TOOLS = (
    Tool(
        "python",
        ("python", "python2", "python3", "pypy", "pypy3"),
        """
-b
-B
-c CODE
-d
-E
-h --help
-i
-I
-m MODULE
-O -OO
-P
-q
-R
-s
-S
-u
-v --verbose
-V --version
-W WARNING
-x
-X SETTING
--check-hash-based-pycs MODE
""",
        options_end_at_operand=True,
    ),
)
