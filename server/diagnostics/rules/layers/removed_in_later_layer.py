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
from ....semantics.mounts import is_below
from ....semantics.selection import Selection
from ....semantics.step import Step
from ...fact_checks import PlacedFact
from ...finding import Finding, Related, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.SIZE, fix=Safety.SAFE, profiles=("size",))


def _removals(step: Step) -> list[PathEffect]:
    """What a step removes that it did not write itself, and that names a place of its own."""
    found: list[PathEffect] = []
    written: list[str] = []
    for effect in path_effects(step):
        if effect.effect is FileEffect.WRITES:
            written.append(effect.path)
        elif _is_removal(effect) and not any(_touch(path, effect.place) for path in written):
            found.append(effect)
    return found


def _is_removal(effect: PathEffect) -> bool:
    is_move = effect.invocation is not None and effect.invocation.tool == "mv"
    return effect.effect is FileEffect.REMOVES and not is_move


def _touch(one: str, other: str) -> bool:
    return is_below(one, other) or is_below(other, one)


@RULE.on_fact(_removals)
def check(removal: PlacedFact[PathEffect], surroundings: Surroundings) -> Iterator[Finding]:
    if not removal.stage.is_shipped:
        return
    removed = removal.fact
    writer = _writer(removal.stage.select(path_effects), removal.position, removed)
    if writer is not None:
        yield RULE.at(
            removed.step,
            removed.span,
            f"removing `{removed.path}` here frees nothing, since another layer already holds it",
            related=[Related(writer.step.item, writer.span, f"`{writer.path}` is written here")],
        )


def _writer(effects: Selection[PathEffect], position: int, removal: PathEffect) -> PathEffect | None:
    """An earlier instruction that certainly wrote what is removed: the very path, or something below it."""
    path = removal.place
    if path == "/" or any(mark in path for mark in "*?["):
        return None
    written: PathEffect | None = None
    for earlier in effects.before(position):
        if earlier.effect is FileEffect.WRITES and is_below(earlier.path, path):
            written = earlier
        elif earlier.effect is FileEffect.REMOVES and is_below(path, earlier.place):
            written = None
    return written
