"""Pipes in which a failure goes unnoticed, and how to set ``pipefail`` for them.

A pipe is of minor risk if a failure in it hardly stays unnoticed, or hardly happens: its last command fails by itself
when something is missing (``| sha256sum --check``, ``| tar x``), or its first is a filter of what is in the image anyway.
It is of no risk where nothing in it can fail, or somebody looks at the result, or nobody would.
Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#set
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum

from ....semantics.selection import Selection
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....shell.model import Command, Pipeline, Script, ShellOptions
from ....shell.script import shell_options, shell_options_of_exec_words
from ....syntax.dataclass import dataclass
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...chains import indentation_of, own_layout
from ...finding import Edit, Finding, Fix, Safety

_CANNOT_FAIL = frozenset(
    ("echo", "printf", "yes", "true", ":", "env", "printenv", "pwd", "date", "seq", "uname", "set")
)
_DOWNLOADS = frozenset(("curl", "wget", "git", "gpg", "aria2c", "ssh", "scp", "aws", "gsutil"))
_FILTERS = frozenset(
    (
        *("cat", "ls", "find", "dpkg", "dpkg-query", "apt-mark", "apt-cache", "sort", "uniq", "grep", "sed", "awk"),
        *("tee", "cut", "tr", "head", "tail", "ldd", "ldconfig", "scanelf", "basename", "dirname", "rpm", "xargs"),
    )
)
_NOTICE = frozenset(
    ("gpg", "gpg2", "gpgv", "apt-key", "cpio", "gunzip", "unxz", "bunzip2", "unzstd", "zcat", "xzcat", "bsdcpio")
)
_STOPS_READING = frozenset(("head", "true", ":", "less", "more"))
_REASON = "a pipe that failed unnoticed until now stops the build"

_IN_CONDITION = lazy_pattern(r"\b(?:if|elif|while|until)\s[^;\n]*(?:&&|\|\|)\Z")
_ESCAPE = lazy_pattern(r"\\[0abcefnrtv]")
_LIST_OF_LOOP = lazy_pattern(r"\bfor\s+\w+\s+in\s[^;\n]*(?:\$\(|`)\Z")


class Risk(Enum):
    """How likely a failure in a pipe goes unnoticed."""

    REAL = "real"
    MINOR = "minor"
    NONE = "none"


@dataclass(frozen=True, eq=False)
class Pipe:
    """A pipe without ``pipefail``; ``command`` is the first one that may fail, or the first where none may."""

    step: Step
    pipeline: Pipeline
    command: Command
    risk: Risk

    @property
    def is_download(self) -> bool:
        """Whether something is fetched in it."""
        return any(command.name.value in _DOWNLOADS for command in self.pipeline.commands)


def pipes(step: Step) -> tuple[Pipe, ...]:
    """The pipes of a step for which ``pipefail`` is off, kept with the step."""
    if "pipes" not in step.memo:
        step.memo["pipes"] = _pipes(step)
    found: tuple[Pipe, ...] = step.memo["pipes"]
    return found


def _pipes(step: Step) -> tuple[Pipe, ...]:
    script = step.commands
    if step.keyword is not Keyword.RUN or script is None or not script.dialect.is_posix or "|" not in script.text.text:
        return ()
    return tuple(_without_pipefail(step, script))


def _without_pipefail(step: Step, script: Script) -> Iterator[Pipe]:
    options = shell_options(script, _initial(step))
    positions = {id(command): number for number, command in enumerate(script.commands)}
    for pipeline in script.pipelines:
        if pipeline.size < 2 or pipeline.negated or not pipeline.commands:
            continue
        if options[positions[id(pipeline.commands[0])]].pipefail is False:
            yield _pipe(step, script, pipeline)


def _pipe(step: Step, script: Script, pipeline: Pipeline) -> Pipe:
    last = _last(script, pipeline)
    leading = pipeline.commands if last is None else pipeline.commands[:-1]
    failing = next((command for command in leading if _may_fail(command)), None)
    if failing is None or _decides(script, pipeline):
        return Pipe(step, pipeline, pipeline.commands[0], Risk.NONE)
    is_minor = (last is not None and _notices(last)) or failing.name.value in _FILTERS
    return Pipe(step, pipeline, failing, Risk.MINOR if is_minor else Risk.REAL)


def _last(script: Script, pipeline: Pipeline) -> Command | None:
    """The last command of a pipe; ``None`` if it ends with a loop or a group."""
    last = pipeline.commands[-1]
    return None if "|" in script.text.text[last.end : pipeline.end] else last


def _notices(command: Command) -> bool:
    """Whether a command fails if it gets nothing, or not all, from the one before it."""
    words = [word.value or "" for word in command.words]
    name = words[0].rpartition("/")[2]
    options = "".join(word[1:] for word in words[1:] if word.startswith("-") and not word.startswith("--"))
    if name in ("tar", "bsdtar"):
        return "x" in options + "".join(words[1:2]) or "--extract" in words
    if name in ("gzip", "xz", "bzip2", "zstd"):
        return "d" in options or "--decompress" in words
    if name.endswith("sum"):
        return "c" in options or "--check" in words
    if name in ("grep", "egrep", "fgrep"):
        # A search for what is not there finds something where nothing comes.
        return "v" not in options and "c" not in options and "--invert-match" not in words
    if name == "docker":
        return "load" in words[1:3] or "import" in words[1:3]
    return name in _NOTICE


def _initial(step: Step) -> ShellOptions:
    script = step.script
    if script is not None and script.is_exec_form:
        return shell_options_of_exec_words([word.text for word in step.instruction.argument_words])
    if script is not None and script.is_heredoc and script.script.text.text.startswith("#!"):
        return shell_options_of_exec_words(script.script.text.text.partition("\n")[0][2:].split())
    return ShellOptions() if step.shell.words is None else shell_options_of_exec_words(step.shell.words)


def _may_fail(command: Command) -> bool:
    name = command.name.value
    return name is None or (name not in _CANNOT_FAIL and name not in ("then", "do", "{"))


def _decides(script: Script, pipeline: Pipeline) -> bool:
    """Whether somebody looks at the result (``if a | b``, ``a | b || c``), or nobody would (``echo $(a | b)``)."""
    before = script.text.text[: pipeline.start].rstrip()
    if _is_in_argument(script, pipeline) or _LIST_OF_LOOP.search(before):
        return True
    if before.endswith(("if", "elif", "while", "until", "!")) or _IN_CONDITION.search(before):
        return True
    after = script.text.text[pipeline.end :].lstrip(' \t)"')
    return after.startswith("||")


def _is_in_argument(script: Script, pipeline: Pipeline) -> bool:
    """Whether the pipe is substituted into the words of a command, which then runs whatever the result was."""
    scope = pipeline.commands[0].scope
    if script.scopes[scope].kind != "substitution":
        return False
    return any(
        command.start < pipeline.start and pipeline.end <= command.end and command.scope != scope
        for command in script.commands
    )


def fixes(step: Step) -> tuple[Fix, ...]:
    """The fix that needs to know nothing of other steps: ``set -o pipefail`` in this one."""
    script = step.script
    if script is None or script.is_exec_form or step.is_deferred or not script.dialect.has_pipefail:
        return ()
    if any(map(_ends_early, _all_pipelines(step))):
        return ()
    at, text = _beginning(step)
    return (Fix("Set `pipefail` in this step", Safety.UNSAFE, lambda: (Edit(step.item, Span(at, at), text),), _REASON),)


def other_shell(stage: Stage, position: int) -> Fix | None:
    """A SHELL before the first such pipe, where the shell has no `pipefail` and bash, which has it, is in the image."""
    step = stage.steps[position]
    script = None if step is None else step.script
    if step is None or script is None or script.is_exec_form or script.is_heredoc or step.is_deferred:
        return None
    if script.dialect.has_pipefail or step.shell.instruction is not None or stage.facts.has_program("bash") is not True:
        return None
    if stage.select(_speaks_against_bash).facts:
        return None
    item = step.item
    return Fix(
        "Run this and later steps with bash and `pipefail`",
        Safety.UNSAFE,
        lambda: (Edit(item, Span(0, 0), 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n'),),
        f"{_REASON}, and all later steps run in bash",
    )


def _beginning(step: Step) -> tuple[int, str]:
    """Where a command can be put in front of the script, and how it is written there."""
    script = step.script
    assert script is not None
    if not script.is_heredoc:
        text = step.instruction.command_text
        layout = own_layout(step)
        return text.source(0), f"set -o pipefail{' && ' if layout is None else layout.joint(step.instruction.escape)}"
    body = step.instruction.heredocs[0].body
    lines = step.item.text[body.start : body.end].split("\n")
    skipped = len(lines[0]) + 1 if lines[0].startswith("#!") else 0
    first = lines[1 if skipped else 0] if len(lines) > 1 else ""
    return body.start + skipped, f"{indentation_of(first)}set -o pipefail\n"


def _all_pipelines(step: Step) -> tuple[Pipeline, ...]:
    return () if step.commands is None else step.commands.pipelines


def _speaks_against_bash(step: Step) -> tuple[bool, ...]:
    """Whether a step may fail or do something else once it runs in bash with ``pipefail``."""
    if step.keyword is not Keyword.RUN or step.commands is None:
        return ()
    return (True,) if _echoes_escapes(step.commands) or any(map(_ends_early, _all_pipelines(step))) else ()


def _echoes_escapes(script: Script) -> bool:
    """Whether ``echo`` may be given ``\\n`` or the like, which Debian's ``sh`` writes as a line end and bash does not."""
    has_escapes = _ESCAPE.search(script.text.text) is not None
    return has_escapes and any(command.name.value == "echo" for command in script.commands)


