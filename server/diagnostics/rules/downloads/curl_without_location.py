"""Let curl follow where GitHub sends it.

Releases and archives on GitHub are kept elsewhere, and GitHub answers with a redirection. Without `-L`, curl stores nothing but that
answer.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSo /tool https://github.com/example/tool/releases/download/v1.2.0/tool
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ GitHub redirects this, and without `-L` `curl` does not follow
```

```dockerfile fixed
FROM debian:13-slim
RUN curl -L -fsSo /tool https://github.com/example/tool/releases/download/v1.2.0/tool
```

## Good

```dockerfile good
FROM debian:13-slim
RUN curl -fsSLo /tool https://github.com/example/tool/releases/download/v1.2.0/tool
RUN curl -fsSo /other https://example.com/other
```

## Fix safety

Safe: without it the download is empty.

## When to ignore

Never.

## Sources

- https://curl.se/docs/manpage.html#-L
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"parfum": ("curlUseFlagL",), "tally": ("tally/curl-should-follow-redirects",)},
    fix=Safety.SAFE,
)

_FOLLOWS = ("--location", "--location-trusted", "--head", "--write-out", "--include", "--config")
_KEPT_ELSEWHERE = ("/releases/download/", "/releases/latest/download/", "/archive/", "/tarball/", "/zipball/")


@RULE.on_invocation("curl")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    invocation = call.invocation
    if invocation.has(*_FOLLOWS) or invocation.unknown_options or call.step.is_deferred:
        return
    for word in invocation.operands:
        text = word.text.strip("\"'")
        if text.startswith("https://github.com/") and any(part in text for part in _KEPT_ELSEWHERE):
            message = "GitHub redirects this, and without `-L` `curl` does not follow"
            yield RULE.at(call.step, word.span, message, fixes=_fixes(call))
            return


def _fixes(call: Call) -> list[Fix]:
    word, item = call.invocation.tool_word, call.step.item
    if item.text[word.span.start : word.span.end] != word.text:
        return []
    edit = Edit(item, Span(word.span.end, word.span.end), " -L")
    return [Fix("Add -L", Safety.SAFE, lambda: (edit,))]
