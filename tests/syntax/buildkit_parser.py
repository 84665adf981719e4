"""BuildKit's own parser (PyPI `dockerfile`, release 0.12), and where today's BuildKit and we read otherwise.

`readings_of` and `our_readings` give the same shape for a text; `why_incomparable` names the known differences:

- text behind a JSON array: 0.12 drops it, today the whole is shell form;
- `<< NAME`: today white space may stand before the delimiter of a heredoc;
- `${x#y}`, `${x%y}`, `${x/y/z}`: unknown to 0.12, so a line with one of them opens no heredoc there;
- `<<${x:-y}`: 0.12 takes it for a delimiter, today it opens nothing;
- `# check=`: not a directive in 0.12, so it ends them;
- flags and the type of a healthcheck are read byte by byte (also today), so other letters than ASCII come out as two or
  three and some of those bytes count as white space; we keep the letters;
- the arguments of an unknown instruction and of ONBUILD behind ONBUILD are dropped; we keep them;
- the binding to Python does not hand on the heredocs behind ONBUILD;
- NUL and surrogates cannot be handed to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import dockerfile  # type: ignore[import-not-found, unused-ignore]

from dockwright.syntax.items import Directive, Instruction
from dockwright.syntax.json_form import NotJson
from dockwright.syntax.listing import listing
from dockwright.syntax.problems import problems
from dockwright.syntax.tree import Tree, parse


@dataclass(frozen=True, slots=True)
class Reading:
    """One instruction: keyword in capitals, 1-based lines, flags, values, whether JSON, and its heredocs."""

    keyword: str
    start_line: int
    end_line: int
    flags: tuple[str, ...]
    nested_keyword: str | None
    arguments: tuple[str, ...]
    is_exec: bool
    heredocs: tuple[tuple[str, int, str], ...]


KEYWORDS = frozenset(
    (
        *("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER"),
        *("ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
    )
)
HAS_VALUES = KEYWORDS - {"ONBUILD"}
"""BuildKit keeps no values of what it does not know, nor of ONBUILD behind ONBUILD."""

_NEWER_MODIFIER = re.compile(r"\$\{[^}]*[#%/]")
_SPACED_HEREDOC = re.compile(r"<<[ \t\r]")
_OPERATOR_BEHIND_HEREDOC = re.compile(r"<<.*\$\{(?!\w+\})")


def readings_of(text: str) -> list[Reading] | None:
    """What BuildKit's parser makes of a text; None where it refuses the file."""
    try:
        commands = dockerfile.parse_string(text)
    except dockerfile.GoParseError:
        return None
    readings = []
    for command in commands:
        keyword = (command.cmd or "").upper()
        innermost = keyword if command.sub_cmd is None else command.sub_cmd.upper()
        readings.append(
            Reading(
                keyword,
                command.start_line,
                command.end_line,
                tuple(command.flags),
                None if command.sub_cmd is None else innermost,
                tuple(command.value) if innermost in HAS_VALUES else (),
                command.json,
                tuple((heredoc.name, heredoc.file_descriptor, heredoc.content) for heredoc in command.heredocs),
            )
        )
    return readings


def our_readings(tree: Tree) -> list[Reading]:
    """The same of our tree."""
    readings = []
    for entry in listing(tree)["instructions"]:
        nested = entry.get("nested")
        innermost = entry["keyword"] if nested is None else nested["keyword"]
        heredocs = entry["heredocs"] if nested is None else ()
        readings.append(
            Reading(
                entry["keyword"],
                entry["start_line"],
                entry["end_line"],
                tuple(as_bytes_read(flag) for flag in entry["flags"]),
                None if nested is None else innermost,
                tuple(entry["arguments"]) if innermost in HAS_VALUES else (),
                entry["form"] == "exec",
                tuple((doc["delimiter"], as_signed(doc["file_descriptor"]), doc["content"]) for doc in heredocs),
            )
        )
    return readings


def as_bytes_read(flag: str) -> str:
    """A flag as it looks when each byte of it is taken for a letter."""
    return flag.encode("utf-8", "surrogatepass").decode("latin-1")


def as_signed(number: int) -> int:
    """An unsigned number as the binding hands it on."""
    return number - 2**64 if number >= 2**63 else number


def why_incomparable(tree: Tree) -> str | None:
    """The known difference that keeps a text from being compared, if there is one."""
    if re.search("[\0\ud800-\udfff]", tree.text):
        return "the text cannot be handed to the parser"
    directives = [item for item in tree.items if isinstance(item, Directive)]
    if any(directive.name == "check" for directive in directives):
        return "`# check=` is no directive in 0.12"
    for _, instruction in tree.instructions():
        for part in (instruction, instruction.nested):
            reason = None if part is None else _why_incomparable(part)
            if reason is not None:
                return reason
    return None


def _why_incomparable(instruction: Instruction) -> str | None:
    line = instruction.line.text
    if isinstance(instruction.json, NotJson) and instruction.json.reason == "text follows the closing bracket":
        return "text behind a JSON array"
    if "<<" in line and (_NEWER_MODIFIER.search(line) or _OPERATOR_BEHIND_HEREDOC.search(line)):
        return "modifiers in a line with a heredoc"
    if _SPACED_HEREDOC.search(line):
        return "white space before the delimiter of a heredoc"
    flags = "".join(flag.text for flag in instruction.flags)
    head = line[: len(line) - len(instruction.command_text.text)]
    if re.search("[\x85\xa0]", as_bytes_read(flags + (head if instruction.style.name == "HEALTHCHECK" else ""))):
        return "bytes of letters that count as white space"
    return None


def compare(text: str) -> bool:
    """Compare the readings; False where a known difference forbids it.

    What BuildKit refuses has to have problems, and without the items that have them it has to be accepted and read as
    we read the rest: so our problems stand where BuildKit's do, and the rest is understood.
    """
    tree = parse(text)
    if why_incomparable(tree) is not None:
        return False
    theirs = readings_of(text)
    if theirs is not None:
        assert our_readings(tree) == theirs
        return True
    wrong = {index for index, _ in problems(tree)}
    assert wrong, "BuildKit refuses what has no problem of ours"
    rest = without_items(tree, wrong)
    theirs = readings_of(rest)
    if theirs is None:
        assert not list(parse(rest).instructions()), "another item is refused than those with a problem"
        theirs = []
    assert readings_outside(tree, wrong) == theirs
    return True


def without_items(tree: Tree, indexes: set[int]) -> str:
    """The text with the items replaced by as many empty lines, and directives by comments."""
    texts = []
    for index, item in enumerate(tree.items):
        if index not in indexes:
            texts.append(item.text)
        elif isinstance(item, Directive):
            texts.append("#\n")
        else:
            texts.append("\n" * item.text.count("\n") or "\n")
    return "".join(texts)


def readings_outside(tree: Tree, indexes: set[int]) -> list[Reading]:
    kept = [index not in indexes for index, _ in tree.instructions()]
    return [reading for reading, keep in zip(our_readings(tree), kept, strict=True) if keep]
