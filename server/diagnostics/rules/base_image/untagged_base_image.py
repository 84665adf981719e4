"""Give the base image a tag.

An image without a tag means `latest`, and `latest` moves. The same Dockerfile builds on one version today and on
another one after the next release, on your machine perhaps still on what was pulled last year. A build that broke
overnight without a change is most often this.

A tag such as `3.14` still gets security fixes when it is pulled again, and a full one such as `3.14.7-trixie` changes
least. Whoever wants neither to change adds the digest.

## Example

```dockerfile bad
FROM python
#    ^^^^^^ `python` has no tag, so it means `latest`, which changes without notice
CMD ["python", "--version"]
```

```dockerfile fixed
FROM python:3.14.7-trixie
CMD ["python", "--version"]
```

The default of a build argument is looked at and mended where it is written.

```dockerfile bad
ARG BASE=node
FROM $BASE
#    ^^^^^ `$BASE` is `node`, which has no tag, so it means `latest`, which changes without notice
COPY --from=nginx /etc/nginx/mime.types /etc/
#           ^^^^^ `nginx` has no tag, so it means `latest`, which changes without notice
```

```dockerfile fixed
ARG BASE=node:26.7.0-trixie
FROM $BASE
COPY --from=nginx:1.31.4-trixie /etc/nginx/mime.types /etc/
```

## Good

Stages, digests, `scratch`, and what only the build will know are left alone.

```dockerfile good
ARG BASE=alpine:3.22
ARG UNKNOWN
FROM $BASE AS base
FROM ${UNKNOWN} AS other
FROM base AS test
COPY --from=sources /app /app
FROM ruby@sha256:a0a5a0c6c0b9a3f0e3e1f1a5a0a5a0c6c0b9a3f0e3e1f1a5a0a5a0c6c0b9a3f0
FROM scratch
```

So is an image whose name says the release and which has no tags that would say more: a digest is all that pins it.

```dockerfile good
FROM gcr.io/distroless/static-debian13
```

## Fix safety

Unsafe: the tag is the most specific one that held the same image as `latest` on the day of the data that comes with
Dockwright. Since then `latest` may have moved, and from now on nothing moves until somebody changes the tag.

## When to ignore

An image that is built beside this one and has no other tag, or a test that is meant to follow the newest release.

## Sources

- https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
- https://docs.docker.com/reference/dockerfile/#from
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.image_use import ImageUseKind
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Finding, Safety, Severity
from ...options import switch
from ...rule import Category, ImageMention, Rule, Surroundings
from ._naming import certainty, may_be_local, span_of_name, subject, weight

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.REPRODUCIBILITY,
    also_known_as={
        "hadolint": ("DL3006",),
        "tally": ("hadolint/DL3006",),
        "trivy": ("DS-0001", "AVD-DS-0001"),
        "checkov": ("CKV_DOCKER_7",),
        "kics": ("9efb0b2d",),
        "semgrep": ("missing-image-version",),
        "dockerfilelint": ("missing_tag",),
        "droast": ("DF001",),
        "doctor": ("DD001",),
    },
    fix=Safety.UNSAFE,
    profiles=("hadolint", "security", "strict"),
    options=(
        switch(
            "releases-in-names",
            "Whether an image counts whose name says the release, such as `gcr.io/distroless/static-debian13`.",
            *("hadolint", "tally"),
        ),
    ),
)

_SAYS_RELEASE = lazy_pattern(r"gcr\.io/distroless/[\w-]+-debian\d+\Z")
"""Their tags are `latest`, `nonroot` and `debug`, for each architecture:
https://github.com/GoogleContainerTools/distroless#what-images-are-available."""


@RULE.on_image()
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at images whose reference is known and has neither tag nor digest."""
    use, image = mention.use, mention.use.image
    if image is None or image.tag is not None or image.digest is not None:
        return
    if use.kind is not ImageUseKind.FROM and may_be_local(image):
        return
    if _SAYS_RELEASE.match(image.familiar_name) and not RULE.is_on("releases-in-names", surroundings):
        return
    message = subject(use, "has no tag, so it means `latest`, which changes without notice")
    span = span_of_name(use, image)
    yield RULE.at(mention.step, span, message, severity=weight(use, image), confidence=certainty(image))
