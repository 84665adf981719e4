"""Leave the platform to the build instead of fixing it in FROM.

With a literal `--platform` the stage is built for that platform whatever `docker build --platform` asks for. On another
machine it runs in emulation, and a build for several platforms packs the same one under all their names. For a stage
that has to run on the building machine there is `--platform=$BUILDPLATFORM`.

A stage whose name holds the operating system or the architecture is taken to be meant so, as BuildKit does.

## Example

```dockerfile bad
FROM --platform=linux/amd64 golang:1.26 AS build
#               ^^^^^^^^^^^ the stage is always built for `linux/amd64`, whatever platform the build asks for
```

```dockerfile fixed
FROM golang:1.26 AS build
```

## Good

```dockerfile good
ARG ARCHITECTURE=amd64
FROM --platform=$BUILDPLATFORM golang:1.26 AS build
FROM --platform=linux/amd64 debian:trixie AS debian-amd64
FROM --platform=linux/aarch64 debian:trixie AS debian-arm64
FROM --platform=linux/${ARCHITECTURE} debian:trixie
```

## Fix safety

Unsafe: the image may not exist for the platform that the build then asks for. There is no fix for an image of Windows, which
surely does not.

## When to ignore

The program exists for one platform only.

## Sources

- https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/
- https://docs.docker.com/build/building/multi-platform/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.bodies import From, body_of
from ....syntax.grammar import Keyword
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._platforms import KNOWN_ARCHITECTURES, read_platform, span_with_gap

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("FromPlatformFlagConstDisallowed",),
        "hadolint": ("DL3029",),
        "tally": ("buildkit/FromPlatformFlagConstDisallowed",),
        "kics": ("b16e8501",),
        "semgrep": ("avoid-platform-with-from",),
        "parfum": ("DL3029",),
        "droast": ("DF061",),
    },
    fix=Safety.UNSAFE,
    profiles=("buildkit", "hadolint", "strict"),
)

_DEFAULT_OPERATING_SYSTEM = "linux"


@RULE.on_step(Keyword.FROM)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for a platform without variables that BuildKit can read."""
    body = body_of(step.item)
    if not isinstance(body, From) or body.platform is None or body.platform.value is None:
        return
    value = body.platform.value.value
    platform = read_platform(value) if value else None
    if platform is None:
        return
    name = (step.traits.name or "").lower()
    if (platform.operating_system or _DEFAULT_OPERATING_SYSTEM) in name:
        return
    # Without an architecture it is that of the building machine, which any name of one may mean.
    architectures = KNOWN_ARCHITECTURES if platform.architecture is None else (platform.architecture,)
    if any(architecture in name for architecture in architectures):
        return
    flag = body.platform
    remove = Fix(
        "Remove `--platform`",
        Safety.UNSAFE,
        lambda: (Edit(step.item, span_with_gap(step.item, flag), ""),),
        "the image may not exist for the platform that the build then asks for",
    )
    message = f"the stage is always built for `{value}`, whatever platform the build asks for"
    # An image of Windows exists for nothing else.
    fixes = () if platform.operating_system == "windows" else (remove,)
    yield RULE.at(step, body.platform.value.span, message, fixes=fixes)
