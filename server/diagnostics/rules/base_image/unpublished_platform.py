"""Ask for a platform that the image is published for.

`FROM --platform` names a platform. Where the official image has no variant for it, the build ends with `no match for platform in
manifest`. Which platforms there are is known for the supported tags of official images; nothing is asked over the network, and of
other images nothing is said.

## Example

```dockerfile bad
FROM --platform=linux/mips64le python:3.14-slim
#               ^^^^^^^^^^^^^^ `python:3.14-slim` is not published for this platform, but for amd64, arm, arm64, 386, ppc64le, riscv64 and s390x
```

## Good

```dockerfile good
FROM --platform=linux/arm64 python:3.14-slim
FROM --platform=$BUILDPLATFORM python:3.14-slim
FROM --platform=linux/mips64le registry.example.com/python:3.14
```

## No fix

Which platform is meant is for you to say.

## When to ignore

The image has been published for that platform since.

## Sources

- https://docs.docker.com/reference/dockerfile/#from
- https://docs.docker.com/reference/build-checks/invalid-base-image-platform/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....images.library import official_image
from ....semantics.image_use import ImageUseKind
from ....syntax.bodies import From, body_of
from ...finding import Confidence, Finding, Severity
from ...rule import Category, ImageMention, Rule, Surroundings
from ._platforms import read_platform

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("InvalidBaseImagePlatform",),
        "tally": ("buildkit/InvalidBaseImagePlatform", "tally/platform-mismatch"),
    },
    confidence=Confidence.MEDIUM,
    profiles=("buildkit",),
)

_NAMES = {"arm32v5": "arm", "arm32v6": "arm", "arm32v7": "arm", "arm64v8": "arm64", "i386": "386"}


@RULE.on_image(ImageUseKind.FROM)
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at official images whose tag is in the list and whose platform is written out."""
    body, image = body_of(mention.step.item), mention.use.image
    if not isinstance(body, From) or body.platform is None or body.platform.value is None or image is None:
        return
    platform = read_platform(body.platform.value.value or "")
    official = None if image.official_name is None else official_image(image.official_name)
    tag = "latest" if image.tag is None and image.digest is None else image.tag
    if platform is None or platform.architecture is None or official is None or tag is None or image.digest is not None:
        return
    published = [name for name in official.architectures(tag) if not name.startswith("windows-")]
    names = list(dict.fromkeys(_NAMES.get(name, name) for name in published))
    if not names or platform.operating_system not in (None, "linux") or platform.architecture in names:
        return
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    message = f"`{image.written}` is not published for this platform, but for {listed}"
    yield RULE.at(mention.step, body.platform.value.span, message)
