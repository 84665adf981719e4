"""Use the tags that your project allows only.

Says nothing until `allowed-tags` is configured. Each entry is a pattern for a tag, in which `*` stands for any
characters: `*-slim`, `3.*`. With a repository before a colon it speaks of that one only: `python:3.1[34]*`. Where no
entry speaks of an image, its tag may be any.

An image without a tag has the tag `latest`, unless it has a digest, which then is what counts.
FROM, `COPY --from` and `RUN --mount=from=` are all looked at.

## Example

```dockerfile bad tags=python:3.*,*-slim
FROM debian:trixie AS build
#           ^^^^^^ the tag `trixie` of `debian` is not allowed: *-slim
FROM python:rc
#           ^^ the tag `rc` of `python` is not allowed: python:3.*, *-slim
COPY --from=node /usr/local /usr/local
#           ^^^^ the tag `latest` of `node` is not allowed: *-slim
```

## Good

```dockerfile good tags=python:3.*,*-slim
ARG TAG
FROM debian:$TAG AS given
FROM debian:trixie-slim AS build
FROM python:3.14
```

```dockerfile good tags=python:3.*
FROM debian:trixie
```

## No fix

Which tag serves instead is for you to say.

## When to ignore

An image that was agreed on as an exception.

## Sources

- https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Category, ImageMention, Rule, Surroundings
from ._policy import allows_tag, span_of_part, speaking_of

RULE = Rule(__name__, __doc__, Severity.ERROR, Category.SECURITY, profiles=("security",))


@RULE.on_image()
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare the tag of each known image with the patterns that speak of it."""
    image = mention.use.image
    if not surroundings.allowed_tags or image is None or (image.tag is None and image.digest is not None):
        return
    tag = image.tag or "latest"
    if allows_tag(surroundings.allowed_tags, image, tag):
        return
    span = span_of_part(mention.use, image.tag_range)
    patterns = ", ".join(speaking_of(surroundings.allowed_tags, image))
    yield RULE.at(mention.step, span, f"the tag `{tag}` of `{image.familiar_name}` is not allowed: {patterns}")
