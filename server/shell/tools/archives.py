"""What unpacks: tar, unzip."""

from __future__ import annotations

from ..specification import Tool

_TAR = """
-A --catenate --concatenate
-c --create
-d --diff --compare
-r --append
-t --list
-u --update
-x --extract --get
--delete
-a --auto-compress
-b --blocking-factor BLOCKS
-B --read-full-records
-C --directory DIRECTORY
-E
-f --file ARCHIVE
-F --info-script SCRIPT
-g --listed-incremental FILE
-G --incremental
-h --dereference
-H --format FORMAT
-i --ignore-zeros
-I --use-compress-program PROGRAM
-j --bzip2
-J --xz
-k --keep-old-files
-K --starting-file NAME
-l --check-links
-L --tape-length LENGTH
-m --touch
-M --multi-volume
-n --seek
-N --newer --after-date DATE
-o
-O --to-stdout
-p --preserve-permissions --same-permissions
-P --absolute-names
-R --block-number
-s --preserve-order --same-order
-S --sparse
-T --files-from FILE
-U --unlink-first
-v --verbose
-V --label TEXT
-w --interactive --confirmation
-W --verify
-X --exclude-from FILE
-z --gzip --gunzip --ungzip
-Z --compress --uncompress
--zstd
--lzip
--lzma
--lzop
--acls
--anchored
--atime-preserve [METHOD]
--backup [CONTROL]
--check-device
--checkpoint [COUNT]
--checkpoint-action ACTION
--clamp-mtime
--delay-directory-restore
--exclude PATTERN
--exclude-caches
--exclude-vcs
--force-local
--full-time
--group NAME
--group-map FILE
--hard-dereference
--ignore-command-error
--ignore-failed-read
--keep-directory-symlink
--keep-newer-files
--mode CHANGES
--mtime DATE
--new-volume-script SCRIPT
--no-acls
--no-anchored
--no-check-device
--no-ignore-case
--ignore-case
--no-null
--no-overwrite-dir
--no-quote-chars TEXT
--no-recursion
--recursion
--no-same-owner
--no-same-permissions
--no-selinux
--no-wildcards
--no-xattrs
--null
--numeric-owner
--occurrence [NUMBER]
--old-archive --portability
--one-file-system
--one-top-level [DIRECTORY]
--overwrite
--overwrite-dir
--owner NAME
--owner-map FILE
--pax-option LIST
--posix
--quote-chars TEXT
--quoting-style STYLE
--record-size BYTES
--recursive-unlink
--remove-files
--restrict
--rmt-command COMMAND
--rsh-command COMMAND
--same-owner
--selinux
--show-defaults
--show-omitted-dirs
--show-transformed-names
--skip-old-files
--sort ORDER
--strip-components --strip COUNT
--suffix TEXT
--to-command COMMAND
--totals [SIGNAL]
--transform --xform EXPRESSION
--utc
--verbatim-files-from
--volno-file FILE
--warning KEYWORD
--wildcards
--wildcards-match-slash
--xattrs
--xattrs-exclude PATTERN
--xattrs-include PATTERN
-? --help
--usage
--version
"""

TOOLS = (
    Tool("tar", ("tar", "gtar", "bsdtar"), _TAR, abbreviations=True, bundled_first=True),
    Tool(
        "unzip",
        ("unzip",),
        "-a\n-b\n-B\n-c\n-C\n-d DIRECTORY\n-D\n-f\n-j\n-K\n-l\n-L\n-M\n-n\n-o\n-p\n-P PASSWORD\n-q\n-s\n-t\n"
        "-T\n-u\n-U\n"
        "-v\n-V\n-W\n-x\n-X\n-z\n-Z\n-:\n-^\n-/\n",
    ),
)
