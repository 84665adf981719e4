r"""Do without mounts in Windows images.

Docker builds Windows images with the builder from before BuildKit, which refuses `--mount`. BuildKit for Windows, which is
experimental, knows binds and caches since 2025, and neither secrets nor SSH.

## Example

```dockerfile bad
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN --mount=type=cache,target=C:\cache tool.exe
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the builder with which Docker builds Windows images knows no mounts
```

## Good

```dockerfile good
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN tool.exe
```

## No fix

What the mount brings has to come from elsewhere.

## When to ignore

The image is built with BuildKit for Windows.

## Sources

- https://docs.docker.com/build/buildkit/#buildkit-on-windows
- https://github.com/moby/buildkit/pull/5708
- https://docs.docker.com/reference/dockerfile/#run---mount
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={"tally": ("windows/no-run-mounts",)},
    confidence=Confidence.MEDIUM,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    flag = step.instruction.flag("mount")
    if flag is not None and step.traits.facts.is_windows:
        yield RULE.at(step, flag.span, "the builder with which Docker builds Windows images knows no mounts")
