"""Say on which port the program listens.

`EXPOSE` opens nothing; it tells people and tools which port is meant. Off until it is asked for.

## Example

```dockerfile bad
FROM node:24-slim
CMD ["node", "server.js"]
#^^ nothing says on which port this listens
```

## Good

```dockerfile good
FROM node:24-slim
EXPOSE 3000
CMD ["node", "server.js"]
```

## No fix

Which port it is, is not known here.

## When to ignore

The program listens on no port.

## Sources

- https://docs.docker.com/reference/dockerfile/#expose
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import stands_in, start_command
from ....syntax.grammar import Keyword
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"droast": ("DF022",)},
    confidence=Confidence.LOW,
    is_default=False,
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    step = start_command(stage).step if stage.is_shipped else None
    if (
        step is not None
        and stands_in(stage, step)
        and not any(len(link.steps_with(Keyword.EXPOSE)) for link in stage.chain)
    ):
        yield RULE.at(step, step.item.keyword_span, "nothing says on which port this listens")
