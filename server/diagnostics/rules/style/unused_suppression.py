"""Take comments away that silence nothing.

A comment that was needed once stays behind when the instruction is mended. Then it hides the next mistake of the same
kind, and readers look for something that is no longer there.

A name is judged only if its rule is on and found nothing where the comment reaches. So a comment for a rule that is
switched off, or that another tool knows, is left alone, and so is one that names nothing above a script. Comments in the
languages of other tools are the matter of `unused-foreign-suppression`.

## Example

```dockerfile bad also=untagged-base-image
# dockwright: ignore[untagged-base-image]
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this silences nothing: `untagged-base-image` finds nothing here
FROM alpine:3.22
```

```dockerfile fixed
FROM alpine:3.22
```

```dockerfile bad also=untagged-base-image,add-instead-of-copy
# dockwright: ignore[untagged-base-image, DL3020] -- the newest is wanted
#                                         ^^^^^^ this silences nothing: `DL3020` finds nothing here
FROM alpine
```

```dockerfile fixed
# dockwright: ignore[untagged-base-image] -- the newest is wanted
FROM alpine
```

## Good

```dockerfile good also=untagged-base-image
# dockwright: ignore[untagged-base-image]
FROM alpine
# dockwright: ignore[SC2086, no-rule-of-today]
RUN echo $A
```

## Fix safety

Safe: what silences nothing can be taken away.

## When to ignore

The comment is for another version of Dockwright, or for an instruction that a template makes.

## Sources

- https://docs.docker.com/build/checks/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...finding import Finding, Safety, Severity, Tag
from ...rule import Category, Rule
from ._unused import unused_in

if TYPE_CHECKING:
    from ...engine import Analysis

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    fix=Safety.SAFE,
    tags=(Tag.UNNECESSARY,),
)


@RULE.on_analysis
def check(analysis: Analysis) -> Iterator[Finding]:
    return unused_in(RULE, analysis, is_ours=True)
