"""Write signals by their full names.

`SIGTERM` is what people look for; `TERM`, `15` and `sigterm` mean the same.

## Example

```dockerfile bad
FROM alpine:3.22
STOPSIGNAL 15
#          ^^ `15` is written `SIGTERM`
```

```dockerfile fixed
FROM alpine:3.22
STOPSIGNAL SIGTERM
```

```dockerfile bad
FROM alpine:3.22
STOPSIGNAL term
#          ^^^^ `term` is written `SIGTERM`
```

```dockerfile fixed
FROM alpine:3.22
STOPSIGNAL SIGTERM
```

## Good

```dockerfile good
FROM alpine:3.22
STOPSIGNAL SIGRTMIN+3
```

## Fix safety

Safe: the same signal is meant.

## When to ignore

You prefer numbers.

## Sources

- https://docs.docker.com/reference/dockerfile/#stopsignal
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/prefer-canonical-stopsignal",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)

_NUMBERS = {"1": "HUP", "2": "INT", "3": "QUIT", "6": "ABRT", "9": "KILL", "10": "USR1", "12": "USR2", "15": "TERM"}
_NAMES = ("HUP", "INT", "QUIT", "ABRT", "KILL", "USR1", "USR2", "TERM", "WINCH")


@RULE.on_step(Keyword.STOPSIGNAL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    words = step.instruction.words
    written = words[0].text if words else ""
    name = _NUMBERS.get(written, written.upper().removeprefix("SIG"))
    full = f"SIG{name}"
    if name in _NAMES and written != full:
        edit = Edit(step.item, words[0].span, full)
        fix = Fix(f"Write {full}", Safety.SAFE, lambda: (edit,))
        yield RULE.at(step, words[0].span, f"`{written}` is written `{full}`", fixes=[fix])
