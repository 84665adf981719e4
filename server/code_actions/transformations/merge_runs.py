"""Merge a RUN into the RUN before it, so that what the second removes never enters a layer.

Offered only where the merged chain does exactly what the two did: same flags and shell, nothing but blank lines between
them, and no command in the first that changes what the second starts with. Comments stay, and so does the layout.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.chains import can_be_continued, joint
from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Finding, Fix, Safety
from ...semantics.program import Program
from ...semantics.step import Step
from ...shell.model import Assignment, Command, Script
from ...syntax.grammar import Keyword
from ...syntax.items import BlankLine, Item
from ...syntax.lazy_pattern import lazy_pattern
from ...syntax.logical_text import Span
from ..transformation import Transformation

_CHANGES_SHELL = frozenset(
    [
        ".",
        "alias",
        "cd",
        "chdir",
        "declare",
        "eval",
        "exec",
        "exit",
        "export",
        "getopts",
        "hash",
        "let",
        "mapfile",
        "popd",
        "pushd",
        "readarray",
        "readonly",
        "return",
        "set",
        "shopt",
        "source",
        "trap",
        "typeset",
        "ulimit",
        "umask",
        "unalias",
        "unset",
        "wait",
    ]
)
"""Commands after which a shell is not what it was; a RUN of its own starts with a fresh one."""

_ASSIGNS_IN_PASSING = lazy_pattern(r"\$\{\w+:?=|\(\(|\bprintf\s+-v")
"""Expansions and options that give a variable a value; what is between double parentheses is not read."""


def _mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    items = analysis.program.tree.items
    index = next((index for index, item in enumerate(items) if item is finding.item), None)
    if index is not None:
        yield from _offer(analysis, index)


def _offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    program = analysis.program
    second = program.step_at(index)
    first_index = _previous_run(program, index)
    first = None if first_index is None else program.step_at(first_index)
    if first_index is None or first is None or second is None or not can_merge(first, second):
        return
    between = program.tree.items[first_index + 1 : index]
    yield Fix("Merge with the RUN above", Safety.SAFE, lambda: _edits(first, between, second))


def _previous_run(program: Program, index: int) -> int | None:
    """The RUN above with nothing but blank lines in between; a comment marks an intention and stops the search."""
    items = program.tree.items
    above = index - 1
    while above >= 0 and isinstance(items[above], BlankLine):
        above -= 1
    step = program.step_at(above) if above >= 0 else None
    return above if step is not None and step.item.keyword is Keyword.RUN else None


def can_merge(first: Step, second: Step) -> bool:
    """Whether the commands of two neighbouring RUN instructions may stand in one chain."""
    scripts = _plain_script(first), _plain_script(second)
    if scripts[0] is None or scripts[1] is None or first.item.keyword is not second.item.keyword:
        return False
    if first.instruction.flag_texts != second.instruction.flag_texts:
        return False
    # `&&` and `||` bind alike from the left, so the first may hold either; in the second, `||` or `;` would run
    # although the first had failed.
    if any(separator.operator not in ("&&", "||", ";") for separator in scripts[0].separators):
        return False
    if any(separator.operator != "&&" for separator in scripts[1].separators):
        return False
    return can_be_continued(scripts[0]) and not _leaves_traces(scripts[0])


def _plain_script(step: Step) -> Script | None:
    script = step.script
    if step.item.keyword is not Keyword.RUN or script is None or step.instruction.heredocs:
        return None
    if script.is_exec_form or not script.dialect.is_posix or script.script.has_errors or not script.script.commands:
        return None
    return script.script


def _leaves_traces(script: Script) -> bool:
    if (
        _ASSIGNS_IN_PASSING.search(script.text.text)
        or script.functions
        or any(not assignment.place.in_subshell for assignment in _own_assignments(script))
    ):
        return True
    return any(_changes_shell(command) for command in script.commands if not command.in_subshell)


def _changes_shell(command: Command) -> bool:
    """Whether a command, or the one that ``command`` and ``builtin`` run, may change the shell itself."""
    words = [word.value for word in command.words]
    while words and words[0] in ("command", "builtin"):
        words = [word for word in words[1:] if word is None or not word.startswith("-")]
    return not words or words[0] is None or words[0] in _CHANGES_SHELL


def _own_assignments(script: Script) -> list[Assignment]:
    prefixes = {id(assignment) for command in script.commands for assignment in command.assignments}
    return [assignment for assignment in script.assignments if id(assignment) not in prefixes]


def _edits(first: Step, between: tuple[Item, ...], second: Step) -> tuple[Edit, ...]:
    end = first.instruction.span.end
    start = second.instruction.arguments.source(0)
    return (
        Edit(first.item, Span(end, len(first.item.text)), joint(first)),
        *(Edit(item, Span(0, len(item.text)), "") for item in between),
        Edit(second.item, Span(0, start), ""),
    )


TRANSFORMATION = Transformation(
    id="merge-runs",
    title="Merge RUN instructions",
    mends=("consecutive-run", "removed-in-later-layer"),
    mend=_mend,
    offer=_offer,
)
