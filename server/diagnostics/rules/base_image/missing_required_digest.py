"""Pin every image by its digest where your project requires it.

Says nothing until `require-digests` is configured. A tag can be moved to another image; a digest names one for ever.
Unlike `undigested-base-image` this is a rule of the project, so that it is an error, and it speaks of FROM, of
`COPY --from` and of `RUN --mount=from=` alike.

## Example

```dockerfile bad digests=true
FROM debian:trixie
#    ^^^^^^^^^^^^^ `debian:trixie` has no digest, which this project requires
COPY --from=ghcr.io/astral-sh/uv:0.8 /uv /bin/
#           ^^^^^^^^^^^^^^^^^^^^^^^^ `ghcr.io/astral-sh/uv:0.8` has no digest, which this project requires
RUN --mount=from=busybox,target=/busybox /busybox/bin/true
#                ^^^^^^^ `busybox` has no digest, which this project requires
```

## Good

```dockerfile good digests=true
ARG IMAGE
FROM $IMAGE AS given
FROM debian:trixie@sha256:0d01188e8dd0ac63bf155900fad49279131a876a1ea7fac917c62e87ccb2732d AS build
FROM scratch
COPY --from=build /app /app
```

```dockerfile good
FROM debian:trixie
```

## No fix

Which image a tag means at the moment is known to its registry only, and nobody is asked unbidden. In an editor, choose
*Pin … to the digest it has now* on the image; in a terminal, [`dockwright pin`](../command-line.md#pinning) writes the
digests of all images of a file.

## When to ignore

An image that the same pipeline has built just before.

## Sources

- https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Category, ImageMention, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.ERROR, Category.REPRODUCIBILITY, profiles=("security",))


@RULE.on_image()
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for the digest of each known image."""
    image = mention.use.image
    if surroundings.require_digests and image is not None and image.digest is None:
        message = f"`{mention.use.value}` has no digest, which this project requires"
        yield RULE.at(mention.step, mention.use.span, message)
