"""Take images from the repositories that your project allows only.

Says nothing until `allowed-repositories` is configured. Each entry is a pattern for the name of an image, in which `*`
stands for any characters: `python`, `docker.io/library/*`, `ghcr.io/acme/*`. Names of Docker Hub may be written short or
in full. The tag plays no part here; `allowed-tags` speaks of it.

FROM, `COPY --from` and `RUN --mount=from=` are all looked at. An image whose name is not known, since a variable has no
value, is not judged.

## Example

```dockerfile bad repositories=python,ghcr.io/acme/*
FROM bitnami/nginx:1.29 AS web
#    ^^^^^^^^^^^^^ `bitnami/nginx` is not among the allowed repositories: python, ghcr.io/acme/*
FROM python:3.14
COPY --from=ghcr.io/astral-sh/uv:0.8 /uv /bin/
#           ^^^^^^^^^^^^^^^^^^^^ `ghcr.io/astral-sh/uv` is not among the allowed repositories: python, ghcr.io/acme/*
```

## Good

```dockerfile good repositories=python,ghcr.io/acme/*
ARG IMAGE
FROM $IMAGE AS given
FROM docker.io/library/python:3.14
RUN --mount=from=ghcr.io/acme/tools:1,target=/tools /tools/build
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
from ._policy import names_repository, span_of_part

RULE = Rule(__name__, __doc__, Severity.ERROR, Category.SECURITY, profiles=("security",))


@RULE.on_image()
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare the name of each known image with the patterns."""
    patterns = surroundings.allowed_repositories
    image = mention.use.image
    if not patterns or image is None or any(names_repository(pattern, image) for pattern in patterns):
        return
    span = span_of_part(mention.use, (0, len(image.name)))
    message = f"`{image.familiar_name}` is not among the allowed repositories: {', '.join(patterns)}"
    yield RULE.at(mention.step, span, message)
