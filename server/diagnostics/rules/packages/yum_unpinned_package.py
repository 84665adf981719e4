r"""Name the version of packages that yum installs.

Without a version, the same Dockerfile gives other packages tomorrow.

This rule is off by default: repositories drop old versions, so a pinned build breaks in time, and what a pinned package depends on
floats all the same.

## Example

```dockerfile bad
FROM amazonlinux:2
RUN yum install -y git-2.47.1 tar
#                             ^^^ `tar` has no version, so the build takes whatever is newest
```

## Good

```dockerfile good
FROM amazonlinux:2
RUN yum install -y git-2.47.1-1.amzn2 https://example.com/tool.rpm ./local.rpm @development
```

## No fix

A version that is right today is gone, or a hole, tomorrow; which one is wanted, and who keeps it up to date, is for a person to
decide.

## When to ignore

Everywhere but with a mirror that keeps old versions.

## Sources

- https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/7/html/system_administrators_guide/ch-yum
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
    also_known_as={"hadolint": ("DL3033",), "kics": ("6452c424",), "doctor": ("DD032",)},
    is_default=False,
    profiles=("hadolint", "strict"),
    options=(UNKNOWN_PACKAGES,),
)


@RULE.on_invocation("yum")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for packages that are asked for by name alone."""
    invocation = call.invocation
    if invocation.subcommand != "install":
        return
    for package in open_packages(invocation, RULE, surroundings):
        message = f"{package.listed} {package.verb} no version, so the build takes whatever is newest"
        yield RULE.at(call.step, package.span, message)
