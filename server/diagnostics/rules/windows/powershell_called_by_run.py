"""Choose PowerShell with SHELL.

Where every RUN begins with `powershell -Command`, two shells read the line, each with its own quoting. SHELL chooses one for all.

## Example

```dockerfile bad
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN powershell -Command Install-WindowsFeature Web-Server
#   ^^^^^^^^^^ `SHELL` chooses PowerShell for all of them
```

## Good

```dockerfile good
FROM mcr.microsoft.com/windows/servercore:ltsc2025
SHELL ["powershell", "-Command"]
RUN Install-WindowsFeature Web-Server
```

## No fix

The quoting of the line changes.

## When to ignore

One single command for PowerShell.

## Sources

- https://docs.docker.com/reference/dockerfile/#shell
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import Dialect
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("powershell/prefer-shell-instruction",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    if step.shell.dialect is not Dialect.CMD or step.item.is_exec_form:
        return
    text = step.item.arguments.text
    name = text.partition(" ")[0]
    if name.lower().removesuffix(".exe") in ("powershell", "pwsh"):
        start = step.item.arguments.source(0)
        yield RULE.at(step, Span(start, start + len(name)), "`SHELL` chooses PowerShell for all of them")
