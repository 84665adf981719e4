r"""Keep apk's index out of the layer with `--no-cache`.

`apk update` and `apk add` store the index of all packages in `/var/cache/apk`, about 2 MB that a running container has no
use for. `apk add --no-cache` fetches a fresh index, uses it and keeps nothing, so that `apk update` is not needed either.

Stages that are not part of the shipped image are left alone, and so are cache and tmpfs mounts, other roots
(`apk --root`) and a clean-up in the same RUN.

## Example

```dockerfile bad
FROM alpine:3.22
RUN apk update && apk add curl
#                     ^^^ without `--no-cache`, `apk add` leaves the package index in the layer
```

```dockerfile fixed
FROM alpine:3.22
RUN apk add --no-cache curl
```

```dockerfile bad
FROM alpine:3.22
RUN apk update \
#       ^^^^^^ `apk update` leaves the package index in the layer; `--no-cache` needs no update
 && apk add --no-cache \
      curl
```

```dockerfile fixed
FROM alpine:3.22
RUN apk add --no-cache \
      curl
```

## Good

```dockerfile good
FROM alpine:3.22
RUN apk --no-cache add curl
RUN apk add --update jq && rm -rf /var/cache/apk/*
RUN --mount=type=cache,target=/var/cache/apk apk add --update git
RUN apk --root /rootfs --initdb add busybox
RUN apk add --no-network --virtual .run-deps so:libssl.so.3
```

## Fix safety

Safe: the index is fetched afresh as `apk update` would, and the same packages are installed.

## When to ignore

The index is wanted in the image, so that people can search packages without a network.

## Sources

- https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper
- https://docs.docker.com/build/building/best-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import APK
from ...finding import Finding, Safety, Severity
from ...options import every_stage
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves, span_of

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={
        "hadolint": ("DL3019",),
        "trivy": ("DS-0025", "AVD-DS-0025"),
        "kics": ("ae9c56a6",),
        "semgrep": ("missing-apk-no-cache",),
        "parfum": ("apkAddUseNoCache",),
        "dockerfilelint": ("apkadd-missing_nocache_or_updaterm",),
        "droast": ("DF029",),
        "doctor": ("DD025",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "size", "strict"),
    options=(every_stage("hadolint"),),
)


@RULE.on_invocation("apk")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands that store the index; an `update` is only named where no other command is."""
    invocation = call.invocation
    in_any_stage = RULE.is_on("every-stage", surroundings)
    if not leaves(call, APK, in_any_stage=in_any_stage):
        return
    if invocation.subcommand != "update":
        message = f"without `--no-cache`, `apk {invocation.subcommand}` leaves the package index in the layer"
        yield RULE.at(call.step, span_of(invocation), message)
    elif not any(
        other.subcommand != "update" and leaves(Call(call.step, other), APK, in_any_stage=in_any_stage)
        for other in call.step.invocations
    ):
        message = "`apk update` leaves the package index in the layer; `--no-cache` needs no update"
        yield RULE.at(call.step, span_of(invocation), message)
