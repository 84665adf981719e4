"""Move off a base image that gets no more fixes.

Past its end of life a release is not mended any more, whatever is found in it: the packages of the image and those that
are installed from its archives stay as they are. For distributions the archives are also moved away some time after,
and the build then fails at `apt-get update`.

The version in the tag is looked at, the distribution that the tag names, and images that are no longer published as a
whole. Dates are those of endoflife.date as of the day of the data that comes with Dockwright. Paid extensions do not
count, Debian's long term support does. Releases that are followed by the next one within weeks are left alone, and so
is a tag that moves to newer releases by itself.

## Example

```dockerfile bad
FROM node:14-alpine
#         ^^^^^^^^^ `node:14-alpine` is past its end of life: Node.js 14 has had no fixes since 2023-04-30
```

```dockerfile fixed
FROM node:22-alpine
```

```dockerfile bad
FROM python:3.12-slim-buster AS build
#           ^^^^^^^^^^^^^^^^ `python:3.12-slim-buster` is past its end of life: Debian 10 (buster) has had no fixes since 2024-06-30
FROM openjdk:17-jdk
#    ^^^^^^^ `openjdk:17-jdk` is past its end of life: the image `openjdk` is no longer updated; `eclipse-temurin` follows it
```

```dockerfile fixed
FROM python:3.12-slim-bookworm AS build
FROM openjdk:17-jdk
```

## Good

```dockerfile good today=2026-03-01
ARG NODE=22
FROM node:${NODE} AS build
FROM node:20 AS supported_until_the_end_of_april
FROM python:3 AS moving
FROM example.com/team/python:3.6
COPY --from=build /app /app
```

## Fix safety

Unsafe: it moves to the nearest release of the same variant that still gets fixes, and programs may have to follow. Only
official images can be moved, since only of those it is known what exists; the rest is left to you.

## When to ignore

You pay for extended support, or the image is kept to reproduce something old.

## Sources

- https://endoflife.date/
- https://hub.docker.com/_/openjdk
"""

from __future__ import annotations

from collections.abc import Iterator

from ....images.lifecycle import EndOfLife, Named, data_date, ends_of_life
from ....images.reference import ImageReference
from ....semantics.image_use import ImageUse
from ...finding import Finding, Safety, Severity
from ...rule import Category, ImageMention, Rule, Surroundings
from ._naming import span_of_name, span_of_tag, weight

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={"tally": ("ruby/eol-ruby-version",), "doctor": ("DD077",)},
    fix=Safety.UNSAFE,
    profiles=("security", "strict"),
)


@RULE.on_image()
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    """Ask for the ends that the reference names, and say those that are past."""
    use, image = mention.use, mention.use.image
    if image is None or (image.tag is None and image.digest is not None):
        return
    ended = [end for end in ends_of_life(image) if end.is_past(surroundings.today) and not end.is_superseded_quickly]
    if not ended:
        return
    retired = next((end for end in ended if end.named_by is Named.IMAGE), None)
    if retired is not None:
        ended = [retired]
    reasons = ", and ".join(_reason(end) for end in ended)
    message = f"{_named(use, image)} is past its end of life: {reasons}"
    span = span_of_tag(use, image) if retired is None else span_of_name(use, image)
    yield RULE.at(mention.step, span, message, severity=weight(use, image))


def _named(use: ImageUse, image: ImageReference) -> str:
    written = image.written.partition("@")[0]
    return f"`{written}`" if use.word.value is not None else f"`{use.word.text}` is `{written}`, which"


def _reason(end: EndOfLife) -> str:
    if end.named_by is Named.IMAGE and not end.cycle:
        follows = "" if end.replacement is None else f"; `{end.replacement}` follows it"
        return f"{end.title} is no longer updated{follows}"
    if not end.date_is_exact:
        return f"{end.name} no longer gets fixes"
    # A date that lay ahead when the data was made is a plan, which may have changed since.
    planned = "" if end.date <= data_date() else f" (as planned on {data_date().isoformat()})"
    return f"{end.name} has had no fixes since {end.date.isoformat()}{planned}"
