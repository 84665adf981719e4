r"""Say which user the container runs as.

Without a `USER`, and on a base image whose own user is root, the container runs as root: on everything that is mounted
into it, and one kernel bug away from the host. A web server that is made to be started as root and hands its work to
another user, an entrypoint that changes the user, an image with `ONBUILD`, whose user is for the image built from it to
say, one for development, which works on files of the developer, and a tool that shows its help unless it is told what to
do, are left alone.

## Example

```dockerfile bad
FROM python:3.14-slim
WORKDIR /srv
COPY . .
CMD ["python", "server.py"]
#^^ this runs as root, since nothing sets a `USER`
```

```dockerfile fixed
FROM python:3.14-slim
WORKDIR /srv
COPY . .
RUN groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --create-home app \
    && chown app:app /srv
USER 10001
CMD ["python", "server.py"]
```

```dockerfile bad
FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -o /server .

FROM gcr.io/distroless/static-debian12
COPY --from=build /server /server
ENTRYPOINT ["/server"]
#^^^^^^^^^ this runs as root, since nothing sets a `USER`
```

```dockerfile fixed
FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -o /server .

FROM gcr.io/distroless/static-debian12
COPY --from=build /server /server
USER 65532
ENTRYPOINT ["/server"]
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3
CMD ["python3"]
```

```dockerfile good
FROM postgres:18
COPY init.sql /docker-entrypoint-initdb.d/
CMD ["postgres", "-c", "shared_buffers=256MB"]
```

```dockerfile good
FROM nginx:1.29
CMD ["nginx", "-g", "daemon off;"]
```

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends gosu && rm -rf /var/lib/apt/lists/*
COPY docker-entrypoint.sh /
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["server"]
```

```dockerfile good
FROM registry.example.com/team/runtime:1.4
CMD ["server"]
```

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
```

```dockerfile good
FROM node:24-slim AS dev
CMD ["npm", "run", "dev"]
```

```dockerfile good
FROM eclipse-temurin:25
COPY maven /usr/share/maven
ENTRYPOINT ["/usr/local/bin/mvn-entrypoint.sh"]
CMD ["mvn"]
```

```dockerfile good
FROM golang:1.26
COPY tool /usr/bin/
ENTRYPOINT ["tool"]
CMD ["--help"]
```

```dockerfile good
FROM node:24-slim
ONBUILD COPY . /srv
CMD ["node", "/srv/server.js"]
```

## Fix safety

Unsafe: what runs may write where only root may, or open a port below 1024 where the runtime forbids it. The `USER` is
one the base image brings or one that the file creates, else a new one, and stands behind the last step that may need
root. The working directory and declared volumes are given to it; copied files stay readable and are not given away.

## When to ignore

For tools that are run to change a host or files of any owner, and where the platform sets the user anyway.

## Sources

- https://docs.docker.com/build/building/best-practices/#user
- https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.accounts import is_root
from ....semantics.selection import deferred
from ....semantics.stage import Stage
from ....semantics.start_command import gives_up_root, is_interactive, is_script, is_tool, start_command
from ...finding import Confidence, Finding, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ..languages._stages import is_for_development

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SECURITY,
    also_known_as={
        "trivy": ("DS-0002", "AVD-DS-0002"),
        "checkov": ("CKV_DOCKER_3",),
        "kics": ("fd54f200",),
        "semgrep": ("missing-user", "missing-user-entrypoint"),
        "droast": ("DF020",),
        "doctor": ("DD008",),
    },
    fix=Safety.UNSAFE,
    profiles=("security",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    user = stage.final_state.user
    if not stage.is_shipped or user.instruction is not None or not is_root(user.value) or stage.facts.is_windows:
        return
    if is_for_development(stage) or stage.select(deferred).facts:
        return
    started = start_command(stage)
    step = started.step
    if step is None or is_interactive(started.command or step) or is_tool(started):
        return
    if gives_up_root(stage) is not False:
        return
    # The base image's entrypoint may be a script that changes the user.
    is_sure = stage.facts.entrypoint_drops_privileges is not None or not is_script(step)
    confidence = Confidence.HIGH if is_sure else Confidence.MEDIUM
    message = "this runs as root, since nothing sets a `USER`"
    if any(item is step.item for item in stage.items):
        yield RULE.at(step, step.instruction.keyword_span, message, confidence=confidence)
    else:
        yield RULE.at(
            stage.from_step,
            stage.base.span,
            f"`{stage.base.word.text}` starts a program as root, since nothing sets a `USER`",
            confidence=confidence,
        )
