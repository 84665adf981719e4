"""Start Node itself, not npm.

`npm start` starts a shell that starts Node. That costs some 50 MB of memory, and signals to stop have to come through all of them.

## Example

```dockerfile bad
FROM node:24-slim
CMD ["npm", "start"]
#     ^^^^^^^^^^^^ `npm` stands between the container and Node; start `node` itself
```

## Good

```dockerfile good
FROM node:24-slim
CMD ["node", "server.js"]
```

## No fix

What the script runs stands in `package.json`.

## When to ignore

The script does more than start a program.

## Sources

- https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#cmd
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import stands_in, start_command
from ....shell.dialect import program_name
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    step = start_command(stage).step if stage.is_shipped else None
    script = None if step is None else step.commands
    if step is None or script is None or len(script.commands) != 1 or not stands_in(stage, step):
        return
    command = script.commands[0]
    name = program_name(command.name.value or "")
    if name in ("npm", "yarn", "pnpm"):
        yield RULE.at(step, command.span, f"`{name}` stands between the container and Node; start `node` itself")
