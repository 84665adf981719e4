r"""Clean yum's cache in the RUN that filled it.

yum keeps the metadata of all repositories and the packages it downloaded in `/var/cache/yum` (`/var/cache/dnf` from
Enterprise Linux 8 on): tens to hundreds of megabytes. `yum clean all` at the end of the same RUN keeps them out of the
layer; in a later RUN it frees nothing.

## Example

```dockerfile bad
FROM amazonlinux:2
RUN yum clean all && yum install -y git
#                        ^^^^^^^ what `yum install` downloads stays in the layer
```

```dockerfile fixed
FROM amazonlinux:2
RUN yum clean all && yum install -y git && yum clean all
```

## Good

```dockerfile good
FROM amazonlinux:2 AS build
RUN yum install -y gcc

FROM amazonlinux:2
RUN yum install -y git \
    && yum clean all
RUN yum install -y tar && rm -rf /var/cache/yum
RUN --mount=type=cache,target=/var/cache/yum yum install -y jq
RUN yum install -y --installroot /rootfs bash
```

## Fix safety

Safe: what is cleaned is fetched again by whoever needs it.

## When to ignore

The metadata is wanted in the image, so that people can install something without a network.

## Sources

- https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/7/html/system_administrators_guide/ch-yum
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import YUM
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
        "hadolint": ("DL3032",),
        "trivy": ("DS-0015", "AVD-DS-0015"),
        "kics": ("00481784",),
        "parfum": ("yumInstallRmVarCacheYum",),
        "droast": ("DF047",),
        "doctor": ("DD031",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "size", "strict"),
    options=(every_stage("hadolint"),),
)


@RULE.on_invocation("yum")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands whose cache nothing behind them cleans."""
    if leaves_last(call, YUM, in_any_stage=RULE.is_on("every-stage", surroundings)):
        message = f"what `{written(call.invocation)}` downloads stays in the layer"
        yield RULE.at(call.step, span_of(call.invocation), message)
