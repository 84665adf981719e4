"""Write the image reference as registries know it.

What is not `[registry/]name[:tag][@digest]` names no image, so the build stops before it begins: capitals in a
repository name, an address with `https://`, a colon without a tag, a digest of the wrong length.

FROM finds an earlier stage by its name in lower case only: `FROM Build` is taken for an image, even where a stage was
declared with `AS Build`.

## Example

```dockerfile bad
FROM Alpine:3.22 AS base
#    ^^^^^^^^^^^ this is no image reference: a repository name must be lowercase
COPY --from=https://ghcr.io/astral-sh/uv /uv /bin/
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is no image reference: an image has no `https://` before its name
```

```dockerfile fixed
FROM alpine:3.22 AS base
COPY --from=ghcr.io/astral-sh/uv /uv /bin/
```

```dockerfile bad
FROM alpine:3.22 AS Build
FROM Build
#    ^^^^^ FROM finds a stage only by its name in lower case, `build`
```

```dockerfile fixed
FROM alpine:3.22 AS Build
FROM build
```

## Good

```dockerfile good
ARG IMAGE
FROM localhost:5000/team/app:1 AS other
FROM alpine:3.22 AS build
FROM $IMAGE
COPY --from=build /app /app
```

## Fix safety

Safe where only capitals become small letters: no image and no stage can be meant by the capitals. Unsafe where an
address loses its `https://`, since something else than an image may have been meant, and where a name has no small
letters, such as `BASEIMAGE`, since a script may put an image into its place.

## When to ignore

Never: the build fails.

## Sources

- https://github.com/distribution/reference
- https://docs.docker.com/reference/cli/docker/image/tag/#description
"""

from __future__ import annotations

from collections.abc import Iterator

from ....images.reference import ImageReference, InvalidReference, parse_reference
from ....semantics.image_use import ImageUseKind
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, ImageMention, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={"dockerfile-utils": ("26",), "buildkit": ("InvalidDefaultArgInFrom",)},
    fix=Safety.UNSAFE,
    profiles=("buildkit",),
)

_SCHEMES = ("https://", "http://", "docker://")
_MAY_BE_PLACEHOLDER = "what has no small letters may be a placeholder for an image"


@RULE.on_image()
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at references without variables that no registry could serve."""
    use = mention.use
    value = use.word.value
    if not value:
        return
    if use.kind is ImageUseKind.FROM and use.stage is not None and value != value.lower():
        message = f"FROM finds a stage only by its name in lower case, `{value.lower()}`"
        fixes = _small_letters(mention, value, (0, len(value)), None)
        yield RULE.at(mention.step, use.span, message, fixes=fixes)
    elif isinstance(use.reference, InvalidReference):
        scheme = next((scheme for scheme in _SCHEMES if value.startswith(scheme)), None)
        reason = use.reference.reason if scheme is None else f"an image has no `{scheme}` before its name"
        fixes = _fixes(mention, value, scheme)
        yield RULE.at(mention.step, use.span, f"this is no image reference: {reason}", fixes=fixes)


def _fixes(mention: ImageMention, value: str, scheme: str | None) -> list[Fix]:
    if scheme is not None:
        if not isinstance(parse_reference(value.removeprefix(scheme)), ImageReference):
            return []
        start = mention.use.span.start
        edit = Edit(mention.step.item, Span(start, start + len(scheme)), "")
        reason = "something else than an image may have been meant"
        return [Fix(f"Remove `{scheme}`", Safety.UNSAFE, lambda: (edit,), reason, uncovers=True)]
    lowered = parse_reference(value.lower())
    if not isinstance(lowered, ImageReference) or lowered.repository_range is None:
        return []
    end = lowered.repository_range[1]
    is_shouted = value[:end].isupper()
    return _small_letters(mention, value, (0, end), _MAY_BE_PLACEHOLDER if is_shouted else None)


def _small_letters(mention: ImageMention, value: str, part: tuple[int, int], reason: str | None) -> list[Fix]:
    """Lower the letters of a part of the value; nothing where that is not enough or the word is not plainly written.

    ``reason`` says why that is not safe, if it is not.
    """
    start, end = part
    use = mention.use
    lowered = value[:start] + value[start:end].lower() + value[end:]
    if use.word.text != value or len(value) != use.span.end - use.span.start:
        return []
    if not isinstance(parse_reference(lowered), ImageReference):
        return []
    span = Span(use.span.start + start, use.span.start + end)
    edit = Edit(mention.step.item, span, value[start:end].lower())
    safety = Safety.SAFE if reason is None else Safety.UNSAFE
    return [Fix("Use small letters", safety, lambda: (edit,), reason, uncovers=True)]
