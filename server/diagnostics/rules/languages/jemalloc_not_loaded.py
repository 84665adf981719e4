"""Load the allocator that is installed.

jemalloc only helps a program that loads it: `LD_PRELOAD` says so.

## Example

```dockerfile bad
FROM ruby:3.4-slim
RUN apt-get update && apt-get install -y --no-install-recommends libjemalloc2 && rm -rf /var/lib/apt/lists/*
#                                                                ^^^^^^^^^^^^ nothing loads jemalloc; `LD_PRELOAD` would
CMD ["bundle", "exec", "puma"]
```

```dockerfile fixed
FROM ruby:3.4-slim
RUN apt-get update && apt-get install -y --no-install-recommends libjemalloc2 && rm -rf /var/lib/apt/lists/*
ENV LD_PRELOAD=libjemalloc.so.2
CMD ["bundle", "exec", "puma"]
```

## Good

```dockerfile good
FROM ruby:3.4-slim
RUN apt-get update && apt-get install -y --no-install-recommends libjemalloc2 && rm -rf /var/lib/apt/lists/*
ENV LD_PRELOAD=libjemalloc.so.2
CMD ["bundle", "exec", "puma"]
```

## Fix safety

Unsafe: every program in the image loads it then, also those that do not get along with it.

## When to ignore

A script loads it when the container starts, as the one of Rails does.

## Sources

- https://github.com/jemalloc/jemalloc/wiki/Getting-Started
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ...finding import Confidence, Finding, Fix, Safety, Severity
from ...line_edits import below
from ...rule import Category, Rule, Surroundings
from ._stages import is_set

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("ruby/jemalloc-installed-but-not-preloaded",)},
    fix=Safety.UNSAFE,
    confidence=Confidence.LOW,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    if not stage.is_shipped or is_set(stage, "LD_PRELOAD"):
        return
    for position, invocation in stage.invocations("apt", "apt-get", "apk"):
        step = stage.steps[position]
        for package in invocation.packages:
            if step is not None and package.name in ("libjemalloc2", "libjemalloc-dev", "jemalloc"):
                yield RULE.at(step, package.word.span, "nothing loads jemalloc; `LD_PRELOAD` would", fixes=[_fix(step)])


def _fix(step: Step) -> Fix:
    edit = below(step, "ENV LD_PRELOAD=libjemalloc.so.2")
    return Fix("Load it", Safety.UNSAFE, lambda: (edit,), "every program in the image loads it")
