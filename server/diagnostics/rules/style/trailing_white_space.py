"""Leave no white space at the end of lines.

It is not seen, shows up in differences, and behind a `\\` it makes one wonder whether the line goes on.

## Example

```dockerfile bad
FROM alpine:3.22\x20
#               ^ white space at the end of the line
CMD ["sh"]
```

```dockerfile fixed
FROM alpine:3.22
CMD ["sh"]
```

## Good

```dockerfile good
FROM alpine:3.22
RUN cat <<EOF
kept:\x20
EOF
```

## Fix safety

Safe: the builder drops it. Here-documents, whose text is taken as it is, are left alone.

## When to ignore

Never: the fix costs nothing.

## Sources

- https://docs.docker.com/reference/dockerfile/#format
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.items import Instruction
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/no-trailing-spaces",), "doctor": ("DD075",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    tree = program.tree
    for match in re.finditer(r"(?<![ \t])[ \t]+(?=\r?$)", tree.text, re.MULTILINE):
        index = tree.index_at_line(tree.source.line_of(match.start()))
        item = tree.items[index]
        start, end = (offset - tree.start(index) for offset in match.span())
        if isinstance(item, Instruction) and (
            start >= item.head_length or item.text[start - 1 : start] == "\\" != item.escape
        ):
            continue
        edit = Edit(item, Span(start, end), "")
        yield RULE.at(item, edit.span, "white space at the end of the line", fixes=[_fix(edit)])


def _fix(edit: Edit) -> Fix:
    return Fix("Remove it", Safety.SAFE, lambda: (edit,))
