r"""Break long lines of RUN.

A command that runs out of the window is not read. Off until it is asked for; the limit is 160 unless the option `limit` says
otherwise.

## Example

```dockerfile bad
FROM alpine:3.22
RUN echo "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" && echo "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" && echo "cccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
#                                                                                                                                                               ^^^^^^^^^^^ the line has 171 characters, 160 are allowed
```

## Good

```dockerfile good
FROM alpine:3.22
RUN echo "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
    && echo "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" \
    && echo "cccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
```

## No fix

Where to break the line is for you to say.

## When to ignore

Addresses that cannot be broken.

## Sources

- https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Finding, Severity
from ...options import OptionKind, RuleOption
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"doctor": ("DD074",)},
    is_default=False,
    profiles=("strict",),
    options=(RuleOption("limit", OptionKind.NUMBER, "How many characters a line of a RUN may have.", 160),),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    limit = RULE.number("limit", surroundings)
    at = 0
    for line in step.item.text[: step.item.head_length].split("\n"):
        length = len(line.rstrip("\r"))
        if length > limit and " " in line.strip():
            span = Span(at + limit, at + length)
            yield RULE.at(step, span, f"the line has {length} characters, {limit} are allowed")
        at += len(line) + 1
