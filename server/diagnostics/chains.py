"""Edits that lengthen or shorten the command chain of a RUN in the style in which its author wrote it."""

from __future__ import annotations

from ..semantics.step import Step
from ..shell.model import Command, Script, Separator
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.logical_text import Span
from .finding import Edit

_MOST_ON_ONE_LINE = 100
"""How long, in code points, a line may become to which a command is added."""

_TWO_LEVELS = 8


def appended_command(step: Step, command: str, *, on_own_line: bool = False) -> Edit | None:
    """An edit that runs ``command`` after everything else in a RUN, if all before it succeeded.

    It is joined as the chain's links are joined: with ``&&``, or with semicolons where ``set -e`` stops at errors. A
    chain on one line stays there if it does not become too long, unless the command is wanted ``on_own_line``. In a
    heredoc script it becomes a last line. ``None`` where the script is not a plain chain, so that running one more
    command could mean something else.
    """
    script = step.script
    if step.keyword is not Keyword.RUN or script is None or script.is_exec_form or not script.dialect.is_posix:
        return None
    if script.script.has_errors or not script.script.commands:
        return None
    if script.is_heredoc:
        return _appended_line(step, command)
    operators = {separator.operator for separator in script.script.separators}
    if not operators <= {"&&", "||", ";", "|", "|&"} or step.instruction.heredocs:
        return None
    if not can_be_continued(script.script):
        return None
    end = step.instruction.span.end
    operator = ";" if operators == {";"} and _stops_at_errors(step) else "&&"
    beside = f" && {command}"
    is_one_line = "&&" in operators and "\n" not in step.item.text[:end]
    if is_one_line and end + len(beside) <= _MOST_ON_ONE_LINE and not on_own_line:
        return Edit(step.item, Span(end, end), beside)
    return Edit(step.item, Span(end, end), f"{joint(step, operator)}{command}")


def can_be_continued(script: Script) -> bool:
    """Whether ``&&`` may stand behind a script of one line: not in a comment, and not behind another operator."""
    text = script.text.text.rstrip()
    end = max(command.end for command in script.commands)
    return "#" not in text[end:] and not text.endswith((";", "&", "|"))


def _appended_line(step: Step, command: str) -> Edit | None:
    heredocs = step.instruction.heredocs
    if len(heredocs) != 1 or heredocs[0].terminator is None or not _stops_at_errors(step):
        return None
    end = heredocs[0].body.end
    start = heredocs[0].body.start
    body = step.item.text[start:end]
    last = next((line for line in reversed(body.splitlines()) if line.strip()), "")
    indentation = indentation_of(last)
    return Edit(step.item, Span(end, end), f"{indentation}{command}\n")


def _stops_at_errors(step: Step) -> bool:
    """Whether a failing line ends the script; otherwise one more command would hide the failure of the last."""
    script = step.script
    assert script is not None
    first = script.script.commands[0]
    return first.name.value == "set" and any("e" in (word.value or "") for word in first.arguments[:1])


def joint(step: Step, operator: str = "&&") -> str:
    """What its author puts between two links of a chain; a single line is continued on a new one."""
    escape = step.instruction.escape
    if operator == ";":
        return f"; {escape}\n{_continued_indentation(step)}"
    return chain_layout(step).joint(escape)


@dataclass(frozen=True, slots=True)
class ChainLayout:
    """How the links of a chain stand on lines of their own: how far indented, and whether ``&&`` ends a line."""

    indentation: str
    ends_lines: bool

    def joint(self, escape: str, operator: str = "&&") -> str:
        """What stands between two links."""
        if self.ends_lines:
            return f" {operator} {escape}\n{self.indentation}"
        return f" {escape}\n{self.indentation}{operator} "


def chain_layout(step: Step) -> ChainLayout:
    """The layout of the links of a chain; where none stands on a line of its own, that of the other lines."""
    return own_layout(step) or ChainLayout(_continued_indentation(step), ends_lines=False)


