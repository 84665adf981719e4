"""Pin the base image by its digest.

A tag can be moved to another image, by its makers or by somebody who got at their account. A digest names one image for ever. It has
to be renewed by hand or by a bot, which is why this is off until it is asked for.

## Example

```dockerfile bad
FROM alpine:3.22
#    ^^^^^^^^^^^ `alpine:3.22` may be another image tomorrow; a digest names one for ever
```

## Good

```dockerfile good
FROM alpine:3.22@sha256:4b7ce07002c69e8f3d704a9c5d6fd3053be500b7f1c69fc0d80990c2ad8dd412
RUN --mount=type=bind,from=build,target=/mnt true
```

```dockerfile good
FROM scratch
```

## No fix

Which digest the tag has today only the registry knows, and nobody is asked unbidden. In an editor, choose *Pin … to the
digest it has now* on the image, or have the digests shown by the setting [`hintDigests`](../editors.md#settings); in a
terminal, [`dockwright pin`](../command-line.md#pinning) writes those of all images of a file.

## When to ignore

The base is your own, and is meant to move.

## Sources

- https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.image_use import ImageUseKind
from ...finding import Finding, Severity
from ...rule import Category, ImageMention, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SECURITY,
    also_known_as={"semgrep": ("dockerfile-source-not-pinned",)},
    is_default=False,
    profiles=("security", "strict"),
)


@RULE.on_image(ImageUseKind.FROM)
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    image = mention.use.image
    if image is not None and image.digest is None:
        message = f"`{mention.use.value}` may be another image tomorrow; a digest names one for ever"
        yield RULE.at(mention.step, mention.use.span, message)
