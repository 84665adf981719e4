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

from collections.abc import Iterator

from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.items import Instruction, Item
from ....syntax.lazy_pattern import lazy_pattern
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


_AT_THE_END = lazy_pattern(r"(?<![ \t])[ \t]+(?=\r?(?:\n|\Z))")


@RULE.on_step()
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    yield from _of_instruction(step.item)


@RULE.on_dockerfile
def check_between(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """What stands in no stage, or is no instruction."""
    for _, instruction in program.preamble_instructions():
        yield from _of_instruction(instruction)
    for item in program.tree.items:
        if not isinstance(item, Instruction):
            text = item.text.rstrip("\r\n")
            kept = len(text.rstrip(" \t"))
            if kept != len(text):
                yield _finding(item, kept, len(text))


def _of_instruction(item: Instruction) -> Iterator[Finding]:
    text = item.text
    for match in _AT_THE_END.finditer(text, 0, item.head_length):
        # A backslash that is no escape needs the space that keeps it from being one.
        if text[match.start() - 1 : match.start()] != "\\" or item.escape == "\\":
            yield _finding(item, match.start(), match.end())


def _finding(item: Item, start: int, end: int) -> Finding:
    edit = Edit(item, Span(start, end), "")
    fix = Fix("Remove it", Safety.SAFE, lambda: (edit,))
    return RULE.at(item, edit.span, "white space at the end of the line", fixes=[fix])
