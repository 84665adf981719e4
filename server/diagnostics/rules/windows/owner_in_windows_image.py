"""Set owners in Windows images with Windows tools.

`--chown` and `--chmod` speak of users and modes of Linux; for Windows images they do not work.

## Example

```dockerfile bad
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
COPY --chown=app app.exe C:/app/
#    ^^^^^^^^^^^ `--chown` has no effect in a Windows image
```

```dockerfile fixed
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
COPY app.exe C:/app/
```

## Good

```dockerfile good
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
COPY app.exe C:/app/
```

## Fix safety

Safe: the flag has no effect.

## When to ignore

Never.

## Sources

- https://docs.docker.com/reference/dockerfile/#copy---chown---chmod
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.flags import Flag
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"tally": ("windows/no-chown-flag",)},
    fix=Safety.SAFE,
)


@RULE.on_step(Keyword.COPY, Keyword.ADD)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    if not step.traits.facts.is_windows:
        return
    for flag in step.instruction.flags:
        if flag.name in ("chown", "chmod"):
            message = f"`--{flag.name}` has no effect in a Windows image"
            yield RULE.at(step, flag.span, message, fixes=[_fix(step, flag)])


def _fix(step: Step, flag: Flag) -> Fix:
    has_space = step.item.text[flag.span.end : flag.span.end + 1] in (" ", "\t")
    edit = Edit(step.item, Span(flag.span.start, flag.span.end + has_space), "")
    return Fix(f"Remove --{flag.name}", Safety.SAFE, lambda: (edit,))
