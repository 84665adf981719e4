"""Spell the official image as Docker Hub does.

On Docker Hub a name without a slash is an official image, and the list of those is known. A name that differs from one
of them by a letter or two is most often a slip: the pull fails, or on a registry where anybody may register names,
brings somebody else's image.

## Example

```dockerfile bad
FROM pyhton:3.14
#    ^^^^^^ there is no official image `pyhton`; did you mean `python`?
```

```dockerfile fixed
FROM python:3.14
```

## Good

```dockerfile good
FROM debian:trixie AS nodes
FROM nodes AS test
FROM acme/pyhton:3
FROM app-base:1
COPY --from=sources / /
```

## Fix safety

Unsafe: an image of that name may exist on this machine.

## When to ignore

An image of your own that happens to resemble an official one.

## Sources

- https://docs.docker.com/docker-hub/image-library/trusted-content/#docker-official-images
"""

from __future__ import annotations

from collections.abc import Iterator

from ....images.official import official_image, official_names
from ....syntax.logical_text import Span
from ....syntax.problems.problem import closest
from ...finding import Confidence, Edit, Finding, Fix, Safety, Severity
from ...rule import Category, ImageMention, Rule, Surroundings
from ._naming import span_of_name

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    fix=Safety.UNSAFE,
    confidence=Confidence.MEDIUM,
)

_SHORTEST = 5
"""In shorter names a slip and another word are not told apart."""


@RULE.on_image()
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at plain names that are written out."""
    use, image = mention.use, mention.use.image
    if image is None or image.registry is not None or "/" in image.repository or use.word.value is None:
        return
    name = image.repository
    if official_image(name) is not None or len(name) < _SHORTEST:
        return
    meant = closest(name, (other for other in official_names() if is_slip(name, other)))
    if meant is None:
        return
    span = span_of_name(use, image)
    message = f"there is no official image `{name}`; did you mean `{meant}`?"
    edit = Edit(mention.step.item, span, meant)
    reason = "an image of that name may exist on this machine"
    fixes = [Fix(f"Change to `{meant}`", Safety.UNSAFE, lambda: (edit,), reason, uncovers=True)]
    yield RULE.at(mention.step, span, message, fixes=fixes if _covers(span, name) else ())


def is_slip(written: str, official: str) -> bool:
    """Whether the names have the same letters in another order, or differ by one letter that is not the last."""
    if sorted(written) == sorted(official):
        return True
    if written[:1] != official[:1] or abs(len(written) - len(official)) > 1:
        return False
    return written[-1:] == official[-1:]


def _covers(span: Span, name: str) -> bool:
    return span.end - span.start == len(name)
