"""Ask for the GPU when the container runs.

A build has no GPU: `nvidia-smi` is not there, and libraries that ask for one find none. What is decided from that stays in the image.

## Example

```dockerfile bad
FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
RUN nvidia-smi
#   ^^^^^^^^^^ a build has no GPU, so that this fails or decides wrongly
```

## Good

```dockerfile good
FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
CMD ["nvidia-smi"]
```

## No fix

What the answer was needed for is not known here.

## When to ignore

The builder is set up to give GPUs to builds.

## Sources

- https://docs.docker.com/desktop/features/gpu/
- https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"tally": ("gpu/no-buildtime-gpu-queries",)},
    confidence=Confidence.MEDIUM,
    is_default=False,
    profiles=("strict",),
)

_QUESTIONS = ("torch.cuda.is_available", "torch.cuda.device_count", "list_physical_devices", "get_device_capability")


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None or step.item.flag("device") is not None:
        return
    for command in script.commands:
        if command.conditional or command.in_function:
            continue
        name = program_name(command.name.value or "")
        asks = name.startswith("python") and any(
            question in word.text for word in command.words for question in _QUESTIONS
        )
        if name == "nvidia-smi" or asks:
            yield RULE.at(step, command.name.span, "a build has no GPU, so that this fails or decides wrongly")
