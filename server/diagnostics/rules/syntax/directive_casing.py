"""Write parser directives in small letters.

BuildKit reads `# Syntax=` and `# ESCAPE=` all the same, other readers of Dockerfiles may not.

## Example

```dockerfile bad
# Escape=`
# ^^^^^^ `Escape` is written `escape`
FROM alpine:3.22
```

```dockerfile fixed
# escape=`
FROM alpine:3.22
```

## Good

```dockerfile good
# syntax=docker/dockerfile:1
FROM alpine:3.22
```

## Fix safety

Safe: BuildKit reads both alike.

## When to ignore

You prefer capitals.

## Sources

- https://docs.docker.com/reference/dockerfile/#parser-directives
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.items import Directive
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"dockerfile-utils": ("1",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    for item in program.preamble:
        if not isinstance(item, Directive):
            break
        written = item.text[item.name_span.start : item.name_span.end]
        if written != item.name:
            fix = _fix(item)
            yield RULE.at(item, item.name_span, f"`{written}` is written `{item.name}`", fixes=[fix])


def _fix(item: Directive) -> Fix:
    return Fix(f"Write {item.name}", Safety.SAFE, lambda: (Edit(item, item.name_span, item.name),))
