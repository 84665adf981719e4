"""Choose PowerShell with SHELL.

Where every RUN begins with `powershell -Command`, two shells read the line, each with its own quoting. SHELL chooses one for all.

## Example

```dockerfile bad
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN powershell -Command Install-WindowsFeature Web-Server
#   ^^^^^^^^^^ `SHELL` chooses PowerShell for all of them
RUN powershell -Command Remove-Item C:/inetpub/wwwroot/*
#   ^^^^^^^^^^ `SHELL` chooses PowerShell for all of them
```

## Good

```dockerfile good
FROM mcr.microsoft.com/windows/servercore:ltsc2025
SHELL ["powershell", "-Command"]
RUN Install-WindowsFeature Web-Server
```

```dockerfile good
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN powershell -Command Install-WindowsFeature Web-Server
```

## No fix

The quoting of the line changes.

## When to ignore

The commands need the other shell as well.

## Sources

- https://docs.docker.com/reference/dockerfile/#shell
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import Dialect
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...fact_checks import PlacedFact
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

Fact = tuple[Step, Span]

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("powershell/prefer-shell-instruction",)},
    is_default=False,
    profiles=("strict",),
)


def _calls(step: Step) -> tuple[Fact, ...]:
    if step.keyword is not Keyword.RUN or step.shell.dialect is not Dialect.CMD or step.item.is_exec_form:
        return ()
    name = step.item.arguments.text.partition(" ")[0]
    if name.lower().removesuffix(".exe") not in ("powershell", "pwsh"):
        return ()
    start = step.item.arguments.source(0)
    return ((step, Span(start, start + len(name))),)


@RULE.on_fact(_calls)
def check(placed: PlacedFact[Fact], surroundings: Surroundings) -> Iterator[Finding]:
    """Look for a second one; a SHELL for a single RUN is no gain."""
    if len(placed.stage.select(_calls)) > 1:
        step, span = placed.fact
        yield RULE.at(step, span, "`SHELL` chooses PowerShell for all of them")
