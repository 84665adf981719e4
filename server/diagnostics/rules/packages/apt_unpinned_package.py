r"""Name the version of Debian and Ubuntu packages.

Without a version, the same Dockerfile gives other packages tomorrow. What a variable or a file makes up may have one; it
counts with the option `unknown-packages`.

This rule is off by default, because the cure is mostly worse: the mirrors of Debian and Ubuntu delete a version as soon as a
newer one is there, so a pinned build breaks within weeks, and what a pinned package depends on floats all the same. The tag or
digest of the base image pins a release; a snapshot mirror pins all packages.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get install -y curl=8.14.1-2 jq
#                                    ^^ `jq` has no version, so the build takes whatever is newest
```

```dockerfile bad profile=hadolint
FROM debian:13-slim
RUN apt-get install -y postgresql-client-${PG_MAJOR}
#                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `postgresql-client-${PG_MAJOR}` has no version, so the build takes whatever is newest
```

## Good

```dockerfile good
FROM debian:13-slim
ENV PACKAGES="curl=8.14.1-2 jq=1.7.1-6"
RUN apt-get install -y $PACKAGES ./local.deb /tmp/other.deb
RUN apt-get install -y -t trixie-backports "git=1:2.47*" $UNKNOWN
RUN apt-get install --simulate curl
```

## No fix

A version that is right today is gone, or a hole, tomorrow; which one is wanted, and who keeps it up to date, is for a person to
decide.

## When to ignore

Everywhere but with a snapshot mirror.

## Sources

- https://snapshot.debian.org/
- https://docs.docker.com/build/building/best-practices/#apt-get
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
    also_known_as={"hadolint": ("DL3008",), "kics": ("965a08d7",), "droast": ("DF005",), "doctor": ("DD022",)},
    is_default=False,
    profiles=("hadolint", "strict"),
    options=(UNKNOWN_PACKAGES,),
)


@RULE.on_invocation("apt-get", "apt", "aptitude")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for packages that are asked for by name alone."""
    invocation = call.invocation
    if invocation.subcommand != "install" or invocation.has("--only-upgrade"):
        return
    for package in open_packages(invocation, RULE, surroundings):
        message = f"{package.listed} {package.verb} no version, so the build takes whatever is newest"
        yield RULE.at(call.step, package.span, message)
