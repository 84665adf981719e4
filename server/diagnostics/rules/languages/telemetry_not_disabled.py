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
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
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
}


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    for command in script.commands if script is not None else ():
        for word in command.words[:2]:
            switch = _SWITCHES.get(program_name(word.value or ""))
            if switch is None or step.binding(switch) is not None or switch in step.item.text:
                continue
            if step.binding("DO_NOT_TRACK") is None:
                message = f"`{word.value}` reports its use unless `{switch}=1` is set"
                yield RULE.at(step, word.span, message, fixes=[_fix(step, switch)])
                break


def _fix(step: Step, switch: str) -> Fix:
    edit = above(step, f"ENV {switch}=1" if not step.is_deferred else f"ONBUILD ENV {switch}=1")
    reason = "the makers of the tool learn no longer how it is used"
    return Fix(f"Set {switch}", Safety.UNSAFE, lambda: (edit,), reason)
