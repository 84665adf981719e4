"""Switch off the progress bar of PowerShell.

`Invoke-WebRequest` draws a bar for each piece that it downloads, which makes large downloads many times slower.
`$ProgressPreference = 'SilentlyContinue'` switches it off.

## Example

```dockerfile bad
FROM mcr.microsoft.com/windows/servercore:ltsc2025
SHELL ["powershell", "-Command"]
RUN Invoke-WebRequest https://example.com/a.zip -OutFile a.zip
#^^ the progress bar makes this download many times slower
```

## Good

```dockerfile good
FROM mcr.microsoft.com/windows/servercore:ltsc2025
SHELL ["powershell", "-Command", "$ProgressPreference = 'SilentlyContinue';"]
RUN Invoke-WebRequest https://example.com/a.zip -OutFile a.zip
```

## No fix

Where it belongs, SHELL or the command, is for you to say.

## When to ignore

PowerShell 7, which draws it faster.

## Sources

- https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_preference_variables
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import Dialect
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.BUILD_SPEED,
    also_known_as={"tally": ("powershell/progress-preference",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    text = step.item.text.lower()
    if step.shell.dialect is not Dialect.POWERSHELL or step.item.is_exec_form:
        return
    settings = (*(word.lower() for word in step.shell.words or ()), text)
    if "invoke-webrequest" in text and not any("progresspreference" in setting for setting in settings):
        yield RULE.at(step, step.item.keyword_span, "the progress bar makes this download many times slower")
