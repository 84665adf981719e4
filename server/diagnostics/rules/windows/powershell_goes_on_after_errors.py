"""Let PowerShell stop at errors.

PowerShell goes on behind most errors, so that a step whose first command failed succeeds. `$ErrorActionPreference = 'Stop'` in SHELL
makes it stop.

## Example

```dockerfile bad
# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2025
SHELL ["powershell", "-Command"]
RUN Invoke-WebRequest https://example.com/a.zip -OutFile a.zip; Expand-Archive a.zip
#^^ PowerShell goes on behind an error, so that this may succeed all the same
```

```dockerfile bad
# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2025
RUN powershell -Command Invoke-WebRequest https://example.com/a.zip -OutFile a.zip; Expand-Archive a.zip
#^^ PowerShell goes on behind an error, so that this may succeed all the same
```

## Good

```dockerfile good
# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2025
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
RUN Invoke-WebRequest https://example.com/a.zip -OutFile a.zip; Expand-Archive a.zip
```

## No fix

A command that is meant to fail now and then would stop the build.

## When to ignore

The commands check for errors themselves.

## Sources

- https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_preference_variables
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import Dialect
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={"tally": ("powershell/error-action-preference",)},
    is_default=False,
    profiles=("strict",),
)

_CALL = lazy_pattern(r"(?:powershell|pwsh)(?:\.exe)?\s", re.IGNORECASE)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    is_powershell = step.shell.dialect is Dialect.POWERSHELL or _CALL.match(step.instruction.command_text.text)
    if not is_powershell or step.item.is_exec_form or ";" not in step.item.text:
        return
    settings = (*(step.shell.words or ()), step.item.text)
    if not any("erroractionpreference" in text.lower() for text in settings):
        yield RULE.at(
            step, step.item.keyword_span, "PowerShell goes on behind an error, so that this may succeed all the same"
        )
