r"""Let a failing command fail its pipe.

The result of a pipe is that of its last command. When the download in `wget -O- … | tar xz` fails, `tar` may still
succeed, and the build goes on with half a file. With `pipefail` the pipe fails when any of its commands does.

It is an option of bash, of the shell of Alpine and of dash from version 0.5.13 on; Debian 12 and Ubuntu 24.04 have an
older one. Pipes whose first commands cannot fail, such as `echo`, and those whose result decides an `if` are left alone.

## Example

```dockerfile bad
FROM alpine:3.22
RUN wget -qO- https://example.com/tool.tar.gz | tar xz -C /opt
#   ^^^^ a failure of `wget` goes unnoticed in this pipe, since `pipefail` is off
```

```dockerfile fixed
FROM alpine:3.22
RUN set -o pipefail && wget -qO- https://example.com/tool.tar.gz | tar xz -C /opt
```

```dockerfile bad
FROM debian:12-slim
RUN curl -fsSL https://example.com/tool.tar.gz | tar xz -C /opt
#   ^^^^ a failure of `curl` goes unnoticed in this pipe, since `pipefail` is off
RUN true
```

```dockerfile fixed
FROM debian:12-slim
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -fsSL https://example.com/tool.tar.gz | tar xz -C /opt
RUN true
```

```dockerfile bad
FROM alpine:3.22
RUN <<EOF
set -e
cat /etc/list | xargs apk add
#^^ a failure of `cat` goes unnoticed in this pipe, since `pipefail` is off
EOF
```

```dockerfile fixed
FROM alpine:3.22
RUN <<EOF
set -o pipefail
set -e
cat /etc/list | xargs apk add
EOF
```

## Good

```dockerfile good
FROM debian:13-slim
SHELL ["/usr/bin/bash", "-o", "pipefail", "-c"]
RUN curl -fsSL https://example.com/a.tar.gz | tar xz
RUN yq eval '.a | .b' file.yml && echo "y" | tool --setup
```

```dockerfile good
FROM alpine:3.22
RUN set -eo pipefail; wget -qO- https://example.com/a.tar.gz | tar xz
RUN if cat /etc/os-release | grep -q alpine; then apk add bash; fi
RUN <<EOF
#!/bin/bash
set -o pipefail
cat list | sort > sorted
EOF
```

## Fix safety

Unsafe: a pipe that failed unnoticed until now stops the build, and so does one whose last command stops reading early,
as `head` does; behind such a pipe no fix is offered. Where the shell has no such option and bash is in the image, a
`SHELL` instruction makes bash the shell of all later steps.

## When to ignore

Where the first command is allowed to fail; `|| true` behind it says so.

## Sources

- https://docs.docker.com/build/building/best-practices/#using-pipes
- https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#set
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....semantics.stage import Stage
from ....semantics.step import Step
from ....shell.model import Command, Pipeline, Script, ShellOptions
from ....shell.script import shell_options, shell_options_of_exec_words
from ....syntax.dataclass import dataclass
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL4006",),
        "tally": ("hadolint/DL4006",),
        "kics": ("efbf148a",),
        "semgrep": ("set-pipefail",),
        "droast": ("DF057",),
        "doctor": ("DD040",),
    },
    fix=Safety.UNSAFE,
    profiles=("hadolint",),
)

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
_STOPS_READING = frozenset(("head", "true", ":", "less", "more"))
_REASON = "a pipe that failed unnoticed until now stops the build"


@dataclass(frozen=True, eq=False)
class _Pipe:
    """A pipe in which a failure would go unnoticed; ``command`` is the first one that may fail."""

    step: Step
    pipeline: Pipeline
    command: Command


def _pipes(step: Step) -> tuple[_Pipe, ...]:
    script = step.commands
    if step.keyword is not Keyword.RUN or script is None or not script.dialect.is_posix or "|" not in script.text.text:
        return ()
    return tuple(_unnoticed(step, script))


def _unnoticed(step: Step, script: Script) -> Iterator[_Pipe]:
    options = shell_options(script, _initial(step))
    positions = {id(command): number for number, command in enumerate(script.commands)}
    for pipeline in script.pipelines:
        if pipeline.size < 2 or pipeline.negated or not pipeline.commands:
            continue
        first = pipeline.commands[0]
        if options[positions[id(first)]].pipefail is not False or _decides(script, pipeline):
            continue
        leading = pipeline.commands if len(pipeline.commands) < pipeline.size else pipeline.commands[:-1]
        failing = next((command for command in leading if _may_fail(command)), None)
        if failing is not None:
            yield _Pipe(step, pipeline, failing)


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
    if _is_in_argument(script, pipeline):
        return True
    before = script.text.text[: pipeline.start].rstrip()
    if before.endswith(("if", "elif", "while", "until", "!")):
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


def _findings(step: Step) -> tuple[Finding, ...]:
    """The findings of a step, with the fix that needs to know nothing of other steps."""
    return tuple(_finding(pipe, is_first=number == 0) for number, pipe in enumerate(_pipes(step)))


def _finding(pipe: _Pipe, *, is_first: bool) -> Finding:
    name = pipe.command.name.value or pipe.command.name.text
    is_download = any(command.name.value in _DOWNLOADS for command in pipe.pipeline.commands)
    return RULE.at(
        pipe.step,
        pipe.command.name.span,
        f"a failure of `{name}` goes unnoticed in this pipe, since `pipefail` is off",
        severity=None if is_download else Severity.HINT if name in _FILTERS else Severity.INFORMATION,
        fixes=_fixes(pipe.step) if is_first else (),
    )


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    findings = stage.select(_findings)
    shell = _other_shell(stage, findings.positions[0]) if findings.positions else None
    for number, finding in enumerate(findings.facts):
        yield replace(finding, fixes=(shell,)) if number == 0 and shell is not None else finding


def _fixes(step: Step) -> tuple[Fix, ...]:
    script = step.script
    if script is None or script.is_exec_form or step.is_deferred or not script.dialect.has_pipefail:
        return ()
    if any(map(_ends_early, _all_pipelines(step))):
        return ()
    at, text = _beginning(step)
    return (Fix("Set `pipefail` in this step", Safety.UNSAFE, lambda: (Edit(step.item, Span(at, at), text),), _REASON),)


def _other_shell(stage: Stage, position: int) -> Fix | None:
    """A SHELL before the first such pipe, where the shell has no `pipefail` and bash, which has it, is in the image."""
    step = stage.steps[position]
    script = None if step is None else step.script
    if step is None or script is None or script.is_exec_form or script.is_heredoc or step.is_deferred:
        return None
    if script.dialect.has_pipefail or step.shell.instruction is not None or stage.facts.has_program("bash") is not True:
        return None
    if stage.select(_early_ends).facts:
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
        return text.source(0), "set -o pipefail && "
    body = step.instruction.heredocs[0].body
    lines = step.item.text[body.start : body.end].split("\n")
    skipped = len(lines[0]) + 1 if lines[0].startswith("#!") else 0
    first = lines[1 if skipped else 0] if len(lines) > 1 else ""
    indentation = first[: len(first) - len(first.lstrip())]
    return body.start + skipped, f"{indentation}set -o pipefail\n"


def _all_pipelines(step: Step) -> tuple[Pipeline, ...]:
    return () if step.commands is None else step.commands.pipelines


def _early_ends(step: Step) -> tuple[bool, ...]:
    return (True,) if step.keyword is Keyword.RUN and any(map(_ends_early, _all_pipelines(step))) else ()


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
