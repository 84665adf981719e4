r"""Remove files in the instruction that wrote them.

A layer only adds. A file that a later instruction removes is hidden from the container but still stored, pulled and
pushed with the layer that wrote it: the image is as large as before, and anybody can read the file out of it.

## Example

```dockerfile bad
FROM debian:13-slim
COPY vendor.tar.gz /tmp/vendor.tar.gz
RUN tar -xzf /tmp/vendor.tar.gz -C /opt
RUN rm /tmp/vendor.tar.gz
#      ^^^^^^^^^^^^^^^^^^ removing `/tmp/vendor.tar.gz` here frees nothing, since another layer already holds it
```

```dockerfile bad
FROM python:3.14-slim
RUN mkdir -p /build && cp -r /usr/include /build/include
RUN make -C /build install && \
    rm -rf /build
#          ^^^^^^ removing `/build` here frees nothing, since another layer already holds it
```

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends git
RUN apt-get clean && rm -rf /var/lib/apt/lists/*
#                           ^^^^^^^^^^^^^^^^^^^^ removing `/var/lib/apt/lists/*` here frees nothing, since another layer already holds it
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends git \
    && apt-get clean && rm -rf /var/lib/apt/lists/*
```

## Good

```dockerfile good
FROM debian:13-slim
RUN --mount=type=bind,source=vendor.tar.gz,target=/tmp/vendor.tar.gz \
    tar -xzf /tmp/vendor.tar.gz -C /opt
RUN curl -fsSLo /tmp/tool.deb https://example.com/tool.deb && dpkg -i /tmp/tool.deb && rm /tmp/tool.deb
RUN rm -rf /etc/nginx/conf.d/default.conf
```

```dockerfile good
FROM alpine:3.24
RUN apk update
RUN apk add --update git && rm -rf /var/cache/apk/*
```

```dockerfile good
FROM golang:1.26 AS build
COPY . /src
RUN go build -C /src -o /bin/app
RUN rm -rf /src

FROM gcr.io/distroless/static-debian12
COPY --from=build /bin/app /app
```

## Fix safety

Safe: offered where the RUN right above wrote the files and both can be merged without changing what they do. A file that
COPY brought in is better mounted with `RUN --mount=type=bind` or built in another stage.

## When to ignore

Where the file is a few bytes and only has to be out of sight, such as a default configuration.

## Sources

- https://docs.docker.com/engine/storage/drivers/#images-and-layers
- https://docs.docker.com/build/building/best-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.file_effects import FileEffect, PathEffect, path_effects
from ....semantics.step import Step
from ...fact_checks import PlacedFact
from ...finding import Finding, Related, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._earlier_writers import certain_writer, taken_from_others

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.SIZE, fix=Safety.SAFE, profiles=("size",))


def _removals(step: Step) -> list[PathEffect]:
    """What a step removes that it did not write itself, and that names a place of its own."""
    return taken_from_others(step, _is_removal)


def _is_removal(effect: PathEffect) -> bool:
    is_move = effect.invocation is not None and effect.invocation.tool == "mv"
    return effect.effect is FileEffect.REMOVES and not is_move


@RULE.on_fact(_removals)
def check(removal: PlacedFact[PathEffect], surroundings: Surroundings) -> Iterator[Finding]:
    if not removal.stage.is_shipped:
        return
    removed = removal.fact
    writer = certain_writer(removal.stage.select(path_effects).before(removal.position), removed)
    if writer is not None:
        yield RULE.at(
            removed.step,
            removed.span,
            f"removing `{removed.path}` here frees nothing, since another layer already holds it",
            related=[Related(writer.step.item, writer.span, f"`{writer.path}` is written here")],
        )
