"""Write a list of packages one a line, in order.

Left alone: lists with variables, options or comments among the packages, and scripts that are heredocs or strings.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.chains import indentation_of
from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Fix, Safety
from ...diagnostics.rules.packages._lists import holds_comment, is_install, plain_words
from ...semantics.step import Step
from ...shell.invocation import Invocation
from ...shell.words import Word
from ...syntax.logical_text import Span
from ..transformation import Transformation


def _offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    step = analysis.program.step_at(index)
    if step is None or step.script is None or step.script.is_exec_form or step.instruction.heredocs:
        return
    for invocation in step.invocations:
        words = plain_words(step, invocation) if is_install(invocation) and not invocation.unknown_options else None
        if words and len(words) > 1 and _is_plain_list(step, invocation, words):
            yield from _fix(step, invocation, words)


def _is_plain_list(step: Step, invocation: Invocation, words: list[Word]) -> bool:
    before = [word.span.end for word in invocation.command.words if word.span.end <= words[0].span.start]
    if not before:
        return False
    whole = Span(before[-1], words[-1].span.end)
    is_mixed = any(whole.start <= option.span.start < whole.end for option in invocation.options)
    return not (is_mixed or holds_comment(step, whole) or any(word.text.startswith("-") for word in words))


def _fix(step: Step, invocation: Invocation, words: list[Word]) -> Iterator[Fix]:
    text = step.item.text
    start, end = words[0].span.start, words[-1].span.end
    between = text[max(word.span.end for word in invocation.command.words if word.span.end <= start) : start]
    names = sorted({word.text for word in words}, key=lambda name: (name.lower(), name))
    joint = f" {step.instruction.escape}\n{_indentation(step, start)}"
    written = joint + joint.join(names)
    at = start - len(between)
    if text[at:end].replace("\r", "") != written:
        title = f"Write the packages of `{invocation.tool}` one a line, sorted"
        yield Fix(title, Safety.SAFE, lambda: (Edit(step.item, Span(at, end), written),))


def _indentation(step: Step, start: int) -> str:
    """That of the line on which the first package stands alone, else one level below that of the command."""
    line_start = step.item.text.rfind("\n", 0, start) + 1
    before = step.item.text[line_start:start]
    if line_start and not before.strip():
        return before
    blank = indentation_of(before) if line_start else ""
    return blank + ("\t" if blank.startswith("\t") else " " * 4)


TRANSFORMATION = Transformation(
    id="sort-packages",
    title="Write packages one a line, sorted",
    offer=_offer,
)
