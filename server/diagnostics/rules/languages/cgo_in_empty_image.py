"""Link Go programs statically where nothing else is in the image.

With a C compiler at hand, as in the `golang` images on Debian, Go links programs that use the network or look up users with the C
library. In `scratch` and `distroless/static` there is none, and the program ends with `no such file or directory`. Whether a
program does so is not seen in a Dockerfile, which is why this is off until it is asked for. Alpine has another C library, which is of
no use to such a program either.

## Example

```dockerfile bad
FROM golang:1.26 AS build
RUN go build -o /app .
#      ^^^^^ this may need the C library, which the final image lacks; set `CGO_ENABLED=0`

FROM scratch
COPY --from=build /app /app
```

```dockerfile fixed
FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -o /app .

FROM scratch
COPY --from=build /app /app
```

```dockerfile bad
FROM golang:1.26 AS build
RUN go build -o /app .
#      ^^^^^ this may need the C library, which the final image lacks; set `CGO_ENABLED=0`

FROM alpine:3.24
COPY --from=build /app /app
```

## Good

```dockerfile good
FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -o /app .

FROM scratch
COPY --from=build /app /app
```

```dockerfile good
FROM golang:1.26-alpine AS build
RUN go build -o /app .

FROM scratch
COPY --from=build /app /app
```

## Fix safety

Unsafe: a program that uses C no longer builds, or leaves out what needs it.

## When to ignore

The program uses neither C, nor names of hosts or users.

## Sources

- https://pkg.go.dev/cmd/cgo
- https://pkg.go.dev/net#hdr-Name_Resolution
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.image_use import ImageUseKind
from ....semantics.program import Program
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....syntax.logical_text import Span
from ...finding import Confidence, Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.CORRECTNESS,
    also_known_as={"doctor": ("DD062",)},
    fix=Safety.UNSAFE,
    confidence=Confidence.MEDIUM,
    is_default=False,
    profiles=("strict",),
)


def _builds(step: Step) -> tuple[tuple[Step, Invocation], ...]:
    """The calls of ``go build`` that may link with C."""
    if step.is_deferred or "go" not in step.item.text:
        return ()
    return tuple((step, invocation) for invocation in step.invocations if _may_use_c(step, invocation))


def _may_use_c(step: Step, invocation: Invocation) -> bool:
    if invocation.tool != "go" or invocation.subcommand not in ("build", "install") or invocation.packages == ():
        return False
    if step.traits.facts.has_program("gcc") is not True or step.binding("CGO_ENABLED") is not None:
        return False
    text = step.item.text
    return not any(word in text for word in ("CGO_ENABLED", "static", "netgo", "GOOS", "GOARCH", "zig"))


def _copies(step: Step) -> tuple[int, ...]:
    """The stages that are copied from into an image that has no C library."""
    base = step.traits.base
    name = "" if base.image is None else base.image.familiar_name
    if not (base.is_scratch or name == "alpine" or "distroless/static" in name):
        return ()
    return tuple(use.stage for use in step.images if use.kind is ImageUseKind.COPY_FROM and use.stage is not None)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    seen: set[int] = set()
    for found in program.select(_copies):
        stage = program.stages[found.fact]
        target = program.stages[found.stage]
        if found.fact in seen or not target.is_shipped or target.parent is not None:
            continue
        seen.add(found.fact)
        yield from _findings(stage)


def _findings(stage: Stage) -> Iterator[Finding]:
    for step, invocation in stage.select(_builds).facts:
        word = invocation.subcommand_word or invocation.tool_word
        message = "this may need the C library, which the final image lacks; set `CGO_ENABLED=0`"
        yield RULE.at(step, word.span, message, fixes=_fixes(step, invocation))


def _fixes(step: Step, invocation: Invocation) -> list[Fix]:
    if invocation.wrappers or (step.script is not None and step.script.is_exec_form):
        return []
    at = invocation.command.name.span.start
    edit = Edit(step.item, Span(at, at), "CGO_ENABLED=0 ")
    return [Fix("Set `CGO_ENABLED=0`", Safety.UNSAFE, lambda: (edit,), "a program that uses C no longer builds")]
