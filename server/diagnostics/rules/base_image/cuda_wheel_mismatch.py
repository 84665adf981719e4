"""Take wheels for the CUDA of the base image.

Wheels such as those of PyTorch are built for one version of CUDA and bring its libraries along. Where the base image has another one,
both are shipped, and the driver has to fit both.

## Example

```dockerfile bad
FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04
RUN pip install torch --index-url https://download.pytorch.org/whl/cu118
#                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ these wheels are for CUDA 11.8, the base image has 12.8
```

## Good

```dockerfile good
FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04
RUN pip install torch --index-url https://download.pytorch.org/whl/cu128
```

## No fix

Which version is meant is for you to say.

## When to ignore

Everything that uses CUDA comes as wheels; then a base without CUDA is smaller.

## Sources

- https://pytorch.org/get-started/locally/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...finding import Confidence, Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={"tally": ("gpu/cuda-version-mismatch",)},
    confidence=Confidence.MEDIUM,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_invocation("pip", "uv")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    image = call.step.traits.base.image
    if image is None or not image.familiar_name.endswith("nvidia/cuda"):
        return
    base = re.match(r"(\d+)\.(\d+)", image.tag or "")
    for option in call.invocation.options:
        asked = re.search(r"/cu(\d{2})(\d)/?$", option.value or "")
        if base is None or asked is None or option.value_word is None:
            continue
        if asked.groups() != base.groups():
            message = f"these wheels are for CUDA {asked[1]}.{asked[2]}, the base image has {base[0]}"
            yield RULE.at(call.step, option.value_word.span, message)
