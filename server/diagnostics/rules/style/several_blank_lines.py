"""Leave one blank line, not several.

One blank line tells parts of a file apart; more only make it longer.

## Example

```dockerfile bad
FROM alpine:3.22


CMD ["sh"]
#^^ 2 blank lines beside this where one is enough
```

```dockerfile fixed
FROM alpine:3.22

CMD ["sh"]
```

## Good

```dockerfile good
FROM alpine:3.22

RUN cat <<EOF
a


b
EOF
```

## Fix safety

Safe: blank lines between instructions mean nothing.

## When to ignore

Larger gaps between stages are your habit.

## Sources

- https://docs.docker.com/reference/dockerfile/#format
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.items import BlankLine, Instruction
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/no-multiple-empty-lines",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    tree = program.tree
    for match in re.finditer(r"(?:^[ \t]*\r?\n){2,}", tree.text, re.MULTILINE):
        first = tree.index_at_line(tree.source.line_of(match.start()))
        count = match[0].count("\n")
        items = tree.items[first : first + count]
        if len(items) == count and all(isinstance(item, BlankLine) for item in items):
            edits = tuple(Edit(item, Span(0, len(item.text)), "") for item in items[1:])
            fix = _fix(edits)
            beside = tree.items[first + count] if first + count < len(tree.items) else tree.items[max(first - 1, 0)]
            span = beside.keyword_span if isinstance(beside, Instruction) else Span(0, len(beside.text.rstrip()))
            yield RULE.at(beside, span, f"{count} blank lines beside this where one is enough", fixes=[fix])


def _fix(edits: tuple[Edit, ...]) -> Fix:
    return Fix("Leave one", Safety.SAFE, lambda: edits)