def own_layout(step: Step) -> ChainLayout | None:
    """The layout of the last link that stands on a line of its own; ``None`` where none does."""
    script = step.script
    if script is None or script.is_exec_form or script.is_heredoc:
        return None
    found = (link_layout(step, command.span.start) for command in reversed(script.script.commands) if not command.depth)
    return next((layout for layout in found if layout is not None), None)


def link_layout(step: Step, at: int) -> ChainLayout | None:
    """The layout of the link whose command begins at an offset, if nothing of another one stands on its line."""
    *above, line = step.item.text[:at].split("\n")
    if not above:
        return None
    if line.strip() == "&&":
        return ChainLayout(indentation_of(line), ends_lines=False)
    before = next((one for one in reversed(above) if not one.lstrip().startswith("#")), "")
    if not line.strip() and before.rstrip().removesuffix(step.instruction.escape).rstrip().endswith("&&"):
        return ChainLayout(line, ends_lines=True)
    return None


def _continued_indentation(step: Step) -> str:
    """How far the continuation lines of an instruction are indented at least, or are to be where there are none.

    What is indented further than two levels stands below a word of the first line, and says nothing of other lines.
    """
    first, *others = step.item.text[: step.instruction.span.end].split("\n")
    told = (
        line for line in others if line.strip(f"{step.instruction.escape} \t\r") and not line.lstrip().startswith("#")
    )
    least = min(map(indentation_of, told), key=len, default="")
    return least if 0 < len(least) <= _TWO_LEVELS else indentation_of(first) + " " * 4


def indentation_of(line: str) -> str:
    """The white space that a line begins with."""
    return line[: len(line) - len(line.lstrip())]


def removed_command(step: Step, command: Command) -> Edit | None:
    """An edit that takes a command out of its chain together with what joins it to the others.

    ``None`` where it is not a link of a plain chain: alone, nested, in a pipeline, or tied to another by ``||``.
    """
    script = step.script
    if script is None or script.is_exec_form or command.depth or script.script.has_errors:
        return None
    separators = script.script.separators
    before = next((one for one in reversed(separators) if one.end <= command.start), None)
    after = next((one for one in separators if one.start >= command.end), None)
    if any(one is not None and one.operator not in ("&&", ";", "\n") for one in (before, after)):
        return None
    if script.is_heredoc and (before is None or before.operator == "\n"):
        return _removed_line(step, command, after)
    if before is not None and not (before.operator == ";" and after is not None and after.operator == "&&"):
        return removal(step, before.span.start, command.span.end)
    if after is None:
        return None
    return Edit(step.item, Span(command.span.start, _blanks_after(step, after.span.end)), "")


def _removed_line(step: Step, command: Command, after: Separator | None) -> Edit | None:
    text = step.item.text
    if after is not None and after.operator != "\n":
        return Edit(step.item, Span(command.span.start, _blanks_after(step, after.span.end)), "")
    start = text.rfind("\n", 0, command.span.start) + 1
    end = text.find("\n", command.span.end) + 1
    if not end or text[start : command.span.start].strip() or text[command.span.end : end].strip():
        return None
    return Edit(step.item, Span(start, end), "")


def removal(step: Step, start: int, end: int) -> Edit | None:
    """An edit that takes out what stands from ``start`` to ``end``, with the blanks and continuations in front of it.

    ``None`` where a comment stands in front of it: the line above would be continued into nothing.
    """
    text, escape = step.item.text, step.instruction.escape
    at = start
    while at and (text[at - 1] in " \t\r\n" or (text[at - 1] == escape and text[at] in " \t\r\n")):
        at -= 1
    if any(comment.start < at <= comment.end for comment in step.item.head.comments):
        return None
    return Edit(step.item, Span(at, end), "")


def _blanks_after(step: Step, at: int) -> int:
    text, escape = step.item.text, step.instruction.escape
    while at < len(text) and (text[at] in " \t\r\n" or (text[at] == escape and text[at + 1 : at + 2] in "\r\n")):
        at += 1
    return at
