"""Write the name of an image where a bot finds it.

Renovate and Dependabot look for an image and its tag in FROM, or in the default of one ARG. A tag that is put together from pieces,
as in `python:${VERSION}-slim`, they pass over, or change in a way that does not fit.

## Example

```dockerfile bad
ARG VERSION=3.14
FROM python:${VERSION}-slim
#    ^^^^^^^^^^^^^^^^^^^^^^ no bot can keep an image up to date whose tag is put together from pieces
```

## Good

```dockerfile good
ARG BASE=python:3.14-slim
FROM $BASE
```

```dockerfile good
ARG VERSION=3.14
FROM python:${VERSION}
```

## No fix

Whether the build passes one of the pieces is not known here.

## When to ignore

No bot keeps the images up to date, or the build passes the pieces.

## Sources

- https://docs.renovatebot.com/modules/manager/dockerfile/
- https://docs.github.com/en/code-security/dependabot
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.image_use import ImageUseKind
from ...finding import Finding, Severity
from ...rule import Category, ImageMention, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_image(ImageUseKind.FROM)
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    use = mention.use
    if use.image is None or not use.bindings or (use.word.text.startswith("$") and len(use.bindings) == 1):
        return
    tag = use.word.text.rpartition("/")[2].partition(":")[2]
    is_whole = tag.startswith("$") and tag.count("$") == 1 and (tag.endswith("}") or tag[1:].isidentifier())
    if len(use.bindings) > 1 or (tag and "$" in tag and not is_whole):
        yield RULE.at(
            mention.step, use.span, "no bot can keep an image up to date whose tag is put together from pieces"
        )
