"""Give every stage a name of its own.

Where two stages share a name, capitals aside, `docker build --target` and `COPY --from` take the last one in the file,
even where an earlier one was meant. The first can be reached by its number only.

## Example

```dockerfile bad
FROM golang:1.26 AS build
RUN go build -o /api ./cmd/api
FROM node:24 AS Build
#               ^^^^^ the stage in line 1 has the same name, and what asks for `build` gets the last one
RUN npm ci
```

## Good

```dockerfile good
FROM golang:1.26 AS build-api
RUN go build -o /api ./cmd/api
FROM node:24 AS build-web
RUN npm ci
FROM scratch
COPY --from=build-api /api /
```

## No fix

Which of the uses means which stage is for you to say.

## When to ignore

Never: the first stage can only be used by chance.

## Sources

- https://docs.docker.com/reference/build-checks/duplicate-stage-name/
- https://docs.docker.com/build/building/multi-stage/#name-your-build-stages
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....semantics.stage import Stage
from ....syntax.bodies import From, body_of
from ....syntax.logical_text import Span
from ...finding import Finding, Related, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("DuplicateStageName",),
        "hadolint": ("DL3024",),
        "tally": ("buildkit/DuplicateStageName",),
        "trivy": ("DS-0012", "AVD-DS-0012"),
        "checkov": ("CKV_DOCKER_11",),
        "kics": ("f2daed12",),
        "dockerfile-utils": ("10",),
        "droast": ("DF042",),
    },
    profiles=("buildkit", "hadolint"),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare the names without regard to capitals."""
    first: dict[str, int] = {}
    for position, stage in enumerate(program.stages):
        if stage.name is None:
            continue
        earlier = first.setdefault(stage.name.lower(), position)
        if earlier == position:
            continue
        other = program.stages[earlier]
        line = program.tree.source.line_of(program.tree.start(program.starts[earlier])) + 1
        message = (
            f"the stage in line {line} has the same name, and what asks for `{stage.name.lower()}` gets the last one"
        )
        related = Related(other.from_step.item, name_span(other), "the first stage of that name")
        yield RULE.at(stage.from_step, name_span(stage), message, related=[related])


def name_span(stage: Stage) -> Span:
    """Where the name of a stage that has one is written."""
    body = body_of(stage.from_step.item)
    assert isinstance(body, From)
    assert body.name is not None
    return body.name.span
