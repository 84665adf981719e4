"""Take comments away that silence nothing, in the languages of other tools.

The same as `unused-suppression` for the comments of hadolint, BuildKit, Trivy, tally and others. Off by default: such a
tool may still run beside Dockwright, and see something where Dockwright sees nothing.

## Example

```dockerfile bad also=untagged-base-image,add-instead-of-copy
# hadolint ignore=DL3006,DL3020
#                        ^^^^^^ this silences nothing: `DL3020` finds nothing here
FROM alpine
```

```dockerfile fixed
# hadolint ignore=DL3006
FROM alpine
```

## Good

```dockerfile good also=untagged-base-image
# hadolint ignore=DL3006,DL9999
FROM alpine
# shellcheck disable=SC2086
RUN echo $A
# dockwright: ignore[untagged-base-image]
RUN echo a
```

## Fix safety

Unsafe: the tool whose language it is may need the comment.

## When to ignore

The other tool is still in use.

## Sources

- https://github.com/hadolint/hadolint#ignoring-rules
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...finding import Confidence, Finding, Safety, Severity, Tag
from ...rule import Category, Rule
from ._unused import unused_in

if TYPE_CHECKING:
    from ...engine import Analysis

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    fix=Safety.UNSAFE,
    confidence=Confidence.MEDIUM,
    is_default=False,
    profiles=("strict",),
    tags=(Tag.UNNECESSARY,),
)


@RULE.on_analysis
def check(analysis: Analysis) -> Iterator[Finding]:
    return unused_in(RULE, analysis, is_ours=False)
