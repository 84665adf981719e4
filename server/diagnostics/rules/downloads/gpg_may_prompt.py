"""Tell gpg that nobody is there.

Without `--batch`, gpg may ask, and its exit code and output are meant for people.

## Example

```dockerfile bad
FROM debian:13-slim
RUN gpg --verify tool.asc tool
#   ^^^ without `--batch` this may wait for an answer
```

```dockerfile fixed
FROM debian:13-slim
RUN gpg --batch --verify tool.asc tool
```

## Good

```dockerfile good
FROM debian:13-slim
RUN gpg --batch --verify tool.asc tool
```

## Fix safety

Unsafe: gpg refuses a few commands where it may not ask.

## When to ignore

The command is known not to ask.

## Sources

- https://www.gnupg.org/documentation/manuals/gnupg/GPG-Configuration-Options.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.CORRECTNESS,
    also_known_as={"parfum": ("gpgUseBatchFlag",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_invocation("gpg")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    invocation = call.invocation
    if call.step.keyword is not Keyword.RUN or invocation.has("--batch", "--no-tty", "--version", "--dearmor"):
        return
    span = invocation.tool_word.span
    edit = Edit(call.step.item, Span(span.end, span.end), " --batch")
    is_plain = call.step.item.text[span.start : span.end] == invocation.tool_word.text
    reason = "gpg refuses a few commands where it may not ask"
    fixes = [Fix("Add --batch", Safety.UNSAFE, lambda: (edit,), reason)] if is_plain else []
    yield RULE.at(call.step, span, "without `--batch` this may wait for an answer", fixes=fixes)
