"""make."""

from __future__ import annotations

from ..specification import Tool

TOOLS = (
    Tool(
        "make",
        ("make", "gmake"),
        """
-b -m
-B --always-make
-C --directory DIRECTORY
-d
--debug [FLAGS]
-e --environment-overrides
-E --eval TEXT
-f --file --makefile FILE
-h --help
-i --ignore-errors
-I --include-dir DIRECTORY
-j --jobs [COUNT]
-k --keep-going
-l --load-average --max-load [LOAD]
-L --check-symlink-times
-n --just-print --dry-run --recon
-o --old-file --assume-old FILE
-O --output-sync [TYPE]
-p --print-data-base
-q --question
-r --no-builtin-rules
-R --no-builtin-variables
-s --silent --quiet
-S --no-keep-going --stop
-t --touch
--trace
-v --version
-w --print-directory
--no-print-directory
-W --what-if --new-file --assume-new FILE
--warn-undefined-variables
""",
        abbreviations=True,
    ),
)
