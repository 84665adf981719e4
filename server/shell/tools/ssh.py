"""ssh and its key tools."""

from __future__ import annotations

from ..specification import Tool

TOOLS = (
    Tool(
        "ssh",
        ("ssh",),
        "-4\n-6\n-A\n-a\n-C\n-f\n-G\n-g\n-K\n-k\n-M\n-N\n-n\n-q\n-s\n-T\n-t\n-V\n-v\n-X\n-x\n-Y\n-y\n-B INTERFACE\n"
        "-b ADDRESS\n-c CIPHER\n-D ADDRESS\n-E FILE\n-e CHARACTER\n-F FILE\n-I LIBRARY\n-i FILE\n-J DESTINATION\n"
        "-L ADDRESS\n-l NAME\n-m MACS\n-O COMMAND\n-o OPTION\n-p PORT\n-Q QUERY\n-R ADDRESS\n-S PATH\n"
        "-W HOST\n-w TUNNEL\n",
    ),
    Tool(
        "ssh-keyscan",
        ("ssh-keyscan",),
        "-4\n-6\n-c\n-D\n-H\n-q\n-v\n-f FILE\n-O OPTION\n-p PORT\n-T SECONDS\n-t TYPE\n",
    ),
    Tool(
        "ssh-keygen",
        ("ssh-keygen",),
        "-q\n-A\n-B\n-c\n-e\n-H\n-i\n-l\n-p\n-v\n-y\n-t TYPE\n-b BITS\n-C COMMENT\n-E HASH\n-F HOST\n"
        "-f FILE\n-N PASSPHRASE\n"
        "-P PASSPHRASE\n-R HOST\n-m FORMAT\n-o\n",
    ),
)
