"""Convert a file, or say why not.

Promises: what comes out has at least two stages, so it is never converted again; it has no problem of syntax that the
old file had not. Leaves out where the text goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit
from ...semantics.start_command import start_command
from ...shell.dialect import program_name
from ...syntax.dataclass import dataclass
from ...syntax.grammar import Keyword
from ...syntax.logical_text import Span
from ...syntax.problems import problems
from ...syntax.tree import Tree, parse
from ..java_runtimes import RECIPE, JavaRuntime
from .commands import prepares_only
from .finishing import finished
from .plan import Plan, Refusal, refuse
from .printing import printed
from .subject import Subject, image_word, subject_of

Recipe = Callable[[Subject], Plan | Refusal]


@dataclass(frozen=True, slots=True)
class Conversion:
    """A new text, the plan that it was printed from, and what was done to the printed text, in sentences."""

    text: str
    plan: Plan
    finishing: tuple[str, ...]


def convert(analysis: Analysis, java_runtime: JavaRuntime = JavaRuntime.JRE) -> Conversion | Refusal:
    """The conversion of a file, or the reasons why there is none.

    ``java_runtime`` is what a program for the JVM is asked to run with; with any but the usual, others are refused.
    """
    reasons = tuple(_why_not_at_all(analysis))
    if reasons:
        return Refusal(reasons)
    subject = subject_of(analysis, java_runtime)
    planned = _planned(subject)
    if isinstance(planned, Refusal):
        return planned
    if planned.recipe != RECIPE and java_runtime is not JavaRuntime.JRE:
        return refuse("a choice of how Java runs was made, and no program for the JVM is built here")
    text, done = finished(printed(subject, planned), analysis.surroundings)
    if _problem_count(parse(text)) > _problem_count(analysis.program.tree):
        return Refusal(("the result could not be read back, which is a mistake of ours",))
    return Conversion(text, planned, done)


def _planned(subject: Subject) -> Plan | Refusal:
    reasons: list[str] = []
    for recipe in _recipes():
        found = recipe(subject)
        if isinstance(found, Plan):
            return found
        if found.is_mine:
            reasons.extend(found.reasons)
    return Refusal(tuple(reasons) or (_why_unknown(subject),))


def _recipes() -> tuple[Recipe, ...]:
    from .recipes import ALL

    return ALL


def _why_unknown(subject: Subject) -> str:
    runs = [block.step.commands for block in subject.runs()]
    names = {program_name(each.name.value or "") for script in runs if script is not None for each in script.commands}
    if "deno" in names:
        return (
            "the image of Deno holds no compilers, and what Deno caches is what runs: there is nothing to leave behind"
        )
    if start_command(subject.stage).step is None:
        return "the file starts nothing: it makes an image to build on, or relies on what its base image starts"
    if all(prepares_only(block.step) for block in subject.runs()):
        return "nothing is built or installed in it, so there is nothing to leave behind"
    return "no recipe knows what is built here: no package manager and no compiler that it could tell is called"


def _why_not_at_all(analysis: Analysis) -> Iterator[str]:
    program = analysis.program
    if len(program.stages) != 1:
        yield "there is no stage" if not program.stages else f"it has {len(program.stages)} stages already"
        return
    if any(True for _ in problems(program.tree)):
        yield "it has problems of syntax; mend them first"
        return
    subject = subject_of(analysis)
    if subject.stage.facts.is_windows:
        yield "it makes a Windows image"
    elif subject.stage.base.is_scratch:
        yield "it begins from `scratch` and copies what was built elsewhere, so there is nothing to leave behind"
    elif subject.stage.base.image is None or image_word(subject) is None:
        yield "the image that it begins from is not known"
    for block in subject.blocks:
        if block.keyword is Keyword.ONBUILD:
            yield f"line {block.line}: ONBUILD makes it a base for other builds"
            return


def _problem_count(tree: Tree) -> int:
    return sum(1 for _ in problems(tree))


def edits_of(tree: Tree, text: str) -> tuple[Edit, ...]:
    """Edits of the items of ``tree`` that make ``text`` of its text, line by line."""
    old_lines, new_lines = tree.text.splitlines(keepends=True), text.splitlines(keepends=True)
    edits: list[Edit] = []
    starts = [0]
    for line in old_lines:
        starts.append(starts[-1] + len(line))
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old_lines, new_lines, False).get_opcodes():
        if tag != "equal":
            edits.extend(_replaced(tree, starts[start], starts[end], "".join(new_lines[new_start:new_end])))
    return tuple(edits)


def _replaced(tree: Tree, start: int, end: int, text: str) -> Iterator[Edit]:
    """Edits for a range that may reach over several items: the first takes the text, the others lose theirs."""
    index = min(tree.index_at_line(tree.source.line_of(start)), len(tree.items) - 1)
    while True:
        item_start = tree.start(index)
        item_end = item_start + len(tree.items[index].text)
        yield Edit(tree.items[index], Span(start - item_start, min(end, item_end) - item_start), text)
        if end <= item_end:
            return
        start, text, index = item_end, "", index + 1
