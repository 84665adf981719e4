"""Leave the container toolkit to the host.

`nvidia-container-toolkit` and the drivers belong to the machine that runs containers. Inside of an image they do nothing, or get into
the way of the host's.

## Example

```dockerfile bad
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y nvidia-container-toolkit
#                                        ^^^^^^^^^^^^^^^^^^^^^^^^ `nvidia-container-toolkit` belongs to the machine that runs the container
```

## Good

```dockerfile good
FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
RUN apt-get update && apt-get install -y python3
```

## No fix

What it was installed for is not known here.

## When to ignore

The image itself runs containers.

## Sources

- https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={"tally": ("gpu/no-container-runtime-in-image",)},
    is_default=False,
    profiles=("strict",),
)

_OF_THE_HOST = ("nvidia-container-toolkit", "nvidia-container-runtime", "nvidia-docker2", "libnvidia-container-tools")


@RULE.on_invocation("apt", "apt-get", "dnf", "yum", "zypper")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    if call.invocation.subcommand != "install":
        return
    for package in call.invocation.packages:
        if package.name in _OF_THE_HOST or (package.name or "").startswith("nvidia-driver-"):
            yield RULE.at(
                call.step, package.word.span, f"`{package.name}` belongs to the machine that runs the container"
            )
