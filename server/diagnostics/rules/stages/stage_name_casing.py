"""Write the names of stages in lower case.

Names are compared without regard to capitals, except in FROM: there a stage is found by its name in lower case only, so
a stage that is called `Build` cannot be built upon by the name it was given.

## Example

```dockerfile bad
FROM golang:1.26 AS Build
#                   ^^^^^ FROM would find this stage as `build` only
FROM alpine:3.22
COPY --from=Build /app /app
RUN --mount=from=BUILD,target=/mnt cp /mnt/app /usr/local/bin/
```

```dockerfile fixed
FROM golang:1.26 AS build
FROM alpine:3.22
COPY --from=build /app /app
RUN --mount=from=build,target=/mnt cp /mnt/app /usr/local/bin/
```

## Good

```dockerfile good
FROM golang:1.26 AS build
FROM alpine:3.22
COPY --from=build /app /app
```

## Fix safety

Safe: the name and its uses in the file change together, and from outside (`--target`) capitals make no difference.

## When to ignore

You prefer capitals, and build upon the stage by the name in lower case.

## Sources

- https://docs.docker.com/reference/build-checks/stage-name-casing/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.image_use import ImageUse
from ....semantics.program import Program
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.bodies import From, body_of
from ....syntax.words import Word
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.STYLE,
    also_known_as={
        "buildkit": ("StageNameCasing",),
        "tally": ("buildkit/StageNameCasing",),
        "droast": ("DF085",),
        "doctor": ("DD050",),
    },
    fix=Safety.SAFE,
    profiles=("buildkit", "strict"),
)


def _with_capitals(step: Step) -> tuple[Word, ...]:
    """The name of a stage that has capitals in it."""
    body = body_of(step.item)
    name = body.name if isinstance(body, From) else None
    return (name,) if name is not None and name.text != name.text.lower() else ()


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at the names of stages."""
    for found in program.select(_with_capitals):
        stage = program.stages[found.stage]
        message = f"FROM would find this stage as `{found.fact.text.lower()}` only"
        yield RULE.at(stage.from_step, found.fact.span, message, fixes=[_lower(program, found.stage, found.fact)])


def _lower(program: Program, position: int, written: Word) -> Fix:
    name = written.text.lower()

    def edits() -> tuple[Edit, ...]:
        uses = (
            Edit(step.item, use.span, name)
            for step, use in _uses(program.stages[position + 1 :])
            if use.stage == position and use.word.text.lower() == name and use.word.text != name
        )
        return (Edit(program.stages[position].from_step.item, written.span, name), *uses)

    return Fix(f"Rename to `{name}`", Safety.SAFE, edits)


def _uses(stages: tuple[Stage, ...]) -> Iterator[tuple[Step, ImageUse]]:
    for stage in stages:
        yield stage.from_step, stage.base
        for _, found in stage.select(_images):
            yield found


def _images(step: Step) -> tuple[tuple[Step, ImageUse], ...]:
    return tuple((step, use) for use in step.images)
