"""Name a tag that exists.

A tag with a slip of the pen makes the build fail when the image is pulled. The list of Docker's official images that
comes with Dockwright knows the supported tags; what is said here are only tags that differ from an existing one by what
looks like a slip: a letter, the order of the words, a wrong separator. Versions that the list does not hold, older or
newer ones, are not doubted.

## Example

```dockerfile bad
FROM python:3.14-slm
#           ^^^^^^^^ the official image `python` has no tag `3.14-slm`; did you mean `3.14-slim`?
```

```dockerfile fixed
FROM python:3.14-slim
```

```dockerfile bad
ARG NODE_VERSION=24-apline
FROM node:${NODE_VERSION}
#    ^^^^^^^^^^^^^^^^^^^^ `node:${NODE_VERSION}` is `node:24-apline`, and the official image `node` has no tag `24-apline`; did you mean `24-alpine`?
```

```dockerfile fixed
ARG NODE_VERSION=24-alpine
FROM node:${NODE_VERSION}
```

## Good

```dockerfile good
FROM node:24.1.0-slim AS older_than_the_list
FROM python:3.99 AS newer_than_the_list
FROM example.com/python:3.14-slm AS elsewhere
FROM node:24-alpine
```

## Fix safety

Unsafe: it takes the likeliest of the tags that may have been meant.

## When to ignore

A registry mirror of your own that serves more tags under the names of the official images.

## Sources

- https://github.com/docker-library/official-images
"""

from __future__ import annotations

from collections.abc import Iterator

from ....images.official import Existence, suggest_tags, tag_existence
from ...finding import Confidence, Finding, Safety, Severity
from ...rule import Category, ImageMention, Rule, Surroundings
from ._naming import span_of_tag

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    fix=Safety.UNSAFE,
    confidence=Confidence.MEDIUM,
)


@RULE.on_image()
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at official images whose tag is known and not in the list."""
    use, image = mention.use, mention.use.image
    if image is None or image.tag is None or image.digest is not None:
        return
    name = image.official_name
    if name is None or tag_existence(name, image.tag) is not Existence.UNLIKELY:
        return
    suggestions = " or ".join(f"`{tag}`" for tag in suggest_tags(name, image.tag))
    question = f"; did you mean {suggestions}?" if suggestions else ""
    message = f"the official image `{name}` has no tag `{image.tag}`{question}"
    if use.word.value is None:
        message = f"`{use.word.text}` is `{use.value}`, and {message}"
    yield RULE.at(mention.step, span_of_tag(use, image), message)
