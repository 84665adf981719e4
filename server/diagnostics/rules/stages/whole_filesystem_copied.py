"""Copy the files that are needed rather than the whole of another stage.

`COPY --from=build / /` takes everything along: compilers, caches, secrets that were left behind. What a multi-stage
build saves is gone. Some images are flattened this way on purpose, so this is off unless it is asked for.

Images that hold nothing but files to be copied are left alone; the option `every-source` has them count too.

## Example

```dockerfile bad
FROM golang:1.26 AS build
RUN go build -o /app .
FROM alpine:3.22
COPY --from=build / /
#                 ^ the whole file system of `build` is copied
```

```dockerfile bad profile=hadolint
FROM golang:1.26
COPY --from=acme/flat:1 / /
#                       ^ the whole file system of `acme/flat:1` is copied
```

## Good

```dockerfile good
FROM golang:1.26 AS build
RUN go build -o /app .
FROM alpine:3.22
COPY --from=build /app /app
COPY / /context
COPY --from=acme/flat:1 / /
```

```dockerfile good
FROM scratch AS files
COPY etc /etc
FROM alpine:3.22
COPY --from=files / /
```

## No fix

Which files are needed is for you to say.

## When to ignore

The stage is there to be flattened. Into `scratch` it is not reported.

## Sources

- https://docs.docker.com/build/building/multi-stage/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.bodies import Transfer, body_of
from ...finding import Finding, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings
from ._sources import Source, sources

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"hadolint": ("DL3067",)},
    is_default=False,
    profiles=("hadolint", "size", "strict"),
    options=(
        switch(
            "every-source", "Whether images and stages without a shell count, and copies into `scratch`.", "hadolint"
        ),
    ),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for the root directory of a stage that stands on a distribution with a shell."""
    from_any = RULE.is_on("every-source", surroundings)
    for source in sources(program):
        body = body_of(source.step.instruction)
        if not isinstance(body, Transfer) or body.destination is None:
            continue
        if not _is_waste(program, source) and not (from_any and body.destination.value == "/"):
            continue
        for word in body.file_sources:
            if source.step.evaluate(word) in ("/", "/.", "/*"):
                yield RULE.at(source.step, word.span, f"the whole file system of `{source.value}` is copied")


def _is_waste(program: Program, source: Source) -> bool:
    """Whether the source is a stage with a distribution in it, which is copied onto another one."""
    if source.target is None or source.step.traits.base.is_scratch:
        return False
    return program.stages[source.target].facts.has_shell is True
