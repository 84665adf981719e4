"""Say whether tools may send what they see.

Next.js, .NET and others report their use to their makers, also while an image is built. A variable switches that off. Off until it is
asked for, since it is for you to mind.

## Example

```dockerfile bad
FROM node:24 AS build
RUN npx next build
#       ^^^^ `next` reports its use unless `NEXT_TELEMETRY_DISABLED=1` is set
```

```dockerfile fixed
FROM node:24 AS build
ENV NEXT_TELEMETRY_DISABLED=1
RUN npx next build
```

```dockerfile bad
FROM mcr.microsoft.com/powershell:7.5-ubuntu-24.04
SHELL ["pwsh", "-Command"]
#       ^^^^ `pwsh` reports its use unless `POWERSHELL_TELEMETRY_OPTOUT=1` is set
```

## Good

```dockerfile good
FROM node:24 AS build
ENV NEXT_TELEMETRY_DISABLED=1
RUN npx next build
```

## Fix safety

Unsafe: the makers of the tool learn no longer how it is used.

## When to ignore

You do not mind.

## Sources

- https://nextjs.org/telemetry
- https://learn.microsoft.com/en-us/dotnet/core/tools/telemetry
- https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_telemetry
- https://bun.sh/docs/runtime/bunfig#telemetry
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Finding, Fix, Safety, Severity
from ...line_edits import above
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SECURITY,
    also_known_as={"tally": ("tally/prefer-telemetry-opt-out",)},
    fix=Safety.UNSAFE,
    is_default=False,
)

_SWITCHES = {
    "next": "NEXT_TELEMETRY_DISABLED",
    "nuxt": "NUXT_TELEMETRY_DISABLED",
    "gatsby": "GATSBY_TELEMETRY_DISABLED",
    "astro": "ASTRO_TELEMETRY_DISABLED",
    "turbo": "TURBO_TELEMETRY_DISABLED",
    "dotnet": "DOTNET_CLI_TELEMETRY_OPTOUT",
    "vcpkg": "VCPKG_DISABLE_METRICS",
    "bun": "DO_NOT_TRACK",
    "pwsh": "POWERSHELL_TELEMETRY_OPTOUT",
}


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    for command in script.commands if script is not None else ():
        for word in command.words[:2]:
            finding = _finding(step, word.span, word.value or "")
            if finding is not None:
                yield finding
                break


@RULE.on_step(Keyword.SHELL)
def check_shell(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    words = step.instruction.argument_words
    finding = _finding(step, words[0].span, words[0].text) if words else None
    if finding is not None:
        yield finding


def _finding(step: Step, span: Span, program: str) -> Finding | None:
    switch = _SWITCHES.get(program_name(program))
    if switch is None or switch in step.item.text:
        return None
    if step.binding(switch) is not None or step.binding("DO_NOT_TRACK") is not None:
        return None
    message = f"`{program}` reports its use unless `{switch}=1` is set"
    return RULE.at(step, span, message, fixes=[_fix(step, switch)])


def _fix(step: Step, switch: str) -> Fix:
    edit = above(step, f"ENV {switch}=1" if not step.is_deferred else f"ONBUILD ENV {switch}=1")
    reason = "the makers of the tool learn no longer how it is used"
    return Fix(f"Set {switch}", Safety.UNSAFE, lambda: (edit,), reason)
