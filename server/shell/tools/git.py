"""git."""

from __future__ import annotations

from ..specification import Subcommand, Tool

_GIT = """
-v --version
-h --help
-C PATH
-c SETTING
--exec-path [PATH]
--html-path
-p --paginate
-P --no-pager
--no-replace-objects
--bare
--git-dir PATH
--work-tree PATH
--namespace NAME
--config-env PAIR
--super-prefix PATH
--no-optional-locks
--literal-pathspecs
--attr-source TREE
"""

_GIT_COMMANDS = {
    "clone": Subcommand(
        """
-l --local
--no-hardlinks
-s --shared
--reference REPOSITORY
--reference-if-able REPOSITORY
--dissociate
-q --quiet
-v --verbose
--progress
--server-option OPTION
-n --no-checkout
--reject-shallow
--bare
--sparse
--filter SPECIFICATION
--also-filter-submodules
--mirror
-o --origin NAME
-b --branch NAME
--revision REVISION
-u --upload-pack PATH
--template DIRECTORY
-c --config SETTING
--depth DEPTH
--shallow-since DATE
--shallow-exclude REFERENCE
--single-branch
--no-single-branch
--tags
--no-tags
--recurse-submodules --recursive [PATHS]
--shallow-submodules
--no-shallow-submodules
--remote-submodules
--separate-git-dir DIRECTORY
--ref-format FORMAT
-j --jobs COUNT
-4 --ipv4
-6 --ipv6
"""
    ),
    "checkout": Subcommand(
        "-q --quiet\n--progress\n-f --force\n-b BRANCH\n-B BRANCH\n-t --track [=MODE]\n--no-track\n-d --detach\n"
        "--orphan BRANCH\n-m --merge\n--recurse-submodules\n--ours\n--theirs\n-p --patch\n"
    ),
    "switch": Subcommand("-c --create BRANCH\n-C --force-create BRANCH\n-d --detach\n-q --quiet\n-f --force\n"),
    "fetch": Subcommand(
        "--all\n-a --append\n--depth DEPTH\n--deepen DEPTH\n--shallow-since DATE\n--unshallow\n-f --force\n-t --tags\n"
        "-n --no-tags\n-p --prune\n-q --quiet\n-v --verbose\n-j --jobs COUNT\n--recurse-submodules [MODE]\n"
        "--filter SPECIFICATION\n-u --update-head-ok\n"
    ),
    "pull": Subcommand(
        "-q --quiet\n--rebase [MODE]\n--ff-only\n--depth DEPTH\n--recurse-submodules [MODE]\n--no-rebase\n"
    ),
    "submodule": Subcommand(
        "-q --quiet\n",
        subcommands={
            "update": Subcommand(
                "--init\n--recursive\n--depth DEPTH\n--remote\n-f --force\n-j --jobs COUNT\n--progress\n"
            ),
            "init": Subcommand(),
            "add": Subcommand("-b BRANCH\n-f --force\n--name NAME\n--depth DEPTH\n"),
            "sync": Subcommand("--recursive\n"),
            "foreach": Subcommand("--recursive\n", options_end_at_operand=True),
            "status": Subcommand(
                "--porcelain [VERSION]\n-s --short\n-b --branch\n--ignored [MODE]\n-u --untracked-files [MODE]\n"
            ),
        },
    ),
    "config": Subcommand(
        "--global\n--system\n--local\n--worktree\n-f --file FILE\n--add\n--replace-all\n--get\n--get-all\n--unset\n"
        "--unset-all\n-l --list\n--type TYPE\n--bool\n--int\n-e --edit\n"
    ),
    "reset": Subcommand("--hard\n--soft\n--mixed\n--keep\n-q --quiet\n"),
    "lfs": Subcommand(
        "--skip-repo\n--skip-smudge\n--system\n--local\n-f --force\n-I --include PATHS\n-X --exclude PATHS\n",
        subcommands={name: Subcommand() for name in ("install", "pull", "fetch", "checkout", "clone")},
    ),
    "init": Subcommand("-q --quiet\n--bare\n-b --initial-branch NAME\n--template DIRECTORY\n"),
    "apply": Subcommand("-p NUMBER\n--check\n--reject\n-v --verbose\n--directory DIRECTORY\n--3way -3\n"),
    "am": Subcommand("-3 --3way\n-q --quiet\n-p NUMBER\n"),
    "add": Subcommand("-A --all\n-f --force\n-u --update\n-v --verbose\n"),
    "commit": Subcommand(
        "-m --message TEXT\n-a --all\n-q --quiet\n--allow-empty\n--amend\n--no-verify -n\n--author AUTHOR\n"
    ),
    "archive": Subcommand("--format FORMAT\n--prefix PREFIX\n-o --output FILE\n--remote REPOSITORY\n"),
    "remote": Subcommand(
        subcommands={name: Subcommand() for name in ("add", "remove", "set-url", "get-url", "update")}
    ),
    "log": Subcommand("-n --max-count COUNT\n--oneline\n--format FORMAT\n--pretty [FORMAT]\n"),
    "rev-parse": Subcommand("--short [LENGTH]\n--abbrev-ref\n--show-toplevel\n--verify\n"),
    "describe": Subcommand(
        "--tags\n--always\n--dirty [MARK]\n--abbrev [LENGTH]\n--long\n--all\n--match PATTERN\n--exclude PATTERN\n"
    ),
    "clean": Subcommand("-d\n-f --force\n-x\n-X\n-q --quiet\n-n --dry-run\n-e --exclude PATTERN\n"),
    "gc": Subcommand("--prune [DATE]\n--aggressive\n--auto\n-q --quiet\n"),
    "sparse-checkout": Subcommand(),
    "cherry-pick": Subcommand(),
    "merge": Subcommand(),
    "branch": Subcommand(),
    "tag": Subcommand(),
    "ls-remote": Subcommand(),
    "show": Subcommand(),
    "status": Subcommand(
        "--porcelain [VERSION]\n-s --short\n-b --branch\n--ignored [MODE]\n-u --untracked-files [MODE]\n"
    ),
    "diff": Subcommand("--quiet\n--exit-code\n--no-ext-diff\n--stat\n--cached --staged\n--name-only\n"),
    "worktree": Subcommand(),
    "bundle": Subcommand(),
}

TOOLS = (Tool("git", ("git",), _GIT, _GIT_COMMANDS),)
