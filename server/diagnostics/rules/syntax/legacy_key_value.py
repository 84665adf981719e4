"""Separate name and value with an equals sign.

`ENV name value` and `LABEL name value` are an old form that takes one pair only and makes all the rest of the line the
value. BuildKit warns of it, since it may go one day.

The rule is off by default: nothing is wrong with what such a line does, and many files of official images have them.
Where the value looks like another pair, `pair-in-value` speaks.

## Example

```dockerfile bad
FROM alpine:3.22
ENV APP_HOME /srv/app
#   ^^^^^^^^^^^^^^^^^ the form `ENV name value` is deprecated; write `APP_HOME=…`
LABEL description The "best" of all
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the form `LABEL name value` is deprecated; write `description=…`
```

```dockerfile fixed
FROM alpine:3.22
ENV APP_HOME=/srv/app
LABEL description="The best of all"
```

## Good

```dockerfile good
FROM alpine:3.22
ENV APP_HOME=/srv/app GREETING="hello world"
LABEL description="The best of all"
```

## Fix safety

Safe: the value stays the same; quotes are added, and escaped or left out, as it takes to keep it.

## When to ignore

You do not mind BuildKit's warning.

## Sources

- https://docs.docker.com/reference/build-checks/legacy-key-value-format/
- https://docs.docker.com/reference/dockerfile/#env
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Fix, Safety, Severity, Tag
from ...rule import Category, Rule, Surroundings
from ._pairs import with_equals_sign

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={
        "buildkit": ("LegacyKeyValueFormat",),
        "tally": ("buildkit/LegacyKeyValueFormat",),
        "droast": ("DF082",),
    },
    fix=Safety.SAFE,
    is_default=False,
    tags=(Tag.DEPRECATED,),
    profiles=("buildkit", "strict"),
)


@RULE.on_step(Keyword.ENV, Keyword.LABEL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for the old form, behind ONBUILD too."""
    instruction = step.instruction
    if not instruction.is_legacy_pair or instruction.keyword is None:
        return
    pair = instruction.key_values[0]
    if pair.value is None:
        return
    keyword = instruction.keyword.value
    message = f"the form `{keyword} name value` is deprecated; write `{pair.key.text}=…`"
    fix = Fix(f"Write `{pair.key.text}=…`", Safety.SAFE, lambda: with_equals_sign(step.item, instruction))
    yield RULE.at(step, pair.span, message, fixes=[fix])
