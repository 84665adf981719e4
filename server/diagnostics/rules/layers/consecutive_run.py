r"""Merge RUN instructions that follow one another.

Each `RUN` is a layer. Two in a row can be one, unless they are split on purpose: for the build cache, for a readable
log, or because they need different mounts. That purpose cannot be seen, so this rule is off by default; where a later
`RUN` wastes what an earlier one wrote, `removed-in-later-layer` says so without being asked.

Stages that are not shipped are left alone: their steps are split for the cache. The option `every-stage` has them count too,
and `exec-form` what has to be written as a script before it can be merged. With `single-commands` only those count that
run one command each, since a longer step has a purpose of its own.

## Example

```dockerfile bad
FROM debian:13-slim
RUN useradd --create-home app
RUN mkdir /srv/app \
#^^ this `RUN` follows another one that it could be merged with, which would save a layer
    && chown app /srv/app
```

```dockerfile fixed
FROM debian:13-slim
RUN useradd --create-home app \
    && mkdir /srv/app \
    && chown app /srv/app
```

```dockerfile bad profile=hadolint
FROM golang:1.26 AS build
RUN go install example.com/one@v1.0.0
RUN go install example.com/two@v1.0.0
#^^ this `RUN` follows another one that it could be merged with, which would save a layer
FROM scratch
COPY --from=build /go/bin/ /bin/
```

```dockerfile fixed
FROM golang:1.26 AS build
RUN go install example.com/one@v1.0.0 \
    && go install example.com/two@v1.0.0
FROM scratch
COPY --from=build /go/bin/ /bin/
```

```dockerfile bad profile=hadolint
FROM maven:3-eclipse-temurin-21
RUN ["mvn", "dependency:resolve"]
RUN ["mvn", "verify"]
#^^ this `RUN` follows another one that it could be merged with, which would save a layer
```

## Good

```dockerfile good
FROM debian:13-slim
RUN --mount=type=cache,target=/var/cache/apt apt-get update
RUN useradd --create-home app
COPY app /srv/app
RUN make -C /srv/app
```

```dockerfile good
FROM golang:1.26 AS build
RUN go install example.com/one@v1.0.0
RUN go install example.com/two@v1.0.0

FROM scratch
COPY --from=build /go/bin/ /bin/
```

## Fix safety

Safe: offered where both have the same flags and shell and the first leaves nothing behind that the second would notice,
such as another directory. A comment between them stops the merge.

## When to ignore

Where the commands are split for the build cache.

## Sources

- https://docs.docker.com/build/building/best-practices/#run
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.scripts import script_of
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.items import Instruction
from ...finding import Finding, Safety, Severity
from ...options import every_stage, switch
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={
        "hadolint": ("DL3059",),
        "tally": ("tally/prefer-run-heredoc",),
        "kics": ("0008c003",),
        "droast": ("DF003",),
        "doctor": ("DD005",),
    },
    fix=Safety.SAFE,
    is_default=False,
    profiles=("hadolint",),
    options=(
        every_stage("hadolint", "tally"),
        switch("single-commands", "Whether only those count of which each is a single command.", "hadolint"),
        switch("exec-form", "Whether the exec form counts, which has to be written as a script first.", "hadolint"),
    ),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    previous = step.previous
    if step.is_deferred or previous is None or not (step.traits.is_shipped or RULE.is_on("every-stage", surroundings)):
        return
    if previous.keyword is not Keyword.RUN or previous.flag_texts != step.instruction.flag_texts:
        return
    if step.instruction.heredocs or previous.heredocs:
        return
    is_exec_form = step.instruction.is_exec_form or previous.is_exec_form
    if is_exec_form and not RULE.is_on("exec-form", surroundings):
        return
    if RULE.is_on("single-commands", surroundings) and not (_is_single(step, previous) and _is_single(step, step.item)):
        return
    yield RULE.at(
        step,
        step.instruction.keyword_span,
        "this `RUN` follows another one that it could be merged with, which would save a layer",
    )


def _is_single(step: Step, instruction: Instruction) -> bool:
    """Whether it runs one command, tests in brackets and what an inner shell is handed left out."""
    found = script_of(instruction, step.dialect)
    if found is None:
        return False
    script = found.script
    counted = (
        command
        for command in script.commands
        if command.name.text not in ("[", "[[") and script.scopes[command.scope].kind != "shell"
    )
    return len(list(counted)) <= 1
