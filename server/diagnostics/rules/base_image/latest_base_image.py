"""Name a version of the base image rather than `latest`.

`latest` is whatever was published last: the next major version one day, and on a machine that has it already, whatever
was `latest` when it was pulled. Nobody can tell from the Dockerfile what an image was built on.

## Example

```dockerfile bad
FROM node:latest
#         ^^^^^^ `latest` changes without notice, with the next major version as well
```

```dockerfile fixed
FROM node:26.7.0-trixie
```

```dockerfile bad
ARG VERSION=latest
FROM debian:$VERSION
#    ^^^^^^^^^^^^^^^ `debian:$VERSION` is `debian:latest`, and `latest` changes without notice, with the next major version as well
```

```dockerfile fixed
ARG VERSION=13.6
FROM debian:$VERSION
```

## Good

```dockerfile good
FROM node:lts AS build
FROM node:24
COPY --from=build /app /app
```

## Fix safety

Unsafe: the tag is the most specific one that held the same image as `latest` on the day of the data that comes with
Dockwright. Since then `latest` may have moved, and from now on nothing moves until somebody changes the tag.

## When to ignore

A test that is meant to follow the newest release, or an image of your own whose only tag is `latest`.

## Sources

- https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Safety, Severity
from ...rule import Category, ImageMention, Rule, Surroundings
from ._naming import span_of_tag, weight

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.REPRODUCIBILITY,
    also_known_as={
        "hadolint": ("DL3007",),
        "tally": ("hadolint/DL3007",),
        "trivy": ("DS-0001", "AVD-DS-0001"),
        "checkov": ("CKV_DOCKER_7",),
        "kics": ("f45ea400",),
        "semgrep": ("avoid-latest-version",),
        "dockerfilelint": ("latest_tag",),
        "droast": ("DF001", "DF024"),
        "doctor": ("DD001",),
    },
    fix=Safety.UNSAFE,
    profiles=("hadolint", "security", "strict"),
)


@RULE.on_image()
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for the tag `latest` without a digest."""
    use, image = mention.use, mention.use.image
    if image is None or image.tag != "latest" or image.digest is not None:
        return
    what = "`latest` changes without notice, with the next major version as well"
    message = what if use.word.value is not None else f"`{use.word.text}` is `{use.value}`, and {what}"
    yield RULE.at(mention.step, span_of_tag(use, image), message, severity=weight(use, image))
