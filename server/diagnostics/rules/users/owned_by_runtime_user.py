"""Let the program own what it writes, not what it runs.

Files that belong to the user who runs them can be changed by whoever breaks into the program. To read and run them, the rights that
everybody has are enough.

## Example

```dockerfile bad
FROM node:24-slim
COPY --chown=node:node server.js /app/
#    ^^^^^^^^^^^^^^^^^ `node` runs this and may change it as well
USER node
```

## Good

```dockerfile good
FROM node:24-slim
COPY server.js /app/
USER node
```

## No fix

Whether the program writes there is not known here.

## When to ignore

The program writes into what is copied.

## Sources

- https://docs.docker.com/build/building/best-practices/#user
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.accounts import is_root
from ....semantics.stage import Stage
from ....syntax.grammar import Keyword
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SECURITY,
    also_known_as={"kics": ("aa93e17f",)},
    confidence=Confidence.LOW,
    is_default=False,
    profiles=("security",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    user = (stage.final_state.user.value or "").partition(":")[0]
    if not stage.is_shipped or not user or is_root(user) is not False:
        return
    for step in stage.steps_with(Keyword.COPY).facts:
        flag = step.item.flag("chown")
        owner = None if flag is None or flag.value is None else step.evaluate(flag.value)
        if flag is not None and owner and owner.partition(":")[0] == user:
            yield RULE.at(step, flag.span, f"`{user}` runs this and may change it as well")
