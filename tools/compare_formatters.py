"""Lay out many Dockerfiles with Dockwright and with dockerfmt, and count what each of them keeps.

``python tools/compare_formatters.py FOLDER`` prints a table; ``--write`` also puts it into ``docs/formatting.md``. The
judge is BuildKit's own parser (PyPI ``dockerfile``); files that it refuses are left out. White space in what it reads
does not count, except within heredocs; nor does whether COPY has its paths in an array, nor MAINTAINER, of which
dockerfmt makes a label. dockerfmt is the package ``@reteps/dockerfmt`` of npm, looked for on the PATH and
where ``--dockerfmt`` says.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from dockwright import __version__
from dockwright.code_actions.edits import apply
from dockwright.features.formatting.layout import format_edits
from dockwright.features.formatting.options import FormatOptions
from dockwright.semantics.derivation import derive
from dockwright.syntax.tree import parse

PAGE = Path(__file__).resolve().parent.parent / "docs" / "formatting.md"
MARK = "<!-- made by tools/compare_formatters.py -->"
MOST_SECONDS = 30
AUTHORS = "org.opencontainers.image.authors"
LISTS = ("ADD", "COPY", "VOLUME")

Formatter = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a formatter did with one file; all but ``is_done`` are false where it gave up."""

    is_done: bool
    is_settled: bool
    is_read_alike: bool
    has_comments: bool
    has_heredocs: bool


ROWS = {
    "is_done": "laid out at all",
    "is_settled": "a second run changes nothing more",
    "is_read_alike": "BuildKit reads the same instructions, flags and arguments",
    "has_comments": "every comment is still there, as often as before",
    "has_heredocs": "the body of every heredoc is the same, byte for byte",
}


def dockwright(text: str) -> str:
    """The text as Dockwright lays it out without any settings."""
    return apply(text, format_edits(derive(parse(text)), FormatOptions()))


def dockerfmt(program: str) -> Formatter:
    """A function that has dockerfmt lay out a text; ``None`` where it fails."""

    def laid_out(text: str) -> str | None:
        try:
            ended = subprocess.run(
                [program, "--newline"], input=text.encode(), capture_output=True, check=False, timeout=MOST_SECONDS
            )
        except subprocess.TimeoutExpired:
            return None
        return ended.stdout.decode("utf-8", "replace") if not ended.returncode else None

    return laid_out


def kept(text: str, formatter: Formatter) -> Kept:
    """What a formatter keeps of a text that BuildKit reads."""
    made = formatter(text)
    if made is None:
        return Kept(False, False, False, False, False)
    before, after = readings(text), readings(made)
    return Kept(
        True,
        formatter(made) == made,
        after is not None and [one[0] for one in before or ()] == [one[0] for one in after],
        comments(text) == comments(made),
        after is not None and [one[1] for one in before or ()] == [one[1] for one in after],
    )


def readings(text: str) -> list[tuple[object, object]] | None:
    """Each instruction without its white space, and its heredocs; ``None`` where BuildKit refuses the file."""
    parser = import_module("dockerfile")
    try:
        commands = parser.parse_string(text)
    except parser.GoParseError:
        return None
    found: list[tuple[object, object]] = []
    for command in commands:
        if command.cmd.upper() == "MAINTAINER" or AUTHORS in command.value:
            continue
        arguments = ["".join(value.split()) for value in command.value]
        if not command.json:
            # The case of AS and of CMD behind HEALTHCHECK means nothing.
            arguments = [argument.upper() if argument.lower() in ("as", "cmd") else argument for argument in arguments]
        is_array = command.json and command.cmd.upper() not in LISTS
        said = (command.cmd.upper(), (command.sub_cmd or "").upper(), tuple(command.flags), is_array, *arguments)
        found.append((said, tuple((heredoc.name, heredoc.content) for heredoc in command.heredocs)))
    return found


def comments(text: str) -> Counter[str]:
    """The comments of a text, wherever they stand; lines of heredocs are none."""
    tree = parse(text)
    found = [item.text.strip() for item in tree.items if item.text.strip().startswith("#")]
    for _, instruction in tree.instructions():
        spans = instruction.head.comments
        found += [instruction.text[span.start - instruction.offset : span.end - instruction.offset] for span in spans]
    return Counter(comment.strip() for comment in found)


def count(texts: Iterable[str], formatters: dict[str, Formatter]) -> tuple[int, dict[str, Counter[str]]]:
    """How many texts BuildKit reads, and of how many of them each formatter keeps what."""
    total = 0
    counted = {name: Counter[str]() for name in formatters}
    for text in texts:
        if readings(text) is None:
            continue
        total += 1
        for name, formatter in formatters.items():
            found = kept(text, formatter)
            counted[name].update(row for row in ROWS if getattr(found, row))
    return total, counted


def table(total: int, counted: dict[str, Counter[str]]) -> str:
    """The counts as a table in Markdown."""
    lines = [f"| of {total} files | {' | '.join(counted)} |", f"| --- |{' ---: |' * len(counted)}"]
    for row, words in ROWS.items():
        lines.append(f"| {words} | {' | '.join(str(found[row]) for found in counted.values())} |")
    return "\n".join(lines)


def said_version(program: str) -> str:
    """The version that dockerfmt says it is."""
    ended = subprocess.run([program, "version"], capture_output=True, text=True, check=False, timeout=MOST_SECONDS)
    return ended.stdout.strip().rpartition(" ")[2] or "of an unknown version"


def main() -> int:
    """Compare and print; 2 where there is no dockerfmt."""
    made = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    made.add_argument("folder", type=Path, help="a folder of Dockerfiles, all of which are read")
    made.add_argument("--dockerfmt", default="dockerfmt", help="the program, if it is not on the PATH")
    made.add_argument("--write", action="store_true", help="put the table into docs/formatting.md")
    arguments = made.parse_args()
    program = shutil.which(arguments.dockerfmt)
    if program is None:
        sys.stderr.write("dockerfmt was not found: npm install @reteps/dockerfmt\n")
        return 2
    files = sorted(path for path in arguments.folder.rglob("*") if path.is_file())
    texts = [path.read_bytes().decode("utf-8", "replace") for path in files]
    names = {f"Dockwright {__version__}": dockwright, f"dockerfmt {said_version(program)}": dockerfmt(program)}
    text = table(*count(texts, names))
    sys.stdout.write(f"{text}\n")
    if arguments.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(MARK)
        _, _, after = rest.partition(MARK)
        PAGE.write_text(f"{before}{MARK}\n\n{text}\n\n{MARK}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
