"""Call stages by their names.

`--from=0` means the first stage of the file, whichever that is. A stage that is put before it changes what is copied, without any
error. A name keeps its meaning.

## Example

```dockerfile bad
FROM golang:1.26 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=0 /app /app
#           ^ `0` means another stage as soon as one is put before it
```

```dockerfile fixed
FROM golang:1.26 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
```

```dockerfile bad
FROM golang:1.26
RUN go build -o /app .

FROM alpine:3.22
COPY --from=0 /app /app
#           ^ `0` means another stage as soon as one is put before it
```

```dockerfile fixed
FROM golang:1.26 AS stage-0
RUN go build -o /app .

FROM alpine:3.22
COPY --from=stage-0 /app /app
```

## Good

```dockerfile good
FROM golang:1.26 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
```

## Fix safety

Safe: the same stage is meant. One without a name is given one that nothing else in the file has.

## When to ignore

Generated files.

## Sources

- https://docs.docker.com/build/building/multi-stage/#name-your-build-stages
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.image_use import ImageUse
from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.bodies import From, body_of
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={"kics": ("68a51e22",), "droast": ("DF023",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


def _numbers(step: Step) -> tuple[tuple[Step, ImageUse], ...]:
    """The uses of stages by number."""
    return tuple((step, use) for use in step.images if use.stage is not None and use.word.text.isdecimal())


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    for found in program.select(_numbers):
        step, use = found.fact
        message = f"`{use.word.text}` means another stage as soon as one is put before it"
        yield RULE.at(step, use.span, message, fixes=_fixes(program, step, use))


def _fixes(program: Program, step: Step, use: ImageUse) -> list[Fix]:
    stage = None if use.stage is None else program.stages[use.stage]
    if stage is None:
        return []
    if stage.name is not None:
        name = stage.name
        is_unique = [other.name for other in program.stages].count(name) == 1
        return [Fix(f"Write {name}", Safety.SAFE, lambda: (Edit(step.item, use.span, name),))] if is_unique else []
    body = body_of(stage.from_step.item)
    new = next((name for name in ("build", f"stage-{use.stage}") if name not in program.tree.text.lower()), None)
    if not isinstance(body, From) or body.image is None or body.as_word is not None or new is None:
        return []
    end = body.image.span.end
    edits = (Edit(stage.from_step.item, Span(end, end), f" AS {new}"), Edit(step.item, use.span, new))
    return [Fix(f"Call the stage {new}", Safety.SAFE, lambda: edits)]
