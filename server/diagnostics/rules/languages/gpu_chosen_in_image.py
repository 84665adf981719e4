"""Choose GPUs when the container is started.

Which GPUs a container may use is for the machine to say, with `docker run --gpus` or in the orchestrator. What ENV says of it holds on
every machine.

## Example

```dockerfile bad
FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
ENV CUDA_VISIBLE_DEVICES=0
#   ^^^^^^^^^^^^^^^^^^^^ which GPUs are used is for the machine to say, not for the image
```

```dockerfile fixed
FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
```

## Good

```dockerfile good
FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility
ENV NVIDIA_VISIBLE_DEVICES=all
```

## Fix safety

Unsafe: a container that is started without saying which gets what the base image says, or none.

## When to ignore

An image for one machine only.

## Sources

- https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.words import KeyValue
from ...finding import Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ...word_edits import without_pair

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("gpu/no-hardcoded-visible-devices",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict",),
)


_NO_CHOICE = ("all", "none", "void")
"""What says that there are GPUs to be had, or none, and which ones is left to the machine."""


@RULE.on_step(Keyword.ENV)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    if not step.traits.is_in_image:
        return
    for pair in step.instruction.key_values:
        value = None if pair.value is None else step.evaluate(pair.value)
        if pair.key.value in ("CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES") and value and value not in _NO_CHOICE:
            message = "which GPUs are used is for the machine to say, not for the image"
            yield RULE.at(step, pair.key.span, message, fixes=[_fix(step, pair)])


def _fix(step: Step, pair: KeyValue) -> Fix:
    edit = without_pair(step, pair)
    reason = "a container that is started without saying which may get none"
    return Fix(f"Leave `{pair.key.text}` out", Safety.UNSAFE, lambda: (edit,), reason)
