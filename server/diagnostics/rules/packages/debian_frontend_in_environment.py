r"""Set DEBIAN_FRONTEND for the build, not for the image.

With `ENV DEBIAN_FRONTEND=noninteractive` the setting stays in the image: whoever opens a shell in the container, or builds upon
it, gets silent defaults instead of questions, and does not know why. `ARG` sets the same for the RUN lines of the stage only.

## Example

```dockerfile bad
FROM debian:13-slim
ENV DEBIAN_FRONTEND=noninteractive
#   ^^^^^^^^^^^^^^^ `DEBIAN_FRONTEND` stays set in the image; `ARG` sets it for the build only
RUN apt-get update && apt-get install -y tzdata && rm -rf /var/lib/apt/lists/*
```

```dockerfile fixed
FROM debian:13-slim
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y tzdata && rm -rf /var/lib/apt/lists/*
```

## Good

```dockerfile good
FROM debian:13 AS build
ENV DEBIAN_FRONTEND=noninteractive

FROM debian:13-slim
ARG DEBIAN_FRONTEND=noninteractive
RUN DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata
```

```dockerfile good
FROM debian:13-slim
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y tzdata && rm -rf /var/lib/apt/lists/*
ENV DEBIAN_FRONTEND=
```

## Fix safety

Unsafe: stages and images that begin from this one no longer inherit the setting.

## When to ignore

The image is a base in which others install, and should do so silently.

## Sources

- https://docs.docker.com/reference/dockerfile/#env
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.environment import BindingKind
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ....syntax.words import KeyValue
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.MAINTAINABILITY, fix=Safety.UNSAFE, profiles=("strict",))

_NAME = "DEBIAN_FRONTEND"
_REASON = "stages and images that begin from this one no longer inherit the setting"


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for the variable in the environment that the shipped image ends up with."""
    final = stage.final_state.environment.variables.get(_NAME) if stage.is_shipped else None
    if final is None or final.kind is not BindingKind.ENVIRONMENT or final.value in ("", "dialog", "newt", "readline"):
        return
    for step in stage.steps_with(Keyword.ENV).facts:
        for pair in step.instruction.key_values:
            if pair.key.text == _NAME and pair is final.key_value:
                message = "`DEBIAN_FRONTEND` stays set in the image; `ARG` sets it for the build only"
                yield RULE.at(step, pair.key.span, message, fixes=_fixes(step, pair))


def _fixes(step: Step, pair: KeyValue) -> list[Fix]:
    """Turn the ENV into an ARG, where it sets nothing else."""
    instruction = step.instruction
    if len(instruction.key_values) != 1 or pair.value is None:
        return []
    keyword = instruction.keyword_text
    edits = [Edit(step.item, instruction.keyword_span, "arg" if keyword.islower() else "ARG")]
    if not pair.has_equals:
        edits.append(Edit(step.item, Span(pair.key.span.end, pair.value.span.start), "="))
    return [Fix("Use `ARG`", Safety.UNSAFE, lambda: tuple(edits), _REASON)]
