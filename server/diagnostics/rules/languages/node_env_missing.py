"""Tell Node that it runs in production.

Express and many other libraries keep templates, answer shortly to errors and leave out checks where `NODE_ENV` is `production`.

## Example

```dockerfile bad
FROM node:24-slim
#    ^^^^^^^^^^^^ `NODE_ENV=production` is not set for what this image runs
CMD ["node", "server.js"]
```

## Good

```dockerfile good
FROM node:24-slim
ENV NODE_ENV=production
CMD ["node", "server.js"]
```

## No fix

Set before the dependencies are installed it also leaves out those for development, which a build may need.

## When to ignore

The variable is set when the container is started.

## Sources

- https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#node_env
- https://nodejs.org/en/learn/getting-started/nodejs-the-difference-between-development-and-production
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._stages import image_span, is_for_development, is_set, starts

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"doctor": ("DD067",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    span = image_span(stage)
    if not stage.is_shipped or span is None or is_set(stage, "NODE_ENV") or is_for_development(stage):
        return
    if starts(stage, "node", "npm", "yarn", "pnpm"):
        yield RULE.at(stage.from_step, span, "`NODE_ENV=production` is not set for what this image runs")
