"""Leave out `--platform=$TARGETPLATFORM`.

The target platform is what FROM takes anyway, so the flag says nothing.

## Example

```dockerfile bad
FROM --platform=$TARGETPLATFORM alpine:3.22
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^ `$TARGETPLATFORM` is what FROM takes without `--platform`
```

```dockerfile fixed
FROM alpine:3.22
```

## Good

```dockerfile good
FROM --platform=$BUILDPLATFORM golang:1.26 AS build
FROM --platform=${TARGETOS}/arm64 alpine:3.22
```

## Fix safety

Safe: the platform stays the same.

## When to ignore

You want to say it all the same, next to a stage with `--platform=$BUILDPLATFORM`.

## Sources

- https://docs.docker.com/reference/build-checks/redundant-target-platform/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.bodies import From, body_of
from ....syntax.flags import Flag
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._platforms import span_with_gap

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={
        "buildkit": ("RedundantTargetPlatform",),
        "hadolint": ("DL3065",),
        "tally": ("buildkit/RedundantTargetPlatform",),
        "droast": ("DF083",),
    },
    fix=Safety.SAFE,
    profiles=("buildkit", "hadolint"),
)


def _target_platforms(step: Step) -> tuple[tuple[Step, Flag], ...]:
    """The platform of a FROM that is nothing but the predefined target platform."""
    body = body_of(step.item)
    flag = body.platform if isinstance(body, From) else None
    if flag is None or flag.value is None:
        return ()
    value = flag.value
    names = {expansion.name for expansion in value.expansions}
    is_plain = value.text in ("$TARGETPLATFORM", "${TARGETPLATFORM}") or (
        names == {"TARGETPLATFORM"} and value.text.startswith(("${TARGETPLATFORM:-", "${TARGETPLATFORM-"))
    )
    return ((step, flag),) if is_plain else ()


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Report them, unless the file gives the target platform a value of its own."""
    if _has_default(program):
        return
    for found in program.select(_target_platforms):
        step, flag = found.fact
        message = f"`{flag.value.text if flag.value else ''}` is what FROM takes without `--platform`"
        yield RULE.at(step, flag.span, message, fixes=[_removal(step, flag)])


def _removal(step: Step, flag: Flag) -> Fix:
    return Fix("Remove `--platform`", Safety.SAFE, lambda: (Edit(step.item, span_with_gap(step.item, flag), ""),))


def _has_default(program: Program) -> bool:
    """Whether an ARG gives `TARGETPLATFORM` another value, which is then no longer what FROM takes."""
    binding = program.global_arguments.get("TARGETPLATFORM")
    return binding is not None and binding.is_set and binding.instruction is not None
