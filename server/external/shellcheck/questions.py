"""What ShellCheck is asked about a step: the script as the shell gets it, with what the Dockerfile says around it.

In front stand the options of the shell, the dialect, and the variables that are known at the step, so that ShellCheck
takes them for defined; only those that the script mentions, so that its answer holds until one of these changes.
"""

from __future__ import annotations

import re
from functools import cache

from ...diagnostics.rule import SuppressionPolicy
from ...semantics.environment import PREDEFINED_ARGUMENTS
from ...semantics.scripts import StepScript
from ...semantics.step import Step
from ...shell.dialect import Dialect, program_name
from ...syntax.dataclass import dataclass
from ...syntax.grammar import Keyword
from ...syntax.logical_text import LogicalText
from .json_script import mapped

_KEYWORDS = frozenset({Keyword.RUN, Keyword.CMD, Keyword.ENTRYPOINT, Keyword.HEALTHCHECK})

_DIALECTS = {
    "bash": "bash",
    "rbash": "bash",
    "dash": "dash",
    "ash": "busybox",
    "busybox": "busybox",
    "ksh": "ksh",
    "mksh": "ksh",
    "oksh": "ksh",
    "sh": "sh",
    "yash": "sh",
}
"""The dialects of ShellCheck by the program that reads a script; it knows no other shells, zsh among them."""

_PROVIDED = frozenset(name for argument in PREDEFINED_ARGUMENTS for name in (argument, argument.lower()))

_NOT_TO_EXPORT = frozenset({"IFS"})
"""What changes how everything else is read if it is given a value."""


_OF_WINDOWS = (
    r"\$env:|(?<![\w/])[A-Za-z]:[\\/](?!/)|\.(?:exe|ps1|bat|cmd|msi)\b|"
    r"(?i:\b(?:new|get|set|add|remove|copy|move|invoke|start|expand|install|write|test|import)-(?-i:[A-Z])[a-z]+\b)"
)
"""What a script of Windows looks like; where nothing is known of the image, it is one."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """``text`` is what is asked; ``script`` stands in it from ``head`` on, with ``inserted`` characters at ``lead``.

    ``is_deferred`` and ``runs_later`` say that the variables are those of another build or of the running container,
    ``is_any_shell`` that it is not known which shell ``sh`` is, ``is_json`` that the script is written as a JSON text.
    """

    text: str
    head: int
    lead: int
    inserted: int
    script: LogicalText
    is_deferred: bool
    runs_later: bool
    is_any_shell: bool
    allows_newlines: bool
    is_json: bool = False

    def offset(self, asked: int) -> int | None:
        """The offset in the script of an offset in ``text``; ``None`` for what we put in front."""
        at = asked - self.head
        if at < self.lead:
            return at if at >= 0 else None
        return at - self.inserted if at >= self.lead + self.inserted else None


def question_of(step: Step, policy: SuppressionPolicy = SuppressionPolicy.ALLOW) -> Question | None:
    """What to ask about a step; ``None`` where it runs nothing that ShellCheck can read.

    Directives in the script that silence ShellCheck are taken from it where the policy does not allow them.
    """
    if step.keyword not in _KEYWORDS:
        return None
    script = step.script
    if script is None or not script.dialect.is_posix or not script.script.text.text.strip():
        return None
    shell = _shell_words(step, script)
    if shell is None:
        return None
    text = mapped(step, script.script.text) if script.is_exec_form else _without_leading_tabs(step, script)
    if text is None:
        return None
    if step.traits.facts.is_windows is None and _compiled(_OF_WINDOWS).search(text.text):
        return None
    dialect = _dialect(step, script, shell, text.text)
    if dialect is None:
        return None
    shebang, text = _shebang(step, script, shell, text)
    if "shellcheck" in text.text:
        # Behind a command ShellCheck refuses a directive and with it the whole script; there we read it ourselves.
        body = _compiled(r"(?<=\S)([ \t]+#[ \t]*)shellcheck(?=[ \t])").sub(r"\1----------", text.text)
        text = LogicalText(body, text.logical_starts, text.source_starts)
        text = _without_forbidden(text, policy)
    head = f"{shebang}# shellcheck shell={dialect}\n"
    names = _known_names(step, text.text)
    lead = _length_of_lead(text.text) if names else 0
    inserted = f"export {' '.join(f'{name}=1' for name in names)}\n" if names else ""
    return Question(
        text=f"{head}{text.text[:lead]}{inserted}{text.text[lead:]}",
        head=len(head),
        lead=lead,
        inserted=len(inserted),
        script=text,
        is_deferred=step.is_deferred,
        runs_later=step.keyword is not Keyword.RUN,
        is_any_shell=dialect == "sh",
        allows_newlines=script.is_heredoc,
        is_json=script.is_exec_form,
    )


def _without_forbidden(text: LogicalText, policy: SuppressionPolicy) -> LogicalText:
    """The script without those directives that may not silence anything; all places stay where they are."""
    if policy is SuppressionPolicy.ALLOW:
        return text

    def changed(match: re.Match[str]) -> str:
        if policy is SuppressionPolicy.REQUIRE_REASON and match["reason"].strip("# \t-"):
            return match[0]
        return match["head"] + "-" * (match.end("keys") - match.end("head")) + match["reason"]

    directive = r"(?m)(?P<head>^[ \t]*#[ \t]*)(?P<keys>shellcheck(?:[ \t]+[a-z-]+=[^\s#]+)*)(?P<reason>[^\n]*)$"
    pattern = _compiled(directive)
    body = pattern.sub(lambda match: changed(match) if "disable=" in match["keys"] else match[0], text.text)
    return LogicalText(body, text.logical_starts, text.source_starts)


def _shell_words(step: Step, script: StepScript) -> tuple[str, ...] | None:
    """The words that run the script; ``None`` for an exec form that calls no shell with a script."""
    if not script.is_exec_form:
        return step.shell.words or ("sh",)
    words = step.instruction.argument_words
    found = (number for number, word in enumerate(words) if word.source is script.script.text)
    number = next(found, 0)
    return tuple(word.text for word in words[:number]) or None


def _dialect(step: Step, script: StepScript, shell: tuple[str, ...], text: str) -> str | None:
    """The dialect as ShellCheck names it; ``None`` for a shell that it does not know."""
    if script.is_heredoc and (text.startswith("#!") or script.dialect is not step.shell.dialect):
        return {Dialect.BASH: "bash", Dialect.ASH: "busybox", Dialect.SH: "sh"}.get(script.dialect)
    names = [program_name(word) for word in shell if program_name(word) in _DIALECTS or program_name(word) == "zsh"]
    name = names[0] if names else "sh"
    if name == "sh":
        name = step.traits.facts.sh_is or "sh"
    return _DIALECTS.get(name)


def _shebang(step: Step, script: StepScript, shell: tuple[str, ...], text: LogicalText) -> tuple[str, LogicalText]:
    """The line that tells ShellCheck the shell's options, and the script without such a line of its own."""
    if script.is_heredoc and text.text.startswith("#!"):
        line = text.text.partition("\n")[0]
        # The directive behind it names the dialect, and a second such line would be out of place.
        return f"{line}\n", LogicalText(f"# {text.text[2:]}", text.logical_starts, text.source_starts)
    words = list(shell[1:])
    if words and words[-1].startswith("-"):
        words[-1] = words[-1].replace("c", "")
    options = [word for word in words if word not in ("", "-")]
    is_read_by_another = script.is_heredoc and script.dialect is not step.shell.dialect
    if is_read_by_another or not options or "\n" in "".join(options):
        return "", text
    return f"#!/bin/sh {' '.join(options)}\n", text


