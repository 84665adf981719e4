"""Take images from the registries that your project allows only.

Says nothing until `allowed-registries` is configured. Each entry is a pattern, in which `*` stands for anything:
without a slash it is compared with the registry (`ghcr.io`, `*.example.com`), with one with the whole name of the image
(`docker.io/library/*`, `ghcr.io/acme/*`). Docker Hub is `docker.io`, and its official images are `docker.io/library/…`.

FROM, `COPY --from` and `RUN --mount=from=` are all looked at.

## Example

```dockerfile bad registries=registry.example.com,docker.io/library/*
FROM bitnami/nginx:1.29 AS web
#    ^^^^^^^^^^^^^^^^^^ `docker.io/bitnami/nginx` is not from an allowed registry: registry.example.com, docker.io/library/*
FROM registry.example.com/base:1
COPY --from=ghcr.io/astral-sh/uv:0.8 /uv /bin/
#           ^^^^^^^^^^^^^^^^^^^^^^^^ `ghcr.io/astral-sh/uv` is not from an allowed registry: registry.example.com, docker.io/library/*
```

## Good

```dockerfile good registries=registry.example.com,docker.io/library/*
FROM debian:trixie AS build
FROM registry.example.com/team/base:1
COPY --from=build /app /app
```

```dockerfile good
FROM bitnami/nginx:1.29
```

## No fix

Where the image is to come from instead is for you to say.

## When to ignore

An image that was agreed on as an exception.

## Sources

- https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Category, ImageMention, Rule, Surroundings
from ._policy import allows

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.SECURITY,
    also_known_as={"hadolint": ("DL3026",), "tally": ("hadolint/DL3026",), "droast": ("DF065", "DF073")},
    profiles=("hadolint", "security"),
)


@RULE.on_image()
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare the full name of each known image with the patterns."""
    patterns = surroundings.allowed_registries
    image = mention.use.image
    if not patterns or image is None or any(allows(pattern, image.normalized) for pattern in patterns):
        return
    message = f"`{image.normalized}` is not from an allowed registry: {', '.join(patterns)}"
    yield RULE.at(mention.step, mention.use.span, message)
