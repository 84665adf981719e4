"""What the shell does itself: cd, echo, export, set …"""

from __future__ import annotations

from ..specification import Tool

TOOLS = (
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
)
