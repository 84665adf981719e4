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
from ....syntax.bodies import From, body_of
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


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for a platform that is nothing but the predefined target platform."""
    for stage in program.stages:
        step = stage.from_step
        body = body_of(step.item)
        if not isinstance(body, From) or body.platform is None or body.platform.value is None:
            continue
        flag, value = body.platform, body.platform.value
        names = {expansion.name for expansion in value.expansions}
        is_plain = value.text in ("$TARGETPLATFORM", "${TARGETPLATFORM}") or (
            names == {"TARGETPLATFORM"} and value.text.startswith(("${TARGETPLATFORM:-", "${TARGETPLATFORM-"))
        )
        if not is_plain or _has_default(program):
            continue
        edit = Edit(step.item, span_with_gap(step.item, flag), "")
        message = f"`{value.text}` is what FROM takes without `--platform`"
        fix = Fix("Remove `--platform`", Safety.SAFE, lambda edit=edit: (edit,))  # type: ignore[misc]
        yield RULE.at(step, flag.span, message, fixes=[fix])


def _has_default(program: Program) -> bool:
    """Whether an ARG gives `TARGETPLATFORM` another value, which is then no longer what FROM takes."""
    binding = program.global_arguments.get("TARGETPLATFORM")
    return binding is not None and binding.is_set and binding.instruction is not None
