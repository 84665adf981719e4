r"""Remove downloaded packages in the RUN that installed them.

apt keeps every package it downloads in `/var/cache/apt/archives`. The Debian and Ubuntu images on Docker Hub have a
setting (`/etc/apt/apt.conf.d/docker-clean`) that removes them by itself, so this rule is off by default: it is for images
that are built from another root, such as one made with debootstrap.

## Example

```dockerfile bad
FROM registry.example.com/our-debian
RUN apt-get install -y --no-install-recommends curl
#           ^^^^^^^ the packages that `apt-get install` downloads stay in the layer
```

```dockerfile fixed
FROM registry.example.com/our-debian
RUN apt-get install -y --no-install-recommends curl \
    && apt-get clean
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
```

```dockerfile good
FROM registry.example.com/our-debian
RUN apt-get install -y curl && rm -rf /var/cache/apt/*
```

## Fix safety

Safe: `apt-get clean` removes nothing that is installed.

## When to ignore

The base image empties the cache by itself.

## Sources

- https://manpages.debian.org/trixie/apt/apt-get.8.en.html
- https://docs.docker.com/build/building/best-practices/#apt-get
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import APT_ARCHIVES
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves_last, span_of, written

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"semgrep": ("remove-package-cache",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("size",),
)


@RULE.on_invocation("apt-get", "apt", "aptitude")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for an install on a base that is not known to clean up by itself."""
    if call.step.traits.facts.distribution not in ("debian", "ubuntu") and leaves_last(call, APT_ARCHIVES):
        message = f"the packages that `{written(call.invocation)}` downloads stay in the layer"
        yield RULE.at(call.step, span_of(call.invocation), message)
