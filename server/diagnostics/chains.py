"""Edits that lengthen or shorten the command chain of a RUN in the style in which its author wrote it."""

from __future__ import annotations

from ..semantics.step import Step
from ..syntax.grammar import Keyword
from ..syntax.logical_text import Span
from .finding import Edit


def appended_command(step: Step, command: str) -> Edit | None:
    """An edit that runs ``command`` after everything else in a RUN, if all before it succeeded.

    In a chain of ``&&`` it is joined as the chain's links are joined. In a heredoc script it becomes a last line.
    ``None`` where the script is not a plain chain, so that running one more command could mean something else.
    """
    script = step.script
    if step.keyword is not Keyword.RUN or script is None or script.is_exec_form or not script.dialect.is_posix:
        return None
    if script.script.has_errors or not script.script.commands:
        return None
    if script.is_heredoc:
        return _appended_line(step, command)
    if any(separator.operator != "&&" for separator in script.script.separators) or step.instruction.heredocs:
        return None
    end = step.instruction.span.end
    return Edit(step.item, Span(end, end), f"{joint(step)}{command}")


def _appended_line(step: Step, command: str) -> Edit | None:
    heredocs = step.instruction.heredocs
    if len(heredocs) != 1 or heredocs[0].terminator is None or not _stops_at_errors(step):
        return None
    end = heredocs[0].body.end
    start = heredocs[0].body.start
    body = step.item.text[start:end]
    last = next((line for line in reversed(body.splitlines()) if line.strip()), "")
    indentation = last[: len(last) - len(last.lstrip())]
    return Edit(step.item, Span(end, end), f"{indentation}{command}\n")


def _stops_at_errors(step: Step) -> bool:
    """Whether a failing line ends the script; otherwise one more command would hide the failure of the last."""
    script = step.script
    assert script is not None
    first = script.script.commands[0]
    return first.name.value == "set" and any("e" in (word.value or "") for word in first.arguments[:1])


def joint(step: Step) -> str:
    """What its author puts between two links of a chain; a single line is continued on a new one."""
    text = step.item.text[: step.instruction.span.end]
    lines = text.split("\n")
    escape = step.instruction.escape
    last = lines[-1]
    indentation = last[: len(last) - len(last.lstrip())] if len(lines) > 1 else _first_indentation(lines[0])
    if len(lines) > 1 and not last.lstrip().startswith("&&") and _ends_with_operator(lines[-2], escape):
        return f" && {escape}\n{indentation}"
    return f" {escape}\n{indentation}&& "


def _first_indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip())] + " " * 4


def _ends_with_operator(line: str, escape: str) -> bool:
    return line.rstrip().removesuffix(escape).rstrip().endswith("&&")
