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

from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.items import BlankLine, Instruction, Item
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/no-multiple-empty-lines", "tally/newline-between-instructions")},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    items = program.tree.items
    first: int | None = None
    for index, item in enumerate(items):
        if isinstance(item, BlankLine):
            first = index if first is None else first
        elif first is not None:
            if index - first > 1:
                yield _finding(items, first, index)
            first = None
    if first is not None and len(items) - first > 1:
        yield _finding(items, first, len(items))


def _finding(items: tuple[Item, ...], first: int, stop: int) -> Finding:
    edits = tuple(Edit(item, Span(0, len(item.text)), "") for item in items[first + 1 : stop])
    fix = Fix("Leave one", Safety.SAFE, lambda: edits)
    beside = items[stop] if stop < len(items) else items[max(first - 1, 0)]
    span = beside.keyword_span if isinstance(beside, Instruction) else Span(0, len(beside.text.rstrip()))
    return RULE.at(beside, span, f"{stop - first} blank lines beside this where one is enough", fixes=[fix])
