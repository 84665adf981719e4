r"""Call a program in HEALTHCHECK that the image has.

A health check runs inside of the container. Where its program is not in the image, every check fails and the container
is `unhealthy` from then on, however well it works. Slim and Alpine images have no curl, Debian's have neither curl nor
wget, and an image without a shell cannot run a check in shell form at all.

## Example

```dockerfile bad
FROM nginx:1.29-alpine-slim
RUN apk del curl || true

FROM alpine:3.22
COPY server /usr/local/bin/
HEALTHCHECK --interval=10s CMD curl -f http://localhost:8080/health || exit 1
#                              ^^^^ nothing puts `curl` into this image, so the check always fails
CMD ["server"]
```

```dockerfile fixed
FROM nginx:1.29-alpine-slim
RUN apk del curl || true

FROM alpine:3.22
COPY server /usr/local/bin/
HEALTHCHECK --interval=10s CMD wget -qO /dev/null http://localhost:8080/health || exit 1
CMD ["server"]
```

```dockerfile bad
FROM python:3.14-slim
HEALTHCHECK CMD ["wget", "--spider", "http://localhost:8000"]
#                 ^^^^ nothing puts `wget` into this image, so the check always fails
```

```dockerfile bad
FROM gcr.io/distroless/static-debian12
COPY server /
HEALTHCHECK CMD /server --check
#           ^^^ this image has no shell to run the check, which therefore always fails; write it as a JSON array
```

## Good

```dockerfile good
FROM python:3.14-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
HEALTHCHECK CMD curl -f http://localhost:8000 || exit 1
```

```dockerfile good
FROM python:3.14-slim
HEALTHCHECK CMD wget -q http://localhost || curl -f http://localhost || python -c 'import app; app.check()'
```

```dockerfile good
FROM alpine:3.22
RUN ./install-tools.sh
HEALTHCHECK CMD curl -f http://localhost:8000
```

```dockerfile good
FROM registry.example.com/team/runtime:1.4
HEALTHCHECK CMD curl -f http://localhost:8000
```

## Fix safety

Unsafe: `wget` of busybox asks the same address, yet tells other failures from success in its own way. Offered where the
image has `wget` and `curl` was asked for nothing but the address. Elsewhere, install the program or check with what the
image has.

## When to ignore

Where the program is mounted into the container.

## Sources

- https://docs.docker.com/reference/dockerfile/#healthcheck
- https://github.com/docker-library/repo-info
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.programs import program_is_there
from ....semantics.stage import Stage
from ....semantics.start_command import last_step
from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....shell.model import Command
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    fix=Safety.UNSAFE,
)

_ENDS = frozenset(("exit", "true", "false", ":", "echo", "kill", "return"))
_ASKS_ONLY = frozenset(
    (
        *("--fail", "--silent", "--show-error", "--location", "--output", "--max-time", "--connect-timeout"),
        *("--no-progress-meter", "--ipv4", "--retry"),
    )
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    step = last_step(stage, Keyword.HEALTHCHECK)
    if step is None or step.script is None or stage.facts.is_windows:
        return
    if not step.script.is_exec_form and _has_no_shell(stage, step):
        word = step.instruction.words[0]
        message = "this image has no shell to run the check, which therefore always fails; write it as a JSON array"
        yield RULE.at(step, word.span, message)
        return
    commands = [] if step.commands is None else [c for c in step.commands.commands if c.name.value not in _ENDS]
    missing = [command for command in commands if _is_missing(stage, command)]
    has_alternative = any(command.operator == "||" and command not in missing for command in commands)
    if not missing or has_alternative or not step.dialect.is_posix:
        return
    for command in missing:
        name = command.name.value
        yield RULE.at(
            step,
            command.name.span,
            f"nothing puts `{name}` into this image, so the check always fails",
            fixes=_fixes(stage, step, command) if name == "curl" else [],
        )


def _has_no_shell(stage: Stage, step: Step) -> bool:
    return (
        stage.facts.has_shell is False
        and step.shell.instruction is None
        and all(program_is_there(stage, name) is not True for name in ("sh", "busybox", "bash"))
        and program_is_there(stage, "sh") is False
    )


def _is_missing(stage: Stage, command: Command) -> bool:
    name = command.name.value
    return name is not None and not command.in_function and program_is_there(stage, name) is False


def _fixes(stage: Stage, step: Step, command: Command) -> list[Fix]:
    invocation = next((call for call in step.invocations if call.command is command and not call.wrappers), None)
    if invocation is None or step.script is None or step.script.is_exec_form:
        return []
    if stage.facts.sh_is != "busybox" or program_is_there(stage, "wget") is not True or not _asks_only(invocation):
        return []
    word = invocation.operands[0]
    last = command.words[-1].span.end
    span = Span(command.name.span.start, last)
    text = f"wget -qO /dev/null {word.text}"
    if "\n" in step.item.text[span.start : span.end]:
        return []
    return [
        Fix(
            "Ask with `wget`, which is in the image",
            Safety.UNSAFE,
            lambda: (Edit(step.item, span, text),),
            "`wget` of busybox may judge an answer in another way than `curl`",
        )
    ]


def _asks_only(invocation: Invocation) -> bool:
    return (
        len(invocation.operands) == 1
        and not invocation.unknown_options
        and all(option.name in _ASKS_ONLY for option in invocation.options)
    )
