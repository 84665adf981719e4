"""ShellCheck's comments as findings of a step, underlined where the script is written, with its own fixes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from ...diagnostics.finding import Edit, Finding, Fix, Safety, Severity
from ...diagnostics.rule import Rule
from ...semantics.step import Step
from ...syntax.logical_text import LogicalText, Span
from .codes import UNSAFE, is_beside_the_point, rule_of
from .comments import Comment, Replacement
from .questions import Question

SeverityOf = Callable[[Rule], Severity | None]
"""The severity of a rule under the configuration; ``None`` where it is off."""


def findings_of(
    step: Step, question: Question, comments: tuple[Comment, ...], severity_of: SeverityOf
) -> Iterator[Finding]:
    """The findings of the comments on a step's script; of rules that are off, and about what we put in front, none."""
    for comment in comments:
        start, end = question.offset(comment.start), question.offset(comment.end)
        if start is None or end is None or is_beside_the_point(comment.code, question):
            continue
        rule = rule_of(comment.code, comment.level)
        severity = severity_of(rule)
        if severity is None:
            continue
        span = span_of(question.script, start, end)
        if question.is_json:
            span = Span(span.start, _end_of_character(step, span.end))
        yield rule.at(step, span, comment.message, severity=severity, fixes=_fixes(step, question, comment))


def span_of(text: LogicalText, start: int, end: int) -> Span:
    """Where ``[start, end)`` is written; at least one character where there is one."""
    if end <= start < len(text.text) and text.text[start] != "\n":
        end = start + 1
    elif end <= start and start and text.text[start - 1] != "\n":
        start, end = start - 1, start
    return text.span(start, end)


def _end_of_character(step: Step, end: int) -> int:
    """The end of a character of a JSON text that is written as more than one, given the end of its first part."""
    text, at = step.instruction.text, end - 1 - step.instruction.offset
    if not 0 <= at < len(text) or text[at] != "\\":
        return end
    return end + (5 if text[at + 1 : at + 2] == "u" else 1)


def _fixes(step: Step, question: Question, comment: Comment) -> tuple[Fix, ...]:
    if not comment.replacements:
        return ()
    safety = Safety.SAFE if is_certain(question, comment) else Safety.UNSAFE
    return (
        Fix(
            f"Apply ShellCheck's fix for SC{comment.code}",
            safety,
            lambda: edits_of(step, question, comment.replacements),
            None if safety is Safety.SAFE else UNSAFE,
        ),
    )


def is_certain(question: Question, comment: Comment) -> bool:
    """Whether a fix keeps what the script does: ``$(…)`` for backticks that hold nothing which they read otherwise."""
    return comment.code == 2006 and not set(question.text[comment.start : comment.end]) & set("\\\"'$")


def edits_of(step: Step, question: Question, replacements: tuple[Replacement, ...]) -> tuple[Edit, ...] | None:
    """The replacements as edits; ``None`` where one of them would break the instruction around the script."""
    edits: list[Edit] = []
    for replacement in replacements:
        span = _span_of_replacement(question, replacement)
        if span is None:
            return None
        text = replacement.text
        if question.is_json:
            if not _is_plain(step, question, span, replacement):
                return None
            text = json.dumps(text, ensure_ascii=False)[1:-1]
        edits.append(Edit(step.item, span, text))
    places = [edit.span for edit in edits]
    return tuple(edits) if len(set(places)) == len(places) else None


def _is_plain(step: Step, question: Question, span: Span, replacement: Replacement) -> bool:
    """Whether what is replaced is written in a JSON text as it is read: no escapes in it, none just before it."""
    offset = step.instruction.offset
    written = step.instruction.text[max(span.start - offset - 1, 0) : span.end - offset]
    return "\\" not in written and written[1:] == question.text[replacement.start : replacement.end]


def _span_of_replacement(question: Question, replacement: Replacement) -> Span | None:
    start, end = question.offset(replacement.start), question.offset(replacement.end)
    if start is None or end is None or ("\n" in replacement.text and not question.allows_newlines):
        return None
    if end > start:
        span = question.script.span(start, end)
        # What is written in pieces holds a continuation or a comment that would be lost.
        return span if span.end - span.start == end - start else None
    if replacement.joins_before and start:
        at = question.script.source(start - 1) + 1
        return Span(at, at)
    at = question.script.source(start)
    return Span(at, at)
