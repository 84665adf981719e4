r"""Let an init be the first process where the program is no good at it.

The first process of a container gets no default action for signals: one that does not handle SIGTERM itself ignores it, and is
killed ten seconds after `docker stop`. It also inherits processes whose parent has ended, and has to wait for them. Node and
Python programs mostly do neither; `tini` or `dumb-init` does both in a few kilobytes.

## Example

```dockerfile bad
FROM node:24-slim
WORKDIR /srv
COPY . .
CMD ["node", "server.js"]
#     ^^^^ as the first process, `node` ignores SIGTERM unless the program handles it; an init such as `tini` would pass it on
```

## Good

```dockerfile good
FROM node:24-slim
RUN apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
WORKDIR /srv
COPY . .
ENTRYPOINT ["tini", "--"]
CMD ["node", "server.js"]
```

```dockerfile good
FROM nginx:1.30
COPY site /usr/share/nginx/html
```

## No fix

An init is another program in the image, and `docker run --init` brings one from outside.

## When to ignore

The program handles SIGTERM, or containers are started with `--init`.

## Sources

- https://docs.docker.com/reference/cli/docker/container/run/#init
- https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#handling-kernel-signals
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import stands_in, start_command
from ....semantics.step import Step
from ....shell.dialect import program_name
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._stages import is_for_development

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.CORRECTNESS,
    confidence=Confidence.LOW,
    is_default=False,
    profiles=("strict",),
)

_INIT = lazy_pattern(r"\b(?:tini|dumb-init|s6-overlay|s6-svscan|catatonit|supervisord|runit|pid1)\b")
_NO_DEFAULT = frozenset(("node", "nodejs", "python", "python3", "ruby", "perl"))


def _mentions(step: Step) -> tuple[bool, ...]:
    return (True,) if _INIT.search(step.item.text) else ()


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    started = start_command(stage)
    step = started.step if stage.is_shipped else None
    script = None if step is None else step.commands
    if step is None or script is None or len(script.commands) != 1 or not stands_in(stage, step):
        return
    command = script.commands[0]
    name = program_name(command.name.value or "")
    if name not in _NO_DEFAULT or not command.arguments or is_for_development(stage):
        return
    if any(link.select(_mentions).facts for link in stage.chain):
        return
    span = Span(command.name.span.start, command.name.span.end)
    message = (
        f"as the first process, `{name}` ignores SIGTERM unless the program handles it; "
        "an init such as `tini` would pass it on"
    )
    yield RULE.at(step, span, message)
