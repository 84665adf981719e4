r"""Name each package once.

A package that stands twice in a list is installed once. The second mention says nothing and hides what the list is: a leftover
of a merge, mostly, or of two people adding the same.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        curl \
        git \
        curl \
#       ^^^^ `curl` is in the list already
    && rm -rf /var/lib/apt/lists/*
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        curl \
        git \
    && rm -rf /var/lib/apt/lists/*
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get install -y curl git && apt-get install -y curl
RUN pip install flask 'flask[async]' && npm install a@1 a@npm:b@2
```

## Fix safety

Safe: the package is still installed.

## When to ignore

Never.

## Sources

- https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.logical_text import Span
from ...chains import removal
from ...finding import Finding, Fix, Related, Safety, Severity, Tag
from ...rule import Call, Category, Rule, Surroundings
from ._lists import INSTALLS, is_install

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    fix=Safety.SAFE,
    profiles=("strict",),
    tags=(Tag.UNNECESSARY,),
)


@RULE.on_invocation(*INSTALLS)
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for words that are written twice in one list."""
    if not is_install(call.invocation):
        return
    item = call.step.item
    seen: dict[str, Span] = {}
    for word, value in zip(call.invocation.operands, call.invocation.operand_values, strict=True):
        span = word.span
        if value is None or value.startswith("-") or item.text[span.start : span.end] != value:
            continue
        first = seen.setdefault(value, span)
        if first is span or first == span:
            continue
        related = [Related(item, first, "the first mention")]
        message = f"`{value}` is in the list already"
        yield RULE.at(call.step, span, message, fixes=_fixes(call, span), related=related)


def _fixes(call: Call, span: Span) -> list[Fix]:
    script = call.step.script
    edit = None if script is None or script.is_exec_form else removal(call.step, span.start, span.end)
    return [] if edit is None else [Fix("Remove the second mention", Safety.SAFE, lambda: (edit,))]
