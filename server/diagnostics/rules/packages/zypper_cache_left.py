r"""Clean zypper's cache in the RUN that filled it.

zypper keeps the metadata of all repositories in `/var/cache/zypp`, and packages of repositories that are set to keep them.
`zypper clean --all` at the end of the same RUN keeps them out of the layer; in a later RUN it frees nothing.

## Example

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper -n install git
#             ^^^^^^^ what `zypper install` downloads stays in the layer
```

```dockerfile fixed
FROM opensuse/leap:15.6
RUN zypper -n install git \
    && zypper clean --all
```

## Good

```dockerfile good
FROM opensuse/leap:15.6
RUN zypper -n in git && zypper cc -a
RUN zypper -n in tar && rm -rf /var/cache/zypp/*
RUN --mount=type=cache,target=/var/cache/zypp,sharing=locked zypper -n in jq
RUN zypper --root /rootfs -n in bash
```

## Fix safety

Safe: what is cleaned is fetched again by whoever needs it.

## When to ignore

The metadata is wanted in the image, so that people can install something without a network.

## Sources

- https://en.opensuse.org/SDB:Zypper_manual
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import ZYPPER
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
        "hadolint": ("DL3036",),
        "trivy": ("DS-0020", "AVD-DS-0020"),
        "kics": ("38300d1a",),
        "semgrep": ("missing-zypper-clean",),
        "droast": ("DF045",),
        "doctor": ("DD034",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "size", "strict"),
    options=(every_stage("hadolint"),),
)


@RULE.on_invocation("zypper")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands whose cache nothing behind them cleans."""
    if leaves_last(call, ZYPPER, in_any_stage=RULE.is_on("every-stage", surroundings)):
        message = f"what `{written(call.invocation)}` downloads stays in the layer"
        yield RULE.at(call.step, span_of(call.invocation), message)
