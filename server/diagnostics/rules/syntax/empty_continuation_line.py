"""Leave no empty line inside a continued instruction.

An empty line does not end an instruction that was continued with a backslash: BuildKit goes on reading below it, and
warns that this will become an error. Where the next line is an instruction, it has silently become part of the command
above.

## Example

```dockerfile bad
FROM alpine:3.22
RUN apk add --no-cache \\
#                      ^ an empty line follows, which does not end the instruction; BuildKit will refuse it one day

    curl
```

```dockerfile fixed
FROM alpine:3.22
RUN apk add --no-cache \\
    curl
```

```dockerfile bad
FROM alpine:3.22
RUN apk add --no-cache curl \\
#                           ^ an empty line does not end the instruction, so the `USER` below it is part of it

USER 1000
```

```dockerfile fixed
FROM alpine:3.22
RUN apk add --no-cache curl

USER 1000
```

## Good

```dockerfile good
FROM alpine:3.22
RUN apk add --no-cache \\
    # a comment may stand here
    curl
RUN <<EOF

echo a heredoc is something else
EOF
ARG VERSION=1 \\
# and here
```

## Fix safety

Safe where empty lines are removed, or a backslash behind which nothing comes. Unsafe where the backslash above an
instruction is removed, since that ends the command there.

## When to ignore

Never in new files.

## Sources

- https://docs.docker.com/reference/build-checks/no-empty-continuation/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.grammar import KEYWORDS
from ....syntax.items import Instruction
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("NoEmptyContinuation",),
        "tally": ("buildkit/NoEmptyContinuation",),
        "dockerfile-utils": ("11",),
        "doctor": ("DD076",),
    },
    fix=Safety.UNSAFE,
    profiles=("buildkit",),
)


@RULE.on_step()
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at the instructions of a stage."""
    yield from _findings(step.item)


@RULE.on_dockerfile
def check_preamble(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at those above the first FROM."""
    for _, instruction in program.preamble_instructions():
        yield from _findings(instruction)


def _findings(item: Instruction) -> Iterator[Finding]:
    head = item.head
    for position, continuation in enumerate(head.continuations):
        stop = head.continuations[position + 1].start if position + 1 < len(head.continuations) else head.length
        empty = [line for line in head.empty_lines if continuation.end <= line.start < stop]
        if empty:
            yield _finding(item, continuation, empty)


def _finding(item: Instruction, continuation: Span, empty: list[Span]) -> Finding:
    below = item.text[empty[-1].end : item.head_length].lstrip()
    keyword = below.split(maxsplit=1)[0] if below else ""
    if keyword in KEYWORDS:
        message = f"an empty line does not end the instruction, so the `{keyword}` below it is part of it"
        reason = "it ends the command that the lines below belong to so far"
        fix = Fix(
            f"Remove the `{item.escape}`", Safety.UNSAFE, lambda: _without_continuation(item, continuation), reason
        )
        return RULE.at(item, continuation, message, fixes=[fix])
    message = "an empty line follows, which does not end the instruction; BuildKit will refuse it one day"
    if not below:
        fix = Fix(f"Remove the `{item.escape}`", Safety.SAFE, lambda: _without_continuation(item, continuation))
    else:
        title = "Remove the empty line" + ("s" if len(empty) > 1 else "")
        fix = Fix(title, Safety.SAFE, lambda: tuple(Edit(item, line, "") for line in empty))
    return RULE.at(item, continuation, message, fixes=[fix])


def _without_continuation(item: Instruction, continuation: Span) -> tuple[Edit, ...]:
    """Take the character away, and the white space before it."""
    start = len(item.text[: continuation.start].rstrip(" \t"))
    return (Edit(item, Span(start, continuation.end), ""),)
