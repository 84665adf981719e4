r"""Name the version of Alpine packages.

Without a version, the same Dockerfile gives other packages tomorrow.

This rule is off by default, because the cure is mostly worse: Alpine's mirrors keep one version of each package, so a pinned build
breaks with the next update. The tag of the base image pins a release; `~=1.2` leaves room for fixes.

## Example

```dockerfile bad
FROM alpine:3.22
RUN apk add --no-cache curl~8.14 jq
#                                ^^ `jq` has no version, so the build takes whatever is newest
```

## Good

```dockerfile good
FROM alpine:3.22
RUN apk add --no-cache curl=8.14.1-r2 "git>=2.49" jq~=1.7 !pyc ./glibc-2.35-r1.apk
RUN apk -X https://example.com/alpine add --no-cache tool=1.0-r0
RUN apk add --no-cache --virtual .build gcc=14.2.0-r6
```

## No fix

A version that is right today is gone, or a hole, tomorrow; which one is wanted, and who keeps it up to date, is for a person to
decide.

## When to ignore

Everywhere but with a mirror that keeps old versions.

## Sources

- https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._pins import UNKNOWN_PACKAGES, open_packages

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.REPRODUCIBILITY,
    also_known_as={"hadolint": ("DL3018",), "kics": ("d3499f6d",), "droast": ("DF052",), "doctor": ("DD027",)},
    is_default=False,
    profiles=("hadolint", "strict"),
    options=(UNKNOWN_PACKAGES,),
)


@RULE.on_invocation("apk")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for packages that are asked for by name alone."""
    invocation = call.invocation
    if invocation.subcommand != "add":
        return
    for package in open_packages(invocation, RULE, surroundings):
        message = f"{package.listed} {package.verb} no version, so the build takes whatever is newest"
        yield RULE.at(call.step, package.span, message)
