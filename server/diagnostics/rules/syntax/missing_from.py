"""Begin with FROM, after nothing but ARG.

Every instruction builds on a stage, and FROM opens one. Above the first FROM only ARG may stand.

## Example

```dockerfile bad
ARG VERSION=3.22
LABEL description="a stage is needed first"
#^^^^ LABEL stands before the first FROM, where only ARG may; there is no stage to build yet
FROM alpine:${VERSION}
```

```dockerfile bad
ARG VERSION=3.22
#^^ a file without FROM has no stage to build
```

## Good

```dockerfile good
# syntax=docker/dockerfile:1
# A comment may stand anywhere
ARG VERSION=3.22
FROM alpine:${VERSION}
LABEL description="in a stage"
```

## No fix

Where the instruction belongs, and what to begin from, is for you to say.

## When to ignore

A piece of a Dockerfile that is put together with others before it is built.

## Sources

- https://docs.docker.com/reference/dockerfile/#format
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.problems import file_problem
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._frontend import is_read_by_docker

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3061",),
        "tally": ("hadolint/DL3061", "tally/require-stages"),
        "dockerfilelint": ("from_first",),
        "dockerfile-utils": ("20",),
        "droast": ("DF037",),
    },
    profiles=("hadolint",),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Ask what the parser says of the whole file. An empty file is left alone."""
    found = file_problem(program.tree)
    if found is None or not program.tree.items or not is_read_by_docker(program):
        return
    index, problem = found
    message = problem.message.rstrip(".").replace("A file", "a file", 1)
    yield RULE.at(program.tree.items[index], problem.span, message)
