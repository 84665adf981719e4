r"""Let the last USER be one without privileges.

What runs as root in a container is root on everything that is mounted into it, and one kernel bug away from being root
on the host. Root is needed to install; it is hardly ever needed to run. Only the last `USER` of the image that is
shipped counts: root while building is fine, and so it is where an entrypoint gives root up or an editor sets the user.
The option `always` has the last `USER` of every stage count.

## Example

```dockerfile bad
FROM node:22-slim
USER root
#    ^^^^ the container runs as root, since this is the last `USER`
RUN npm install --global pnpm@10.0.0
CMD ["node", "server.js"]
```

```dockerfile fixed
FROM node:22-slim
USER root
RUN npm install --global pnpm@10.0.0
USER node
CMD ["node", "server.js"]
```

```dockerfile bad
FROM debian:13-slim
ENV RUN_AS=0
USER ${RUN_AS}:0
#    ^^^^^^^^^^^ the container runs as root, since this is the last `USER`
```

```dockerfile bad
FROM debian:13-slim AS base
USER root

FROM base
#    ^^^^ the container runs as root, since the last `USER` of `base` is root
COPY app /usr/local/bin/
```

```dockerfile bad profile=hadolint
FROM golang:1.26 AS build
USER root
#    ^^^^ the last `USER` of this stage is root
RUN go build -o /app .

FROM scratch
COPY --from=build /app /app
USER 65532
```

## Good

```dockerfile good
FROM mcr.microsoft.com/devcontainers/rust:2-bookworm
USER vscode
RUN touch ~/.hushlogin
USER root
```

```dockerfile good
FROM golang:1.26 AS build
USER root
RUN go build -o /app .

FROM jenkins/jenkins:lts
USER root
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
USER jenkins
```

```dockerfile good
FROM debian:13-slim
USER root
ENTRYPOINT ["gosu", "app", "/usr/local/bin/server"]
```

## Fix safety

Unsafe: what runs may write where only root may, or open a port below 1024 where the runtime forbids it. The new `USER`
is the one that was in force before, one the base image brings, or one that the file creates, and stands behind the last
step that may need root.

## When to ignore

For images that exist to administrate a host, or that are started by something that changes the user.

## Sources

- https://docs.docker.com/build/building/best-practices/#user
- https://docs.docker.com/reference/dockerfile/#user
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.accounts import is_root
from ....semantics.stage import Stage
from ....semantics.start_command import gives_up_root, last_step
from ....syntax.grammar import Keyword
from ...finding import Finding, Related, Safety, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings
from ..languages._stages import is_in_development_container

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={
        "hadolint": ("DL3002",),
        "tally": ("hadolint/DL3002",),
        "trivy": ("DS-0002", "AVD-DS-0002"),
        "checkov": ("CKV_DOCKER_8",),
        "kics": ("67fd0c4a",),
        "semgrep": ("last-user-is-root",),
        "parfum": ("DL3002",),
        "droast": ("DF002",),
        "doctor": ("DD008",),
    },
    fix=Safety.UNSAFE,
    profiles=("hadolint", "security"),
    options=(
        switch(
            "always",
            "Whether the last `USER` of every stage counts, whoever the container is started as in the end.",
            "hadolint",
        ),
    ),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    found = list(_of_container(stage))
    yield from found
    step = last_step(stage, Keyword.USER)
    if step is not None and not found and RULE.is_on("always", surroundings) and is_root(stage.final_state.user.value):
        yield RULE.at(step, step.instruction.words[0].span, "the last `USER` of this stage is root")


def _of_container(stage: Stage) -> Iterator[Finding]:
    if (
        is_in_development_container(stage)
        or not stage.is_shipped
        or not is_root(stage.final_state.user.value)
        or stage.facts.is_windows
    ):
        return
    deciding = next(((link, step) for link in stage.chain if (step := last_step(link, Keyword.USER))), None)
    if deciding is None or gives_up_root(stage) is not False:
        return
    link, step = deciding
    word = step.instruction.words[0]
    if link is stage:
        yield RULE.at(step, word.span, "the container runs as root, since this is the last `USER`")
        return
    yield RULE.at(
        stage.from_step,
        stage.base.span,
        f"the container runs as root, since the last `USER` of `{stage.base.word.text}` is root",
        related=[Related(step.item, word.span, "the user is set here")],
    )
