r"""Remove the package lists in the RUN that fetched them.

`apt-get update` downloads the lists of all packages there are, 20 to 50 MB of them. Nobody needs them in a running
container, and the next build that installs something fetches newer ones anyway. Removed in the same RUN they never
become part of the image: in a Debian image with `curl` and `git`, that was 75.7 MB rather than 95.6 MB.

Removing them in a later RUN frees nothing, since the layer that holds them is already written. Stages that are not part
of the shipped image are left alone, and so are lists on a cache or tmpfs mount.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
#           ^^^^^^ the lists that `apt-get update` fetches stay in the layer
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
```

```dockerfile bad
FROM debian:13-slim
RUN rm -rf /var/lib/apt/lists/* && \
	apt-get update && \
#        ^^^^^^ the lists that `apt-get update` fetches stay in the layer
	apt-get install -y git && \
	apt-get clean
```

```dockerfile fixed
FROM debian:13-slim
RUN rm -rf /var/lib/apt/lists/* && \
	apt-get update && \
	apt-get install -y git && \
	apt-get clean && \
	rm -rf /var/lib/apt/lists/*
```

## Good

```dockerfile good
FROM debian:13-slim AS build
RUN apt-get update && apt-get install -y gcc

FROM debian:13-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked apt-get update && apt-get install -y git
RUN --mount=type=tmpfs,target=/var/lib/apt apt-get update && apt-get install -y jq
RUN apt-get update && apt-get install -y xz-utils && /usr/local/bin/clean-layer.sh
```

## Fix safety

Safe, unless a later step of the stage runs a script that may install from the lists without fetching them. Where a later
step certainly does, no fix is offered: the build would fail.

## When to ignore

An image in which people are meant to run `apt-get install` without `apt-get update` first.

## Sources

- https://docs.docker.com/build/building/best-practices/#apt-get
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import APT_LISTS
from ...finding import Finding, Safety, Severity
from ...options import every_stage
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves_last, span_of, written

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SIZE,
    also_known_as={
        "hadolint": ("DL3009",),
        "kics": ("df746b39",),
        "semgrep": ("remove-package-lists",),
        "parfum": ("aptGetInstallThenRemoveAptLists",),
        "dockerfilelint": ("apt-get_missing_rm",),
        "droast": ("DF004",),
        "doctor": ("DD004",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "size", "strict"),
    options=(every_stage("hadolint"),),
)


@RULE.on_invocation("apt-get", "apt", "aptitude")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for an `update` whose lists nothing removes."""
    if leaves_last(call, APT_LISTS, in_any_stage=RULE.is_on("every-stage", surroundings)):
        message = f"the lists that `{written(call.invocation)}` fetches stay in the layer"
        yield RULE.at(call.step, span_of(call.invocation), message)
