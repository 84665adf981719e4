r"""Put one space behind the keyword.

More than one space between an instruction and what it says is mostly left over from editing. Between words it often lines them up, and in a script it may mean something: there it
counts with the option `everywhere`, and no fix is offered.

## Example

```dockerfile bad
FROM   alpine:3.22
#   ^^^ 3 spaces where one is enough
COPY app  /app
```

```dockerfile fixed
FROM alpine:3.22
COPY app  /app
```

```dockerfile bad profile=tally
FROM alpine:3.22
COPY app  /app
#       ^^ 2 spaces where one is enough
```

## Good

```dockerfile good
FROM alpine:3.22
RUN apk add --no-cache \
        curl
```

## Fix safety

Safe: the builder reads them alike.

## When to ignore

You line up instructions in columns.

## Sources

- https://docs.docker.com/reference/dockerfile/#format
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/no-multi-spaces",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
    options=(switch("everywhere", "Whether gaps count that stand further behind in an instruction.", "tally"),),
)

_GAP = lazy_pattern(r"(?<=\S)[ \t]{2,}(?=\S)")


@RULE.on_step()
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    text, start = step.item.text, step.item.keyword_span.end
    end = start
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    if end - start > 1 and text[end : end + 1] not in ("", "\r", "\n", step.item.escape):
        edit = Edit(step.item, Span(start, end), " ")
        fix = Fix("Leave one", Safety.SAFE, lambda: (edit,))
        yield RULE.at(step, edit.span, f"{end - start} spaces where one is enough", fixes=[fix])
    if RULE.is_on("everywhere", surroundings):
        for gap in _gaps(step, end):
            yield RULE.at(step, gap, f"{len(gap)} spaces where one is enough")


def _gaps(step: Step, start: int) -> Iterator[Span]:
    """Where the words of an instruction are further apart than they need to be; heredocs and comments are left out."""
    item = step.item
    stop = min((heredoc.body.start for heredoc in item.heredocs), default=len(item.text))
    for match in _GAP.finditer(item.text, start, stop):
        if not any(comment.start <= match.start() < comment.end for comment in item.head.comments):
            yield Span(match.start(), match.end())
