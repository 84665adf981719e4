"""Tell Node that it runs in production.

Express and many other libraries keep templates, answer shortly to errors and leave out checks where `NODE_ENV` is `production`.

## Example

```dockerfile bad
FROM node:24-slim
#    ^^^^^^^^^^^^ `NODE_ENV=production` is not set for what this image runs
CMD ["node", "server.js"]
```

```dockerfile fixed
FROM node:24-slim
ENV NODE_ENV=production
CMD ["node", "server.js"]
```

## Good

```dockerfile good
FROM node:24-slim
ENV NODE_ENV=production
CMD ["node", "server.js"]
```

## Fix safety

Unsafe: libraries behave differently in production. The variable is set right above CMD, so that dependencies for
development, which a build may need, are installed as before.

## When to ignore

The variable is set when the container is started.

## Sources

- https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#node_env
- https://nodejs.org/en/learn/getting-started/nodejs-the-difference-between-development-and-production
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import stands_in, start_command
from ...finding import Finding, Fix, Safety, Severity
from ...line_edits import above
from ...rule import Category, Rule, Surroundings
from ._stages import image_span, is_for_development, is_set, starts

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"doctor": ("DD067",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    span = image_span(stage)
    if not stage.is_shipped or span is None or is_set(stage, "NODE_ENV") or is_for_development(stage):
        return
    if starts(stage, "node", "npm", "yarn", "pnpm"):
        message = "`NODE_ENV=production` is not set for what this image runs"
        yield RULE.at(stage.from_step, span, message, fixes=_fixes(stage))


def _fixes(stage: Stage) -> list[Fix]:
    step = start_command(stage).step
    if step is None or not stands_in(stage, step):
        return []
    edit = above(step, "ENV NODE_ENV=production")
    reason = "libraries behave differently in production"
    return [Fix("Set `NODE_ENV=production`", Safety.UNSAFE, lambda: (edit,), reason)]
