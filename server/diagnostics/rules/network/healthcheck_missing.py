r"""Give the image a HEALTHCHECK.

With a health check Docker and Compose know whether the program inside still answers, and not only whether it runs.
Kubernetes ignores it and has probes of its own, a batch job has nothing to check, and the base image may bring one: so
this is off until it is asked for, and only looks at the image that is shipped. The option `every-stage` has each stage count.

## Example

```dockerfile bad
FROM nginx:1.29 AS base

FROM base
COPY site /usr/share/nginx/html
CMD ["nginx", "-g", "daemon off;"]
#^^ nothing checks whether this still answers; add a `HEALTHCHECK`
```

```dockerfile bad profile=hadolint
FROM golang:1.26 AS build
#    ^^^^^^^^^^^ nothing checks whether this still answers; add a `HEALTHCHECK`
RUN go build -o /app .

FROM nginx:1.29
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
```

## Good

```dockerfile good
FROM nginx:1.29 AS base
HEALTHCHECK CMD curl -f http://localhost/ || exit 1

FROM base
CMD ["nginx", "-g", "daemon off;"]
```

```dockerfile good
FROM python:3.14-slim
RUN pip install --no-cache-dir tool
HEALTHCHECK NONE
CMD ["tool"]
```

## No fix

Only you know what tells a healthy container from another one.

## When to ignore

On Kubernetes, and for images that are not services.

## Sources

- https://docs.docker.com/reference/dockerfile/#healthcheck
- https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import last_step, start_command
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...options import every_stage
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={
        "hadolint": ("DL3057",),
        "tally": (
            "hadolint/DL3057",
            "ruby/healthcheck-rails-up-endpoint",
        ),
        "trivy": ("DS-0026", "AVD-DS-0026"),
        "checkov": ("CKV_DOCKER_2",),
        "kics": ("b03a748a",),
        "droast": ("DF012",),
        "doctor": ("DD012",),
    },
    is_default=False,
    profiles=("strict",),
    options=(every_stage("hadolint"),),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    if not (stage.is_shipped or RULE.is_on("every-stage", surroundings)):
        return
    if any(last_step(link, Keyword.HEALTHCHECK) is not None for link in stage.chain):
        return
    step = start_command(stage).step
    message = "nothing checks whether this still answers; add a `HEALTHCHECK`"
    if step is not None and any(item is step.item for item in stage.items):
        yield RULE.at(step, step.instruction.keyword_span, message)
    else:
        yield RULE.at(stage.from_step, stage.base.span, message)
