r"""Take a newer base image rather than upgrade all of its packages.

`apt-get upgrade` and its like make the image depend on the day it is built, and store a second copy of every file they
replace. A base image that is rebuilt with its fixes gives the same without either, and an update bot can move its tag.

Many disagree, with reason: an upgrade closes holes on days when the base image is not rebuilt yet. So this rule is off by
default.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*
#                             ^^^^^^^ `apt-get upgrade` changes with the day of the build and stores replaced files twice
```

```dockerfile bad
FROM alpine:3.22
RUN apk upgrade --no-cache
#       ^^^^^^^ `apk upgrade` changes with the day of the build and stores replaced files twice
```

## Good

```dockerfile good
FROM debian:13.6-slim
RUN apt-get update && apt-get install -y --only-upgrade openssl && rm -rf /var/lib/apt/lists/*
RUN yum update -y openssl && yum clean all
```

## No fix

What is upgraded may be wanted. Taking the upgrade out, or moving the base image, is for a person to decide.

## When to ignore

A base image that is rebuilt less often than yours, where fixes have to come in by this way.

## Sources

- https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import span_of, written

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.REPRODUCIBILITY,
    also_known_as={
        "trivy": ("DS-0024", "AVD-DS-0024"),
        "semgrep": (
            "avoid-apt-get-upgrade",
            "avoid-apk-upgrade",
            "avoid-yum-update",
            "avoid-dnf-update",
            "avoid-zypper-update",
        ),
        "dockerfilelint": ("apt-get-upgrade", "apt-get-dist-upgrade"),
        "droast": ("DF069",),
        "doctor": ("DD013", "DD026"),
    },
    is_default=False,
    profiles=("strict",),
)

_UPGRADES = {
    "apt-get": ("upgrade", "dist-upgrade"),
    "apt": ("upgrade", "dist-upgrade", "full-upgrade"),
    "aptitude": ("safe-upgrade", "full-upgrade"),
    "apk": ("upgrade",),
    "yum": ("update", "distro-sync"),
    "dnf": ("update", "distro-sync"),
    "microdnf": ("update",),
    "tdnf": ("update", "distro-sync"),
    "zypper": ("update", "patch"),
}


@RULE.on_invocation(*_UPGRADES)
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for upgrades of everything; single packages may be named."""
    invocation = call.invocation
    if invocation.subcommand not in _UPGRADES[invocation.tool] or invocation.operands:
        return
    if invocation.has("--simulate", "--dry-run", "--help", "--security", "--installroot", "--root"):
        return
    message = f"`{written(invocation)}` changes with the day of the build and stores replaced files twice"
    yield RULE.at(call.step, span_of(invocation), message)
