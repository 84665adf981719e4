r"""Clean dnf's cache in the RUN that filled it.

dnf, microdnf and tdnf keep the metadata of all repositories, some 20 to 100 MB of them, and parts of what they downloaded
below `/var/cache`. `dnf clean all` at the end of the same RUN keeps them out of the layer; in a later RUN it frees nothing.

## Example

```dockerfile bad
FROM fedora:43
RUN dnf install -y git
#       ^^^^^^^ what `dnf install` downloads stays in the layer
```

```dockerfile fixed
FROM fedora:43
RUN dnf install -y git \
    && dnf clean all
```

```dockerfile bad
FROM registry.access.redhat.com/ubi9/ubi-minimal:9.6
RUN <<EOF
set -e
microdnf install -y shadow-utils
#        ^^^^^^^ what `microdnf install` downloads stays in the layer
EOF
```

```dockerfile fixed
FROM registry.access.redhat.com/ubi9/ubi-minimal:9.6
RUN <<EOF
set -e
microdnf install -y shadow-utils
microdnf clean all
EOF
```

## Good

```dockerfile good
FROM fedora:43
RUN dnf install -y git && \
    dnf clean all
RUN dnf install -y tar && rm -rf /var/cache/{dnf,yum}
RUN --mount=type=cache,target=/var/cache/libdnf5,sharing=locked dnf install -y jq
RUN dnf --installroot /rootfs install -y bash
```

## Fix safety

Safe: what is cleaned is fetched again by whoever needs it.

## When to ignore

The metadata is wanted in the image, so that people can install something without a network.

## Sources

- https://dnf.readthedocs.io/en/latest/command_ref.html#clean-command
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import DNF
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
        "hadolint": ("DL3040",),
        "trivy": ("DS-0019", "AVD-DS-0019", "DS-0027", "AVD-DS-0027"),
        "kics": ("295acb63",),
        "semgrep": ("missing-dnf-clean-all",),
        "droast": ("DF046",),
        "doctor": ("DD033",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "size", "strict"),
    options=(every_stage("hadolint"),),
)


@RULE.on_invocation("dnf", "microdnf", "tdnf")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands whose cache nothing behind them cleans."""
    if leaves_last(call, DNF, in_any_stage=RULE.is_on("every-stage", surroundings)):
        message = f"what `{written(call.invocation)}` downloads stays in the layer"
        yield RULE.at(call.step, span_of(call.invocation), message)
