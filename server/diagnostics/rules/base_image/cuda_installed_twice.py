"""Take CUDA from the base image or from packages, not from both.

The `nvidia/cuda` images hold CUDA. Installing its packages over it adds gigabytes, often of another version.

## Example

```dockerfile bad
FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
RUN apt-get update && apt-get install -y cuda-toolkit-12-8
#                                        ^^^^^^^^^^^^^^^^^ the base image holds CUDA already, and `cuda-toolkit-12-8` adds it again
```

## Good

```dockerfile good
FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
RUN apt-get update && apt-get install -y libcudnn9-cuda-13
```

```dockerfile good
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y cuda-toolkit-13-0
```

## No fix

Which of the two is needed is for you to say.

## When to ignore

Another version is needed beside that of the base.

## Sources

- https://hub.docker.com/r/nvidia/cuda
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"tally": ("gpu/no-redundant-cuda-install",)},
    is_default=False,
    profiles=("size", "strict"),
)


@RULE.on_invocation("apt", "apt-get", "dnf", "yum", "conda", "mamba", "micromamba")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    image = call.step.traits.base.image
    if call.invocation.subcommand != "install" or image is None or not image.familiar_name.endswith("nvidia/cuda"):
        return
    for package in call.invocation.packages:
        name = package.name or ""
        if name in ("cuda", "cudatoolkit", "cuda-toolkit", "nvidia-cuda-toolkit") or name.startswith("cuda-toolkit-"):
            yield RULE.at(
                call.step, package.word.span, f"the base image holds CUDA already, and `{name}` adds it again"
            )
