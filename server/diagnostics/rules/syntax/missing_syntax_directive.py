"""Name a frontend that knows the newest features you use.

Every builder brings a Dockerfile frontend of its own. What is newer than that it refuses, and what is still in the labs
channel no builder's own frontend reads. `# syntax=docker/dockerfile:1` has the builder fetch the current one, so the
file no longer depends on how old the builder is.

Only features are reported that the frontend of Docker Engine 28 (version 1.14, February 2025) does not read. Heredocs,
mounts, `--link` and their like need no directive any more.

## Example

```dockerfile bad
FROM alpine:3.22
COPY --parents src/*/go.mod ./
#    ^^^^^^^^^ `COPY --parents` needs Dockerfile 1.20, which not every builder brings; name it with `# syntax=`
```

```dockerfile fixed
# syntax=docker/dockerfile:1
FROM alpine:3.22
COPY --parents src/*/go.mod ./
```

```dockerfile bad
FROM alpine:3.22
RUN --device=vendor.com/gpu true
#   ^^^^^^^^^^^^^^^^^^^^^^^ `RUN --device` is in the labs channel only; name it with `# syntax=docker/dockerfile:1-labs`
```

```dockerfile fixed
# syntax=docker/dockerfile:1-labs
FROM alpine:3.22
RUN --device=vendor.com/gpu true
```

## Good

```dockerfile good
FROM alpine:3.22
RUN --mount=type=cache,target=/var/cache/apk apk add curl
COPY --link --chmod=755 <<EOF /usr/local/bin/hello
echo hello
EOF
```

```dockerfile good
# syntax=docker/dockerfile:1
FROM alpine:3.22
COPY --parents --exclude=*.md . ./
```

## Fix safety

Unsafe: the builder fetches the frontend from Docker Hub before it reads the file.

## When to ignore

All your builders are new enough, or have no way to Docker Hub.

## Sources

- https://docs.docker.com/build/buildkit/dockerfile-release-notes/
- https://docs.docker.com/build/buildkit/frontend/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._features import FeatureUse, Version, features_used
from ._frontend import directive_named

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    fix=Safety.UNSAFE,
)

WIDESPREAD: Version = (1, 14)
"""The frontend of Docker Engine 28.0 (https://docs.docker.com/engine/release-notes/28/)."""


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for the first feature that is too new, where no frontend is named."""
    if directive_named(program, "syntax") is not None:
        return
    uses = program.facts(_too_new)
    # One directive serves all uses, and what is in the labs only decides which.
    use = next((use for use in uses if use.feature.stable is None), uses[0] if uses else None)
    if use is None:
        return
    if use.feature.stable is None:
        channel = "docker/dockerfile:1-labs"
        message = f"{use.feature.name} is in the labs channel only; name it with `# syntax={channel}`"
    else:
        channel = "docker/dockerfile:1"
        version = ".".join(map(str, use.feature.stable))
        message = (
            f"{use.feature.name} needs Dockerfile {version}, which not every builder brings; name it with `# syntax=`"
        )
    yield RULE.at(use.step, use.span, message, fixes=_insert(program, channel))


def _too_new(step: Step) -> tuple[FeatureUse, ...]:
    return tuple(use for use in features_used(step) if use.feature.stable is None or use.feature.stable > WIDESPREAD)


def _insert(program: Program, channel: str) -> list[Fix]:
    """Put the directive in front of all others; a shebang line stays the first."""
    first = program.tree.items[0]
    at = 1 if first.text.startswith("\ufeff") else 0
    if first.text.startswith("#!"):
        if len(program.tree.items) < 2:
            return []
        first = program.tree.items[1]
    edit = Edit(first, Span(at, at), f"# syntax={channel}\n")
    reason = "the builder fetches the frontend from Docker Hub before it reads the file"
    return [Fix(f"Add `# syntax={channel}`", Safety.UNSAFE, lambda: (edit,), reason)]
