"""Copy only from stages that hold something.

A stage that begins from `scratch` and adds nothing is empty. Copying a file out of it fails, whatever the file.

## Example

```dockerfile bad
FROM scratch AS files

FROM alpine:3.22
COPY --from=files /app /app
#           ^^^^^ the stage `files` is empty, so that nothing can be copied from it
```

## Good

```dockerfile good
FROM scratch AS files
COPY app /app

FROM alpine:3.22
COPY --from=files /app /app
```

## No fix

Another stage was meant, or the stage is not finished.

## When to ignore

Never.

## Sources

- https://docs.docker.com/build/building/multi-stage/
- https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.image_use import ImageUse, ImageUseKind
from ....semantics.program import Program
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ...finding import Finding, Related, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={"tally": ("tally/copy-from-empty-scratch-stage",)},
)


def _copied(step: Step) -> tuple[tuple[Step, ImageUse], ...]:
    """The stages that a step copies from, where it asks for more than the root folder."""
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or all(source.text == "/" for source in body.sources):
        return ()
    return tuple((step, use) for use in step.images if use.kind is ImageUseKind.COPY_FROM and use.stage is not None)


def _filling(step: Step) -> tuple[bool, ...]:
    return (True,) if step.keyword in (Keyword.COPY, Keyword.ADD, Keyword.RUN, Keyword.WORKDIR) else ()


@RULE.on_facts_of_dockerfile(_copied, _filling)
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    for found in program.select(_copied):
        step, use = found.fact
        stage = None if use.stage is None else program.stages[use.stage]
        if stage is not None and _is_empty(stage):
            related = Related(stage.from_step.item, stage.from_step.item.keyword_span, "the stage begins here")
            message = f"the stage `{use.word.text}` is empty, so that nothing can be copied from it"
            yield RULE.at(step, use.span, message, related=[related])


def _is_empty(stage: Stage) -> bool:
    base = stage.chain[-1].base
    return base.is_scratch and not base.bindings and not any(link.select(_filling).facts for link in stage.chain)
