"""A RUN as a list of commands that stop at the first error, whichever way it is written.

``a && b`` and ``set -e`` with one command a line do the same only where nothing in the commands asks whether ``-e`` is
in force: no lists inside of commands, no negation, no functions, no sourced files. Whatever is not provable is None.
"""

from __future__ import annotations

import re

from ..semantics.step import Step
from ..shell.model import Script
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction
from ..syntax.logical_text import Span

_ASKS_FOR_OPTIONS = frozenset(
    (".", "source", "eval", "set", "trap", "shopt", "return", "exec", "alias", "unalias", "wait")
)

_PIPES = ("|", "|&")


@dataclass(frozen=True, slots=True)
class Link:
    """One command as it is written, without white space around, and the comment lines that stand in front of it."""

    comments: tuple[str, ...]
    text: str


def links_of_chain(step: Step) -> tuple[Link, ...] | None:
    """The links of a shell-form RUN whose commands are joined by ``&&`` alone."""
    script = _provable(step)
    if script is None or step.instruction.heredocs or step.instruction.escape != "\\":
        return None
    joints = [separator for separator in script.separators if separator.operator not in _PIPES]
    if not joints or any(separator.operator != "&&" for separator in joints):
        return None
    start = _behind_flags(step)
    ends = [separator.span for separator in joints]
    places = zip(
        [start, *(end.end for end in ends)], [*(end.start for end in ends), step.instruction.span.end], strict=True
    )
    links: list[Link] = []
    waiting: tuple[str, ...] = ()
    for begin, end in places:
        read = _commented(step.instruction, begin, end)
        if read is None:
            return None
        before, text, behind = read
        links.append(Link((*waiting, *before), text))
        waiting = behind
    return None if waiting else tuple(links)


def _commented(instruction: Instruction, start: int, end: int) -> tuple[tuple[str, ...], str, tuple[str, ...]] | None:
    """What stands between two operators: comments, a command, comments; None where one is inside of the command."""
    before: list[str] = []
    behind: list[str] = []
    lines: list[str] = []
    commented = {comment.start for comment in instruction.head.comments if start <= comment.start < end}
    at = start
    for line in instruction.text[start:end].splitlines(keepends=True):
        if any(at <= comment < at + len(line) for comment in commented):
            (behind if lines else before).append(line.strip())
        elif line.strip() not in ("", "\\"):
            if behind:
                return None
            lines.append(line.rstrip())
        at += len(line)
    text = "\n".join(lines).strip().removesuffix("\\").rstrip()
    return (tuple(before), text, tuple(behind)) if text and _is_one_line(text) else None


def _is_one_line(text: str) -> bool:
    """Whether lines are only joined by what the builder and the shell read alike; in single quotes they differ."""
    if re.search(r"(?:^|\s)#", text):
        return False
    return "\n" not in text or ("'" not in text and all(line.endswith("\\") for line in text.split("\n")[:-1]))


def links_of_heredoc(step: Step) -> tuple[str, tuple[Link, ...]] | None:
    """The letters behind ``set -e`` and the commands of a RUN that is one heredoc, one command a line."""
    script, heredocs = step.script, step.instruction.heredocs
    if script is None or not script.is_heredoc or len(heredocs) != 1 or step.instruction.escape != "\\":
        return None
    body = step.item.text[heredocs[0].body.start : heredocs[0].body.end]
    opening = heredocs[0].opening
    if (
        heredocs[0].terminator is None
        or opening.strips_tabs
        or step.instruction.arguments.text != _written(step, opening.span)
    ):
        return None
    first, *rest = body.splitlines() or [""]
    letters = first.strip().removeprefix("set -")
    if first.strip() == letters or "e" not in letters or not set(letters) <= set("eux"):
        return None
    read = _provable(step, after_set=True)
    links = _lines(rest)
    if (
        read is None
        or not links
        or len(links) + 1 != _outer_pipelines(read)
        or not all(_is_one_line(each.text) for each in links)
    ):
        return None
    return letters.replace("e", ""), links


def _written(step: Step, span: Span) -> str:
    return step.item.text[span.start : span.end]


def whole_arguments(step: Step) -> Span | None:
    """From behind the flags to the end of the last line, blanks included; None if a comment stands at the end."""
    end = step.instruction.span.end
    rest = step.item.text[end:]
    return None if "#" in rest else Span(_behind_flags(step), end + len(rest.rstrip("\r\n")))


def _behind_flags(step: Step) -> int:
    return max((flag.span.end for flag in step.instruction.flags), default=step.instruction.keyword_span.end)


def _lines(lines: list[str]) -> tuple[Link, ...] | None:
    links: list[Link] = []
    comments: list[str] = []
    open_lines: list[str] = []
    for line in lines:
        if not open_lines and line.strip().startswith("#"):
            comments.append(line.strip())
        elif not open_lines and not line.strip():
            continue
        else:
            open_lines.append(line)
            if not line.endswith("\\"):
                links.append(Link(tuple(comments), "\n".join(open_lines).strip()))
                comments, open_lines = [], []
    return None if open_lines or comments else tuple(links)


def _provable(step: Step, *, after_set: bool = False) -> Script | None:
    """The script, where ``-e`` cannot be told from ``&&``."""
    script = step.script
    if step.keyword is not Keyword.RUN or step.is_deferred or script is None or script.is_exec_form:
        return None
    read = script.script
    if not read.dialect.is_posix or read.has_errors or read.functions or read.group_redirections:
        return None
    commands = read.commands[1:] if after_set else read.commands
    if not commands or any(pipeline.negated for pipeline in read.pipelines):
        return None
    lonely = [id(command.place) for command in commands if command.depth]
    if len(set(lonely)) != len(lonely) or any(command.depth and not command.in_substitution for command in commands):
        return None
    if any(command.name.value is None or command.name.value in _ASKS_FOR_OPTIONS for command in commands):
        return None
    if any(redirection.operator.startswith("<<") for command in commands for redirection in command.redirections):
        return None
    return read if _has_only_links(read, is_heredoc=after_set) else None


def _has_only_links(script: Script, *, is_heredoc: bool) -> bool:
    """Whether each separator stands between two commands, and no command hides in a construct without one."""
    joints = [separator.operator for separator in script.separators if separator.operator not in _PIPES]
    outer = _outer_pipelines(script)
    return set(joints) <= {"\n"} if is_heredoc else outer == len(joints) + 1


def _outer_pipelines(script: Script) -> int:
    return sum(1 for pipeline in script.pipelines if pipeline.commands and not pipeline.commands[0].depth)
