"""Copy from another stage than the one that is being built.

A stage cannot take files from itself: BuildKit finds a loop and stops. Files of the same stage are moved or copied by
RUN.

## Example

```dockerfile bad
FROM golang:1.26 AS build
RUN go build -o /app .
COPY --from=build /app /usr/local/bin/
#           ^^^^^ the stage `build` would copy from itself
```

## Good

```dockerfile good
FROM golang:1.26 AS build
RUN go build -o /app .
FROM build AS again
COPY --from=build /app /usr/local/bin/
COPY --from=0 /app /opt/
```

## No fix

Whether another stage was meant, or RUN, is for you to say.

## When to ignore

Never: the build fails.

## Sources

- https://docs.docker.com/reference/dockerfile/#copy---from
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._sources import sources, taking_files

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3023",),
        "tally": ("hadolint/DL3023",),
        "trivy": ("DS-0006", "AVD-DS-0006"),
        "kics": ("cdddb86f",),
        "droast": ("DF050",),
    },
    profiles=("hadolint",),
)


@RULE.on_facts_of_dockerfile(taking_files)
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare each source with the stage it is used in."""
    for source in sources(program):
        if source.target == source.position:
            name = program.stages[source.position].name
            which = f"the stage `{name}`" if name is not None else f"stage {source.position}"
            yield RULE.at(source.step, source.use.span, f"{which} would copy from itself")
