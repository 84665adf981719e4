"""Start a program that the image has.

A container whose program is not in the image ends at once, with `executable file not found in $PATH`. The programs that are looked
at are those of which it is known that the base image lacks them, and in an image that begins from nothing all that are named by
their path; one that was installed, copied, or may be, is left alone.

## Example

```dockerfile bad
FROM debian:13-slim
COPY server.js /srv/
CMD ["node", "/srv/server.js"]
#     ^^^^ nothing puts `node` into this image, so a container of it cannot start
```

```dockerfile bad
FROM python:3.14-slim
COPY . /srv
ENTRYPOINT ["tini", "--"]
#            ^^^^ nothing puts `tini` into this image, so a container of it cannot start
CMD ["python", "/srv/app.py"]
```

```dockerfile bad
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/server .

FROM scratch
COPY --from=build /out/server /server
ENTRYPOINT ["/app/server"]
#            ^^^^^^^^^^^ nothing puts `/app/server` into this image, so a container of it cannot start
```

## Good

```dockerfile good
FROM scratch
COPY --from=build /out/ /app/
ENTRYPOINT ["/app/server"]
```

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends nodejs tini && rm -rf /var/lib/apt/lists/*
ENTRYPOINT ["tini", "--"]
CMD ["node", "/srv/server.js"]
```

```dockerfile good
FROM debian:13-slim
COPY --from=node:24-slim /usr/local/bin/ /usr/local/bin/
CMD ["node", "/srv/server.js"]
```

```dockerfile good
FROM gcr.io/distroless/nodejs24-debian13
CMD ["server.js"]
```

## No fix

Whether the program is to be installed, or another one started, is for you to say.

## When to ignore

Where the program is mounted into the container.

## Sources

- https://docs.docker.com/reference/dockerfile/#cmd
- https://docs.docker.com/reference/dockerfile/#entrypoint
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.programs import program_is_there
from ....semantics.stage import Stage
from ....semantics.start_command import last_step, stands_in, start_command
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.CORRECTNESS)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    step = start_command(stage).step if stage.is_shipped else None
    script = None if step is None else step.commands
    if step is None or script is None or not stands_in(stage, step) or stage.facts.is_windows is not False:
        return
    is_argument = step.keyword is Keyword.CMD and _may_have_entrypoint(stage)
    if is_argument or not script.commands or not script.dialect.is_posix or script.has_errors:
        return
    command = script.commands[0]
    name = command.name.value
    if name is None or command.depth:
        return
    # Only what is known to be missing: of a name that nobody wrote down, a closed image knows nothing.
    is_in_empty_image = stage.facts.distribution == "scratch" and name.startswith("/") and step.instruction.is_exec_form
    if not is_in_empty_image and stage.facts.programs.get(program_name(name)) is not False:
        return
    if program_is_there(stage, name) is False:
        message = f"nothing puts `{name}` into this image, so a container of it cannot start"
        yield RULE.at(step, command.name.span, message)


def _may_have_entrypoint(stage: Stage) -> bool:
    """Whether CMD may only be the arguments of an ENTRYPOINT of the base image."""
    if any(last_step(link, Keyword.ENTRYPOINT) is not None for link in stage.chain):
        return True
    return stage.facts.holds_nothing_else or stage.facts.entrypoint_drops_privileges is not None
