r"""Name the version of packages that zypper installs.

Without a version, the same Dockerfile gives other packages tomorrow.

This rule is off by default: repositories drop old versions, so a pinned build breaks in time, and what a pinned package depends on
floats all the same.

## Example

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper -n install git=2.43.0 tar
#                                ^^^ `tar` has no version, so the build takes whatever is newest
```

## Good

```dockerfile good
FROM opensuse/leap:15.6
RUN zypper -n in git=2.43.0 "jq>=1.6" pattern:devel_basis ./local.rpm -vim
```

## No fix

A version that is right today is gone, or a hole, tomorrow; which one is wanted, and who keeps it up to date, is for a person to
decide.

## When to ignore

Everywhere but with a mirror that keeps old versions.

## Sources

- https://en.opensuse.org/SDB:Zypper_manual
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
    also_known_as={"hadolint": ("DL3037",), "kics": ("562952e4",)},
    is_default=False,
    profiles=("hadolint", "strict"),
    options=(UNKNOWN_PACKAGES,),
)


@RULE.on_invocation("zypper")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for packages that are asked for by name alone."""
    invocation = call.invocation
    if invocation.subcommand != "install":
        return
    for package in open_packages(invocation, RULE, surroundings):
        message = f"{package.listed} {package.verb} no version, so the build takes whatever is newest"
        yield RULE.at(call.step, package.span, message)
