"""Ship the runtime of CUDA, not its compilers.

`nvidia/cuda` images with `devel` in the tag hold compilers, headers and static libraries: several gigabytes. What was built in one runs
in the `runtime` or `base` image.

## Example

```dockerfile bad
FROM nvidia/cuda:13.0.1-devel-ubuntu24.04
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the compilers of CUDA are shipped; the `runtime` image has none
CMD ["python3", "serve.py"]
```

## Good

```dockerfile good
FROM nvidia/cuda:13.0.1-devel-ubuntu24.04 AS build
RUN make

FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04
COPY --from=build /app /app
```

## No fix

What was built in the image has to be copied over.

## When to ignore

Kernels are compiled while the program runs.

## Sources

- https://hub.docker.com/r/nvidia/cuda
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.image_use import ImageUseKind
from ...finding import Confidence, Finding, Severity
from ...rule import Category, ImageMention, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"tally": ("gpu/prefer-runtime-final-stage",)},
    confidence=Confidence.MEDIUM,
    is_default=False,
    profiles=("size", "strict"),
)


@RULE.on_image(ImageUseKind.FROM)
def check(mention: ImageMention, surroundings: Surroundings) -> Iterator[Finding]:
    image = mention.use.image
    if image is None or not mention.step.traits.is_in_image or not image.familiar_name.endswith("nvidia/cuda"):
        return
    if "devel" in (image.tag or "").split("-"):
        yield RULE.at(mention.step, mention.use.span, "the compilers of CUDA are shipped; the `runtime` image has none")