def _ends_early(pipeline: Pipeline) -> bool:
    """Whether a command may stop reading before the one before it has written all."""
    if pipeline.size < 2:
        return False
    if any(command.name.value == "yes" for command in pipeline.commands):
        return True
    return any(_stops_reading(command) for command in pipeline.commands[1:])


def _stops_reading(command: Command) -> bool:
    words = [word.value or "" for word in command.words]
    name = words[0].rpartition("/")[2]
    if name in _STOPS_READING:
        return True
    options = "".join(word[1:] for word in words[1:] if word.startswith("-") and not word.startswith("--"))
    if name in ("grep", "egrep", "fgrep", "rg"):
        # A search that finds nothing fails as well, which is often meant as an empty result.
        return True
    if name == "sed":
        return any("q" in word for word in words[1:])
    if name in ("awk", "gawk", "mawk"):
        return any("exit" in word for word in words[1:])
    return name == "tar" and "O" in options + "".join(words[1:2])


def beginning_with_shell(stage: Stage, findings: Selection[Finding]) -> Iterator[Finding]:
    """The findings, the first with the fix that changes the shell where the one of its step cannot be."""
    shell = other_shell(stage, findings.positions[0]) if findings.positions else None
    for number, finding in enumerate(findings.facts):
        yield replace(finding, fixes=(shell,)) if number == 0 and shell is not None else finding
