r"""Stop a RUN at the first command that fails.

Behind a semicolon the next command runs whatever became of the one before, and the result of the step is that of its last
command. A failed download or compilation goes unnoticed. Join with `&&`, or begin with `set -e`.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update; apt-get install -y curl; rm -rf /var/lib/apt/lists/*
#                 ^ a failure before this semicolon goes unnoticed; join with `&&` or begin with `set -e`
```

```dockerfile fixed
FROM debian:13-slim
RUN set -e; apt-get update; apt-get install -y curl; rm -rf /var/lib/apt/lists/*
```

## Good

```dockerfile good
FROM debian:13-slim
RUN set -eux; apt-get update; apt-get install -y curl
RUN for name in a b; do echo "$name"; done && if true; then echo yes; fi
RUN VERSION=1; echo "$VERSION"; exit 0
```

```dockerfile good
FROM debian:13-slim
SHELL ["/bin/bash", "-euxc"]
RUN apt-get update; apt-get install -y curl
```

## Fix safety

Unsafe: a command that failed unnoticed until now stops the build.

## When to ignore

Where a command is allowed to fail; `|| true` behind it says so.

## Sources

- https://docs.docker.com/build/building/best-practices/#run
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.model import Command, Script, Separator
from ....shell.script import shell_options, shell_options_of_exec_words
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.CORRECTNESS, fix=Safety.UNSAFE)

_CANNOT_FAIL = frozenset(("echo", "printf", "true", ":", "set", "export", "unset", "exit", "sleep", "test", "[", "[["))

_ENDS_LIST = (";", "&", "\n")


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    found = step.script
    if script is None or found is None or found.is_exec_form or found.is_heredoc or script.has_errors:
        return
    # On a base that is not known, what looks like a POSIX script may be one for PowerShell.
    if not script.dialect.is_posix or step.traits.facts.is_windows is not False or ";" not in script.text.text:
        return
    initial = None if step.shell.words is None else shell_options_of_exec_words(step.shell.words)
    options = shell_options(script, initial)
    for separator in script.separators:
        before = _before(script, separator)
        if separator.operator != ";" or not before or not _is_followed(script, separator):
            continue
        position = script.commands.index(before[-1])
        if options[position].errexit is False and _may_fail(script, before):
            yield RULE.at(
                step,
                separator.span,
                "a failure before this semicolon goes unnoticed; join with `&&` or begin with `set -e`",
                fixes=_fixes(step),
            )
            return


def _before(script: Script, separator: Separator) -> list[Command]:
    """The commands of the list that ends at this semicolon."""
    ends = [other.end for other in script.separators if other.end <= separator.start and other.operator in _ENDS_LIST]
    start = max(ends, default=0)
    return [command for command in script.commands if start <= command.start and command.end <= separator.start]


def _may_fail(script: Script, commands: list[Command]) -> bool:
    """Whether a failure of these would be one of the list: none is guarded, and some does real work."""
    if any(command.operator == "||" or command.depth for command in commands):
        return False
    return any(command.name.value not in _CANNOT_FAIL for command in commands)


def _is_followed(script: Script, separator: Separator) -> bool:
    following = [command for command in script.commands if command.start >= separator.end]
    return bool(following) and following[0].name.value != "exit"


def _fixes(step: Step) -> list[Fix]:
    at = step.instruction.command_text.source(0)
    reason = "a command that failed unnoticed until now stops the build"
    return [Fix("Begin with `set -e`", Safety.UNSAFE, lambda: (Edit(step.item, Span(at, at), "set -e; "),), reason)]