def _without_leading_tabs(step: Step, script: StepScript) -> LogicalText:
    """The script of ``<<-``, of whose lines the builder takes the leading tabs."""
    text = script.script.text
    heredocs = step.instruction.heredocs
    if not script.is_heredoc or "\t" not in text.text or not all(one.opening.strips_tabs for one in heredocs):
        return text
    pieces: list[tuple[str, int]] = []
    for match in _compiled(r"(?m)^\t*([^\n]*\n?)").finditer(text.text):
        pieces.extend(_pieces(text, match.start(1), match.end(1)))
    return LogicalText.joined(pieces, text.source(0))


def _pieces(text: LogicalText, start: int, end: int) -> list[tuple[str, int]]:
    if start >= end:
        return []
    part = text.slice(start, end)
    bounds = (*part.logical_starts[1:], len(part.text))
    return [
        (part.text[first:stop], at)
        for first, stop, at in zip(part.logical_starts, bounds, part.source_starts, strict=True)
    ]


def _known_names(step: Step, text: str) -> list[str]:
    """The variables that the script mentions and that somebody sets: ARG counts while building only."""
    if "$" not in text:
        return []
    environment = step.before.environment
    known = environment.variables if step.keyword is not Keyword.RUN else None
    mentioned = frozenset(_compiled(r"[A-Za-z_]\w*").findall(text))
    found = {
        name
        for name in mentioned
        if (environment.get(name) if known is None else known.get(name)) is not None or name in _PROVIDED
    }
    return sorted(name for name in found - _NOT_TO_EXPORT if name.isascii())


def _length_of_lead(text: str) -> int:
    """How much of a script is comments and empty lines, whose directives speak of all that follows."""
    match = _compiled(r"(?:[ \t]*(?:#[^\n]*)?\n)*").match(text)
    return 0 if match is None else match.end()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Not compiled on import: without ShellCheck nobody needs it.
    return re.compile(pattern)
