"""Do not mix the two forms of ENV and LABEL.

Without an equals sign behind the first name, all the rest of the line is its value: `ENV ONE TWO=2 THREE=3` sets one variable,
`ONE`, to `TWO=2 THREE=3`. Whoever writes equals signs means pairs.

## Example

```dockerfile bad
FROM alpine:3.24
ENV DEBUG PORT=8080 HOST=0.0.0.0
#         ^^^^^^^^^^^^^^^^^^^^^^ all of this is the value of `DEBUG`, since no `=` stands behind that name
```

```dockerfile fixed
FROM alpine:3.24
ENV DEBUG="PORT=8080 HOST=0.0.0.0"
```

## Good

```dockerfile good
FROM alpine:3.24
ENV DEBUG=1 PORT=8080
ENV JAVA_OPTS -Dapp.port=8080 -Xmx512m
ENV QUERY a=1&b=2
LABEL description x=1 holds for all of it
```

## Fix safety

Unsafe: the value stays what it is, and is quoted so that it can be seen; what was meant is perhaps another thing.

## When to ignore

Where the value is meant to hold equals signs.

## Sources

- https://docs.docker.com/reference/dockerfile/#env
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Confidence, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._pairs import with_equals_sign

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"dockerfile-utils": ("33",)},
    fix=Safety.UNSAFE,
    confidence=Confidence.MEDIUM,
    profiles=("strict",),
)

_PAIRS = lazy_pattern(r"[A-Za-z_][\w.]*=\S*(?:\s+[A-Za-z_][\w.]*=\S*)*\Z")


@RULE.on_step(Keyword.ENV, Keyword.LABEL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    instruction = step.instruction
    if not instruction.is_legacy_pair:
        return
    pair = instruction.key_values[0]
    if pair.value is None or "&" in pair.value.text or _PAIRS.match(pair.value.text) is None:
        return
    name = pair.key.text
    fix = Fix(
        f"Quote the value of `{name}`",
        Safety.UNSAFE,
        lambda: with_equals_sign(step.item, instruction),
        "several variables may be meant",
    )
    message = f"all of this is the value of `{name}`, since no `=` stands behind that name"
    yield RULE.at(step, pair.value.span, message, fixes=[fix])
