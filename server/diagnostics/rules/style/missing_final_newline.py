"""End the file with a newline.

Tools that join or append to files, and `git diff`, expect one.

## Example

```dockerfile bad unfinished
FROM alpine:3.22
CMD ["sh"]
#        ^ the file does not end with a newline
```

```dockerfile fixed
FROM alpine:3.22
CMD ["sh"]
```

## Good

```dockerfile good
FROM alpine:3.22
CMD ["sh"]
```

## Fix safety

Safe: BuildKit does not care.

## When to ignore

Never: the fix costs nothing.

## Sources

- https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap03.html#tag_03_185
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/eol-last",), "doctor": ("DD073",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    items = program.tree.items
    if not items or items[-1].text.endswith(("\n", "\r")):
        return
    last = items[-1]
    end = len(last.text)
    newline = "\r\n" if "\r\n" in items[0].text else "\n"
    fix = Fix("Add a newline", Safety.SAFE, lambda: (Edit(last, Span(end, end), newline),))
    yield RULE.at(last, Span(max(end - 1, 0), end), "the file does not end with a newline", fixes=[fix])
