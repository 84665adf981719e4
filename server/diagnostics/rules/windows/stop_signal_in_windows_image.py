"""Leave STOPSIGNAL out of Windows images.

Windows has no signals. Containers are asked to end with an event of the system, whatever STOPSIGNAL says.

## Example

```dockerfile bad
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
STOPSIGNAL SIGINT
#^^^^^^^^^ Windows knows no signals
CMD ["app.exe"]
```

```dockerfile fixed
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
CMD ["app.exe"]
```

## Good

```dockerfile good
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
CMD ["app.exe"]
```

## Fix safety

Safe: the instruction has no effect.

## When to ignore

Never.

## Sources

- https://docs.docker.com/reference/dockerfile/#stopsignal
- https://learn.microsoft.com/en-us/virtualization/windowscontainers/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity, Tag
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={"tally": ("windows/no-stopsignal",)},
    fix=Safety.SAFE,
    tags=(Tag.UNNECESSARY,),
)


@RULE.on_step(Keyword.STOPSIGNAL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    if step.traits.facts.is_windows:
        whole = Edit(step.item, Span(0, len(step.item.text)), "")
        fix = Fix("Remove it", Safety.SAFE, lambda: (whole,))
        yield RULE.at(step, step.instruction.keyword_span, "Windows knows no signals", fixes=[fix])
