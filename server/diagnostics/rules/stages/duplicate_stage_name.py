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

from ....semantics.program import FactOfProgram, Program
from ....semantics.step import Step
from ....syntax.bodies import From, body_of
from ....syntax.words import Word
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


def _names(step: Step) -> tuple[Word, ...]:
    """The name of a stage, found in its FROM."""
    body = body_of(step.item)
    return (body.name,) if isinstance(body, From) and body.name is not None else ()


@RULE.on_facts_of_dockerfile(_names)
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare the names without regard to capitals."""
    first: dict[str, FactOfProgram[Word]] = {}
    for found in program.select(_names):
        name = found.fact.text.lower()
        earlier = first.setdefault(name, found)
        if earlier is found:
            continue
        item = program.stages[earlier.stage].from_step.item
        line = program.tree.source.line_of(program.tree.start(program.starts[earlier.stage])) + 1
        message = f"the stage in line {line} has the same name, and what asks for `{name}` gets the last one"
        related = Related(item, earlier.fact.span, "the first stage of that name")
        yield RULE.at(program.stages[found.stage].from_step, found.fact.span, message, related=[related])
