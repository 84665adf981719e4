"""Edits that write an instruction above or below another one, with the line ends and the indentation that it has."""

from __future__ import annotations

from ..semantics.step import Step
from ..syntax.logical_text import Span
from .finding import Edit


def above(step: Step, line: str) -> Edit:
    """An edit that writes ``line`` above the instruction of a step."""
    item = step.item
    begin = item.text[: item.keyword_span.start]
    indentation = "" if begin.strip(" \t") else begin
    return Edit(item, Span(0, 0), f"{indentation}{line}{_line_end(item.text)}")


def below(step: Step, line: str) -> Edit:
    """An edit that writes ``line`` below the instruction of a step."""
    text = step.item.text
    end, line_end = len(text), _line_end(text)
    is_ended = text.endswith(("\n", "\r"))
    return Edit(step.item, Span(end, end), f"{line}{line_end}" if is_ended else f"{line_end}{line}")


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
