r"""Do without mounts in Windows images.

`RUN --mount` is a feature of BuildKit. Docker builds Windows images with its older builder, which refuses the flag.

## Example

```dockerfile bad
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN --mount=type=cache,target=C:\cache tool.exe
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the builder of Windows images knows no mounts
```

## Good

```dockerfile good
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN tool.exe
```

## No fix

What the mount brings has to come from elsewhere.

## When to ignore

The image is built with BuildKit for Windows, and the mount was seen to work.

## Sources

- https://docs.docker.com/build/buildkit/#buildkit-on-windows
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
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"tally": ("windows/no-run-mounts",)},
    confidence=Confidence.MEDIUM,
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    flag = step.instruction.flag("mount")
    if flag is not None and step.traits.facts.is_windows:
        yield RULE.at(step, flag.span, "the builder of Windows images knows no mounts")
