"""Let nginx finish what it is doing.

nginx ends at once with SIGTERM, and after the requests that are under way with SIGQUIT. The official image says so; one that installs
nginx itself has to.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*
CMD ["nginx", "-g", "daemon off;"]
#^^ nginx cuts off its requests unless `STOPSIGNAL SIGQUIT` asks it to finish
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
```

```dockerfile good
FROM nginx:1.29
CMD ["nginx", "-g", "daemon off;"]
```

## Fix safety

Unsafe: long requests then hold up the end of the container.

## When to ignore

Requests may be cut off.

## Sources

- https://nginx.org/en/docs/control.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import program_names, stands_in, start_command
from ....syntax.grammar import Keyword
from ...finding import Finding, Fix, Safety, Severity
from ...line_edits import above
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.CORRECTNESS,
    also_known_as={"tally": ("tally/prefer-nginx-sigquit",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    step = start_command(stage).step if stage.is_shipped else None
    image = stage.chain[-1].base.image
    if step is None or not stands_in(stage, step) or image is None or "nginx" in image.familiar_name:
        return
    has_signal = any(len(link.steps_with(Keyword.STOPSIGNAL)) for link in stage.chain)
    if "nginx" in program_names(step) and not has_signal:
        message = "nginx cuts off its requests unless `STOPSIGNAL SIGQUIT` asks it to finish"
        edit = above(step, "STOPSIGNAL SIGQUIT")
        reason = "long requests hold up the end of the container"
        fix = Fix("Stop it with SIGQUIT", Safety.UNSAFE, lambda: (edit,), reason)
        yield RULE.at(step, step.item.keyword_span, message, fixes=[fix])
