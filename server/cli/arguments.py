"""What may be written on the command line. Knows no command's insides, so that help is quick."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from .. import __version__

Options: TypeAlias = "argparse.ArgumentParser | argparse._ArgumentGroup"  # pyright: ignore[reportPrivateUsage]
"""Whatever options can be added to."""

FORMATS = ("text", "short", "json", "sarif", "github", "gitlab", "checkstyle", "junit", "markdown")
SEVERITIES = ("error", "warning", "information", "hint")


def parse_arguments(words: list[str]) -> argparse.Namespace:
    """Read a command line; leaves the process with 0 after help and with 2 after a mistake."""
    parser = argparse.ArgumentParser(
        prog="dockwright",
        description="Keep Dockerfiles small, safe and fast to build.",
        epilog="Exit codes: 0 clean, 1 findings, 2 Dockwright itself failed.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"dockwright {__version__}")
    # Without the name, argparse imports what it would fold the usage with to find it.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, prog=parser.prog)
    for name, (summary, add_options) in _COMMANDS.items():
        command = commands.add_parser(name, help=summary)
        if words[:1] == [name]:
            add_options(command)
    return parser.parse_args(words)


def _check(parser: argparse.ArgumentParser) -> None:
    parser.description = "Check Dockerfiles. Folders are searched; what .gitignore and .ignore name is left out."
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files and folders, `-` for standard input (default: this folder)"
    )
    choice = parser.add_argument_group("which rules")
    choice.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="NAMES",
        help="only these: ids of any tool, categories, or `all`; separated by commas, may be repeated",
    )
    choice.add_argument("--ignore", action="append", default=[], metavar="NAMES", help="not these")
    choice.add_argument("--no-shellcheck", action="store_true", help="do not ask ShellCheck, even if it is installed")
    _configuration(choice)
    known = parser.add_argument_group("known findings")
    known.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="the file of known findings (default: what the configuration says)",
    )
    known.add_argument("--no-baseline", action="store_true", help="report known findings as well")
    known.add_argument(
        "--write-baseline", action="store_true", help="take all findings of the checked files for known from now on"
    )
    known.add_argument(
        "--prune-baseline", action="store_true", help="forget known findings that are no longer there, and check"
    )
    fixing = parser.add_argument_group("fixing")
    fixing.add_argument("--fix", action="store_true", help="apply safe fixes")
    fixing.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: unsafe ones too")
    fixing.add_argument("--diff", action="store_true", help="show what fixes would change, and change nothing")
    output = parser.add_argument_group("output")
    output.add_argument(
        "--format", choices=FORMATS, default="text", help="how to write findings (default: %(default)s)"
    )
    output.add_argument("--quiet", "-q", action="store_true", help="findings only, no summary")
    output.add_argument("--statistics", action="store_true", help="count the findings of each rule")
    _colour(output)
    output.add_argument("--exit-zero", action="store_true", help="leave with 0 whatever is found")
    output.add_argument(
        "--fail-level",
        choices=SEVERITIES,
        help="the quietest severity that makes the exit code 1 (default: what the configuration says, or hint)",
    )
    parser.add_argument("--stdin-filename", type=Path, metavar="FILE", help="the name that `-` stands for")
    parser.add_argument("--jobs", "-j", type=_positive, metavar="N", help="processes to use (default: as fits)")


def _format(parser: Options) -> None:
    parser.description = "Lay out Dockerfiles. What the builder and the shell read stays the same."
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files and folders, `-` for standard input (default: this folder)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; list what would change, and leave with 1")
    parser.add_argument("--diff", action="store_true", help="write nothing; show what would change, and leave with 1")
    layout = parser.add_argument_group("layout (default: what the configuration says)")
    layout.add_argument("--indent", type=_indent, metavar="N", help="columns of continuation lines, or `tab`")
    layout.add_argument("--keyword-case", choices=("upper", "lower", "keep"), help="how keywords are written")
    layout.add_argument(
        "--operators", choices=("keep", "start", "end"), help="where `&&`, `||` and `|` between two lines stand"
    )
    layout.add_argument(
        "--wrap-width", type=_columns, metavar="N", help="columns beyond which lines are broken; 0: never"
    )
    layout.add_argument(
        "--final-newline",
        action=argparse.BooleanOptionalAction,
        help="whether the line end is added that a file lacks at its end",
    )
    _configuration(layout)
    parser.add_argument("--stdin-filename", type=Path, metavar="FILE", help="the name that `-` stands for")
    parser.add_argument("--quiet", "-q", action="store_true", help="no summary")
    _colour(parser)


_REFACTORINGS = {
    "cache-order": "reorder each stage for the build cache",
    "build-packages": "keep compilers and headers only in the RUN that builds with them",
    "wheels-stage": "build what pip installs in a stage of its own, with the compilers",
    "common-stage": "extract what several stages begin with into one stage",
    "development-target": "split the last stage into a target for development and one for production",
}
"""The transformations that can be asked for by name, and what they do."""


def _optimize(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Make fixes for a smaller image and a faster build, or rewrite a Dockerfile as a whole, and estimate what that "
        "gains. Without --write nothing is changed, and the result is shown."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a Dockerfile")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--multi-stage", action="store_true", help="build in a stage of its own, and ship what runs")
    how.add_argument("--unsafe-fixes", action="store_true", help="make fixes that may change what the image does too")
    for name, summary in _REFACTORINGS.items():
        how.add_argument(f"--{name}", action="store_const", const=name, dest="refactoring", help=summary)
    _java(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="change the file")
    what.add_argument("--diff", action="store_true", help="show what would change")
    what.add_argument("--explain", action="store_true", help="say what is done and why, or which line goes where")
    parser.add_argument("--quiet", "-q", action="store_true", help="no estimate")
    _configuration(parser)
    _colour(parser)


def _init(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Show a Dockerfile for a project that has none, made from what lies in its folder. Without --write nothing is "
        "written. Files that are there are never changed."
    )
    parser.add_argument(
        "path", nargs="?", type=Path, default=Path(), metavar="PATH", help="the folder of the project (default: here)"
    )
    _java(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="write it, and a .dockerignore where there is none")
    what.add_argument("--diff", action="store_true", help="show both files as they would be added")
    what.add_argument("--explain", action="store_true", help="say of each line why it is there")
    _colour(parser)


def _java(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--java",
        choices=("jre", "jlink", "native"),
        default="jre",
        help="what a program for the JVM runs with: the image with a Java runtime, a runtime of the modules that it "
        "uses, or nothing, since it is compiled ahead of time (default: %(default)s)",
    )


def _score(parser: argparse.ArgumentParser) -> None:
    parser.description = "Grade a Dockerfile by its loudest findings, and say what would raise the grades."
    parser.add_argument("file", type=Path, metavar="FILE", help="a Dockerfile")
    _text_or_json(parser)
    _configuration(parser)
    _colour(parser)


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.description = "Show why a rule matters, with examples of what it finds and of what is right."
    parser.add_argument("rule", metavar="RULE", help="a rule's id, or the id of the same smell in another tool")
    _colour(parser)


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.description = "List all rules with their severity, whether they are on, and whether they come with a fix."
    _text_or_json(parser)
    _colour(parser)


def _parse(parser: argparse.ArgumentParser) -> None:
    parser.description = "Write the instructions of a Dockerfile as they are read, as JSON."
    parser.add_argument("file", metavar="FILE", help="a Dockerfile, or `-` for standard input")
    parser.add_argument("--json", action="store_true", help="as JSON (the only form so far, and the default)")


def _config(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="the configuration of a file, and where each value comes from")
    show.add_argument(
        "path",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="PATH",
        help="a file, or a folder as for a file in it (default: this folder)",
    )
    _configuration(show)
    actions.add_parser("schema", help="the JSON schema of dockwright.toml")
    translate = actions.add_parser("import", help="translate the configuration of hadolint or tally")
    translate.add_argument("file", type=Path, metavar="FILE", help="a .hadolint.yaml or .tally.toml")
    translate.add_argument(
        "--output", "-o", type=Path, metavar="FILE", help="where to write it; must not exist (default: standard output)"
    )


def _ignore_file(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Show the ignore file that a build context should have. What COPY, ADD and bind mounts read is never named."
    )
    parser.add_argument(
        "path", nargs="?", type=Path, default=Path(), metavar="PATH", help="a Dockerfile, or the folder that holds one"
    )
    parser.add_argument("--context", type=Path, metavar="DIR", help="the folder that is built (default: found out)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="write the file, or add the lines that are missing")
    what.add_argument("--diff", action="store_true", help="show what would be added, and leave with 1")
    what.add_argument("--check", action="store_true", help="only tell, and leave with 1 if lines are missing")
    parser.add_argument("--quiet", "-q", action="store_true", help="say nothing of sizes and reasons")
    _colour(parser)


def _pin(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Pin each image of a Dockerfile to the digest that its tag has now, for which the registries are asked, "
        "without a login. The tag stays. Without --write nothing is changed, and the result is shown."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a Dockerfile")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="change the file")
    what.add_argument("--diff", action="store_true", help="show what would change")
    _colour(parser)


def _server(parser: argparse.ArgumentParser) -> None:
    from ..lsp import add_arguments

    add_arguments(parser)


_COMMANDS = {
    "check": ("check Dockerfiles, and fix them", _check),
    "format": ("lay out Dockerfiles", _format),
    "init": ("write a Dockerfile for a project without one", _init),
    "optimize": ("make an image smaller and its build faster", _optimize),
    "pin": ("pin images to the digests that their tags have now", _pin),
    "ignore-file": ("write the .dockerignore file that fits", _ignore_file),
    "score": ("grade a Dockerfile", _score),
    "explain": ("show the manual page of a rule", _explain),
    "rules": ("list the rules", _rules),
    "parse": ("show how a Dockerfile is read", _parse),
    "config": ("show the configuration, or translate that of another tool", _config),
    "server": ("start the language server", _server),
}


def _configuration(parser: Options) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--config", type=Path, metavar="FILE", help="use this configuration for all files")
    which.add_argument("--no-config", action="store_true", help="use no configuration")


def _text_or_json(parser: Options) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="for people, or for programs")


def _colour(parser: Options) -> None:
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="when to use colour (default: %(default)s)"
    )


def _indent(text: str) -> str:
    if text != "tab":
        _positive(text)
    return text


def _columns(text: str) -> int:
    return 0 if text == "0" else _positive(text)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
