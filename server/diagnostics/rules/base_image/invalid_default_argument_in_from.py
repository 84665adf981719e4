"""Give a build argument in FROM a default that makes a valid image.

Without `--build-arg` the value of FROM is empty or no image reference, so a plain `docker build` fails, and whoever
reads the file cannot see what it builds on. Many files leave the image to the caller on purpose, so this is off unless
it is asked for; BuildKit warns of it.

## Example

```dockerfile bad
ARG VERSION
ARG IMAGE
FROM alpine:${VERSION} AS base
#    ^^^^^^^^^^^^^^^^^ without `--build-arg` this is `alpine:`, which is no image
FROM $IMAGE
#    ^^^^^^ without `--build-arg` this is empty
```

## Good

```dockerfile good
ARG VERSION=3.22
ARG IMAGE
FROM alpine:${VERSION} AS base
FROM ${IMAGE:-alpine:3.22}
```

## No fix

Which image is meant by default is for you to say.

## When to ignore

The image is always given by the caller, and a build without it ought to fail.

## Sources

- https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....images.reference import InvalidReference, parse_reference
from ....semantics.environment import PLATFORM_ARGUMENTS, Binding
from ....semantics.evaluation import evaluate
from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.words import Word
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("InvalidDefaultArgInFrom",),
        "tally": ("buildkit/InvalidDefaultArgInFrom",),
        "dockerfile-utils": ("51",),
    },
    is_default=False,
    profiles=("buildkit", "strict"),
)


def _variable_images(step: Step) -> tuple[Word, ...]:
    """The image of a FROM, if it is made of variables that the builder does not set."""
    word = step.traits.base.word
    if step.keyword is not Keyword.FROM or step.is_deferred or not word.expansions:
        return ()
    return () if any(expansion.name in PLATFORM_ARGUMENTS for expansion in word.expansions) else (word,)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Evaluate FROM as a build without arguments does."""

    def lookup(name: str) -> Binding | None:
        binding = program.global_arguments.get(name)
        if binding is None or binding.is_set:
            return binding
        return replace(binding, value="", is_set=True)

    for found in program.select(_variable_images):
        word, stage = found.fact, program.stages[found.stage]
        value = evaluate(word, lookup)
        if value == "":
            yield RULE.at(stage.from_step, word.span, "without `--build-arg` this is empty")
        elif value is not None and stage.base.stage is None and isinstance(parse_reference(value), InvalidReference):
            message = f"without `--build-arg` this is `{value}`, which is no image"
            yield RULE.at(stage.from_step, word.span, message)
