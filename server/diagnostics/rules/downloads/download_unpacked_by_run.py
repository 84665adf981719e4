"""Let ADD download and unpack.

`ADD --unpack` downloads an archive, checks it with `--checksum` and unpacks it, without curl, tar and certificates in the image.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSL https://example.com/tool.tar.gz | tar -xz -C /opt
#   ^^^^ `ADD --unpack` downloads and unpacks without these tools
```

## Good

```dockerfile good
FROM debian:13-slim
ADD --unpack=true https://example.com/tool.tar.gz /opt/
```

```dockerfile good
FROM debian:13-slim
RUN curl -fsSL https://example.com/tool.tar.gz | tar -xz --strip-components=1 -C /opt
```

## No fix

What the command takes out of the archive may differ.

## When to ignore

Parts of the archive only, or a builder without `--unpack`.

## Sources

- https://docs.docker.com/reference/dockerfile/#add---unpack
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import program_name
from ....shell.model import Command
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

_PARTLY = ("--strip", "--wildcards", "--include", "--exclude", "--transform", "--one-top-level")

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("tally/prefer-add-unpack",)},
    is_default=False,
    profiles=("strict",),
)


def _takes_apart(command: Command) -> bool:
    """Whether only a part of the archive is taken, or its folders are left out, which ADD cannot do."""
    return any((word.value or "").startswith(_PARTLY) for word in command.words)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    for pipeline in script.pipelines if script is not None else ():
        names = [program_name(command.name.value or "") for command in pipeline.commands]
        is_download = names[:1] in (["curl"], ["wget"]) and names[-1:] in (["tar"], ["bsdtar"])
        if is_download and not _takes_apart(pipeline.commands[-1]):
            yield RULE.at(
                step, pipeline.commands[0].name.span, "`ADD --unpack` downloads and unpacks without these tools"
            )
