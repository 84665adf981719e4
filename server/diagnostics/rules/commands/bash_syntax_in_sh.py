"""Use Bash's own words only in Bash.

`/bin/sh` of Debian and Ubuntu is dash, which knows neither `[[` nor `source`. The command is not found, and what follows goes wrong.

## Example

```dockerfile bad
FROM debian:13-slim
RUN source /etc/profile && env
#   ^^^^^^ `/bin/sh` is dash here, which knows no `source`
```

```dockerfile fixed
FROM debian:13-slim
RUN . /etc/profile && env
```

```dockerfile bad
FROM debian:13-slim
RUN if [[ -f /etc/debian_version ]]; then echo yes; fi
#      ^^ `/bin/sh` is dash here, which knows no `[[`
```

## Good

```dockerfile good
FROM debian:13-slim
SHELL ["/bin/bash", "-c"]
RUN source /etc/profile && [[ -n "$PATH" ]]
```

```dockerfile good
FROM alpine:3.22
RUN source /etc/profile && [[ -n "$PATH" ]]
```

```dockerfile good
FROM debian:13-slim
RUN bash -c 'source /etc/profile && [[ -n "$PATH" ]]'
RUN . /etc/profile
```

## Fix safety

Unsafe: a dot does what `source` does in Bash, but the script that it reads may be written for Bash. Bash's other words are left to
you.

## When to ignore

Another shell was put in place of `/bin/sh`.

## Sources

- https://docs.docker.com/reference/dockerfile/#shell
- https://wiki.ubuntu.com/DashAsBinSh
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import Dialect
from ....shell.model import Command
from ....syntax.grammar import Keyword
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"droast": ("DF066",)},
    fix=Safety.UNSAFE,
)

_OF_BASH = ("source", "[[", "pushd", "popd", "shopt", "declare", "mapfile", "readarray")


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    is_dash = step.traits.facts.sh_is == "dash" and step.shell.instruction is None
    if script is None or not is_dash or script.dialect is not Dialect.SH or step.is_deferred:
        return
    if step.script is not None and (step.script.is_exec_form or step.script.is_heredoc):
        return
    for command in script.commands:
        name = command.name.value
        scope = script.scopes[command.scope]
        if (
            name not in _OF_BASH
            or scope.dialect is not Dialect.SH
            or scope.kind == "shell"
            or command.name.text != name
        ):
            continue
        if command.operator == "||" or _replaces_shell(step):
            continue
        message = f"`/bin/sh` is dash here, which knows no `{name}`"
        yield RULE.at(step, command.name.span, message, fixes=_fixes(step, command))


def _fixes(step: Step, command: Command) -> list[Fix]:
    span = command.name.span
    if step.item.text[span.start : span.end] != "source" or len(command.arguments) != 1:
        return []
    edit = Edit(step.item, span, ".")
    return [Fix("Write a dot", Safety.UNSAFE, lambda: (edit,), "the script may be written for Bash")]


def _replaces_shell(step: Step) -> bool:
    """Whether the step may put another shell in place of the one that runs it."""
    return "/bin/sh" in step.item.text or "dash" in step.item.text
