r"""Write CMD and ENTRYPOINT as a JSON array.

In shell form a shell is process 1. Depending on the shell, `docker stop` signals the shell and not the program, which is
then killed after ten seconds in the middle of its work; and an `ENTRYPOINT` in shell form ignores `CMD` and the arguments
of `docker run`. As a JSON array the program is started itself.

Where the command needs a shell, keep the shell and put `exec` before the last command: the program then takes its place.
Nothing is said about a file that chooses its shell with `SHELL`, unless the option `chosen-shells` is on. The option
`health-checks` has a `HEALTHCHECK` count too, and `every-command` a command that begins with `exec`, or that only a
shell of Windows understands.

## Example

```dockerfile bad
FROM node:22-slim
CMD node --enable-source-maps server.js
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a shell runs this, which may keep the signal of `docker stop` from it; write it as a JSON array
```

```dockerfile fixed
FROM node:22-slim
CMD ["node", "--enable-source-maps", "server.js"]
```

```dockerfile bad
FROM python:3.14-slim
ENTRYPOINT python manage.py migrate && python manage.py runserver "0.0.0.0:$PORT"
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this needs a shell for `&&` and ignores the arguments of `docker run`; put `exec` before the last command
```

```dockerfile bad
FROM python:3.14-slim
CMD gunicorn --bind :$PORT app:app
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this needs a shell for `$PORT`; put `exec` before the command so that it receives signals
```

```dockerfile fixed
FROM python:3.14-slim
CMD exec gunicorn --bind :$PORT app:app
```

```dockerfile bad
FROM debian:13-slim
ENTRYPOINT /bin/bash
#          ^^^^^^^^^ a shell runs this and ignores the arguments of `docker run`; write it as a JSON array
```

What hands the arguments on does not ignore them:

```dockerfile bad
FROM debian:13-slim
ENTRYPOINT /start.sh $0 $@
#          ^^^^^^^^^^^^^^^ this needs a shell for `$0`; put `exec` before the command so that it receives signals
```

```dockerfile bad profile=hadolint
FROM php:8.5-cli
HEALTHCHECK --interval=60s CMD /app/health-check
#                              ^^^^^^^^^^^^^^^^^ a shell runs this check, which needs none; write it as a JSON array
```

```dockerfile bad profile=hadolint
FROM php:8.5-cli
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this check needs a shell for `||`; say so with `sh -c` in a JSON array
```

```dockerfile bad profile=buildkit
FROM python:3.14-slim
CMD exec gunicorn --bind :$PORT app:app
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this needs a shell for `$PORT`; say so with `sh -c` in a JSON array
```

```dockerfile bad profile=hadolint
FROM debian:13-slim
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
CMD server --port 80
#   ^^^^^^^^^^^^^^^^ a shell runs this; say so in a JSON array
```

## Good

```dockerfile good
FROM python:3.14-slim
CMD exec gunicorn --bind :$PORT app:app
ENTRYPOINT ["python"]
```

```dockerfile good
FROM debian:13-slim
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
CMD server --port 80
```

```dockerfile good
FROM php:8.5-cli
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
```

## Fix safety

Safe for a `CMD` of plain words where no `ENTRYPOINT` stands in the file: the same program with the same words, without
the shell. Unsafe for an `ENTRYPOINT`, to which arguments are appended from then on, and for adding `exec`.

## When to ignore

Where the shell is wanted as process 1.

## Sources

- https://docs.docker.com/reference/build-checks/json-args-recommended/
- https://docs.docker.com/reference/dockerfile/#shell-and-exec-form
- https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import start_command
from ....semantics.step import Step
from ....shell.model import Command, Script
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("JSONArgsRecommended",),
        "hadolint": ("DL3025",),
        "tally": ("buildkit/JSONArgsRecommended",),
        "semgrep": ("prefer-json-notation",),
        "droast": ("DF018", "DF025"),
        "doctor": ("DD019",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "buildkit"),
    options=(
        switch("health-checks", "Whether a HEALTHCHECK counts.", "hadolint"),
        switch(
            "every-command",
            "Whether a command counts that begins with `exec`, or that is not one of a POSIX shell.",
            *("hadolint", "buildkit", "tally"),
        ),
        switch("chosen-shells", "Whether a command counts whose shell is chosen with SHELL.", "hadolint"),
    ),
)

_BUILTINS = frozenset(
    (
        *(".", ":", "alias", "bg", "break", "cd", "command", "continue", "declare", "eval", "exec", "exit", "export"),
        *("fg", "getopts", "hash", "jobs", "let", "local", "popd", "pushd", "read", "readonly", "return", "set"),
        *("shift", "shopt", "source", "test", "times", "trap", "type", "typeset", "ulimit", "umask", "unalias"),
        *("unset", "wait", "[", "[["),
    )
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    for keyword in (Keyword.CMD, Keyword.ENTRYPOINT):
        for _, step in stage.steps_with(keyword):
            found = list(_of_step(stage, step))
            yield from found
            option = "every-command" if step.shell.instruction is None else "chosen-shells"
            if not found and RULE.is_on(option, surroundings) and _is_in_shell_form(step):
                yield _of_other(step)
    if RULE.is_on("health-checks", surroundings):
        for _, step in stage.steps_with(Keyword.HEALTHCHECK):
            yield from _of_health_check(step)


def _of_health_check(step: Step) -> Iterator[Finding]:
    if not _is_in_shell_form(step):
        return
    script = _script(step)
    need = None if script is None else _needs_shell(script)
    if need is not None:
        message = f"this check needs a shell for `{need}`; say so with `sh -c` in a JSON array"
    elif script is not None:
        message = "a shell runs this check, which needs none; write it as a JSON array"
    else:
        message = "a shell runs this check; say so in a JSON array"
    yield RULE.at(step, _span(step), message, severity=Severity.INFORMATION)


def _of_other(step: Step) -> Finding:
    """A command that gets along with its shell, or is not understood."""
    script = _script(step)
    need = None if script is None else _needs_shell(script)
    message = "a shell runs this; say so in a JSON array"
    if need is not None:
        message = f"this needs a shell for `{need}`; say so with `sh -c` in a JSON array"
    return RULE.at(step, _span(step), message, severity=Severity.HINT)


def _is_in_shell_form(step: Step) -> bool:
    return step.instruction.json is None and bool(step.instruction.command_text.text.strip())


def _script(step: Step) -> Script | None:
    """What a shell runs; ``None`` for the exec form, and where it is not understood."""
    script = step.commands
    if step.instruction.json is not None or script is None or not script.dialect.is_posix:
        return None
    return None if not script.commands or script.has_errors else script


def _span(step: Step) -> Span:
    text = step.instruction.command_text
    return text.span(0, len(text.text))


def _of_step(stage: Stage, step: Step) -> Iterator[Finding]:
    script = _script(step)
    if script is None or step.shell.instruction is not None:
        return
    last = script.commands[-1]
    ignores_arguments = step.keyword is Keyword.ENTRYPOINT and not _hands_arguments_on(script)
    span = _span(step)
    need = _needs_shell(script)
    severity = None if stage.traits.is_in_image else Severity.INFORMATION
    if need is None:
        effect = " and ignores the arguments of `docker run`" if ignores_arguments else ""
        effect = effect or ", which may keep the signal of `docker stop` from it"
        message = f"a shell runs this{effect}; write it as a JSON array"
        if len(last.words) == 1:
            severity = Severity.HINT
        elif _hands_over(script):
            severity, message = Severity.HINT, "a JSON array does without a shell what `exec` does in one"
        yield RULE.at(step, span, message, severity=severity, fixes=_fixes(stage, step, last))
    elif not _hands_over(script):
        effect = " and ignores the arguments of `docker run`" if ignores_arguments else ""
        is_single = len(script.commands) == 1
        advice = "the command so that it receives signals" if is_single else "the last command"
        message = f"this needs a shell for `{need}`{effect}; "
        is_hopeless = need == "|" or (is_single and last.name.value in _BUILTINS)
        message += "say so with `sh -c` in a JSON array" if is_hopeless else f"put `exec` before {advice}"
        fixes = [_exec_fix(step, last)] if is_single and _can_be_replaced(last) else []
        yield RULE.at(step, span, message, severity=Severity.INFORMATION, fixes=fixes)


def _needs_shell(script: Script) -> str | None:
    """What in a script only a shell can do; ``None`` where it is one command of plain words."""
    if script.separators:
        return script.separators[0].operator.strip() or ";"
    if any(pipeline.size > 1 for pipeline in script.pipelines):
        return "|"
    if len(script.commands) != 1 or script.assignments or script.functions or script.group_redirections:
        return script.commands[0].name.text
    command = script.commands[0]
    if command.assignments:
        return command.assignments[0].name + "="
    if command.redirections:
        return command.redirections[0].operator
    if command.depth:
        return "("
    if command.origin.text.strip() != command.origin.text[command.start : command.end]:
        return "#" if "#" in command.origin.text else command.name.text
    plain = command.arguments if command.name.value == "exec" and command.arguments else command.words
    for word in plain:
        if word.value is None or word.has_glob or word.has_braces or word.text.startswith("~"):
            return f"${word.variables[0].name}" if word.variables else word.text
    name = plain[0].value or ""
    return name if name in _BUILTINS or "=" in name else None


def _hands_over(script: Script) -> bool:
    """Whether the last command takes the place of the shell."""
    return script.commands[-1].name.value == "exec"


def _hands_arguments_on(script: Script) -> bool:
    """Whether it uses what stands behind the script, which is where the arguments of `docker run` arrive."""
    return any(use.name in ("@", "*") or use.name.isdigit() for use in script.variables)


def _can_be_replaced(command: Command) -> bool:
    value = command.name.value
    return value is not None and value not in _BUILTINS and not command.assignments and command.depth == 0


def _fixes(stage: Stage, step: Step, command: Command) -> list[Fix]:
    words = command.arguments if command.name.value == "exec" else command.words
    if step.instruction.head.comments or any(
        step.item.text[word.span.start : word.span.end] != word.text for word in words
    ):
        return []
    reason = None
    safety = Safety.SAFE
    if step.keyword is Keyword.ENTRYPOINT:
        safety, reason = Safety.UNSAFE, "`CMD` and the arguments of `docker run` are appended to it from then on"
    elif start_command(stage).entrypoint is not None or stage.facts.has_shell is False:
        safety, reason = Safety.UNSAFE, "the ENTRYPOINT is given these words in place of a shell command"
    return [Fix("Write it as a JSON array", safety, lambda: _array(step, command, len(words)), reason)]


def _array(step: Step, command: Command, count: int) -> tuple[Edit, ...]:
    words = command.words[len(command.words) - count :]
    first = command.name.span.start
    edits: list[Edit] = []
    for number, word in enumerate(words):
        start = first if number == 0 else word.span.start
        opening = "[" if number == 0 else ""
        closing = "]" if number == count - 1 else ","
        text = json.dumps(word.value or "", ensure_ascii=False)
        edits.append(Edit(step.item, Span(start, word.span.end), f"{opening}{text}{closing}"))
    return tuple(edits)


def _exec_fix(step: Step, command: Command) -> Fix:
    at = command.name.span.start
    return Fix(
        "Put `exec` before it",
        Safety.UNSAFE,
        lambda: (Edit(step.item, Span(at, at), "exec "),),
        "the program becomes process 1 and gets the signals that the shell got",
    )
