"""Ask for the parts of the driver that are used.

`NVIDIA_DRIVER_CAPABILITIES=all` brings libraries for graphics, video and displays into each container. To compute, `compute,utility` is
enough.

## Example

```dockerfile bad
FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
ENV NVIDIA_DRIVER_CAPABILITIES=all
#                              ^^^ `all` brings libraries for graphics and video along
```

```dockerfile fixed
FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility
```

## Good

```dockerfile good
FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility
```

## Fix safety

Unsafe: a program that draws, or works on video, no longer finds its libraries.

## When to ignore

The program draws, or works on video.

## Sources

- https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SECURITY,
    also_known_as={"tally": ("gpu/prefer-minimal-driver-capabilities",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.ENV)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for pair in step.instruction.key_values:
        is_all = pair.value is not None and step.evaluate(pair.value) == "all"
        if pair.key.value == "NVIDIA_DRIVER_CAPABILITIES" and is_all and pair.value is not None:
            message = "`all` brings libraries for graphics and video along"
            is_written = pair.value.text.strip("\"'") == "all"
            yield RULE.at(step, pair.value.span, message, fixes=[_fix(step, pair.value.span)] if is_written else [])
            return


def _fix(step: Step, span: Span) -> Fix:
    edit = Edit(step.item, span, "compute,utility")
    reason = "a program that draws, or works on video, no longer finds its libraries"
    return Fix("Ask for `compute,utility`", Safety.UNSAFE, lambda: (edit,), reason)
