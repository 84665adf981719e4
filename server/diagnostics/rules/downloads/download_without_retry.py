"""Try downloads more than once.

A server that does not answer for a second need not stop a build of an hour. `curl --retry 3` tries again, and so does a setting in
`.curlrc`; wget tries twenty times by itself, but not where the connection is refused.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSLo /tool https://example.com/tool
#   ^^^^ a server that does not answer once stops the build
```

```dockerfile fixed
FROM debian:13-slim
RUN curl --retry 3 -fsSLo /tool https://example.com/tool
```

```dockerfile bad
FROM alpine:3.22
ARG TOOL_URL
RUN wget -O /tool "$TOOL_URL"
#   ^^^^ a server that does not answer once stops the build
```

## Good

```dockerfile good
FROM debian:13-slim
RUN curl -fsSL --retry 3 -o /tool https://example.com/tool
RUN wget --retry-connrefused -O /other https://example.com/other
```

## Fix safety

Unsafe: a server that is down for good is asked four times. For wget no fix is offered, since that of busybox knows no such
option.

## When to ignore

The build is repeated by other means.

## Sources

- https://curl.se/docs/manpage.html#--retry
- https://www.gnu.org/software/wget/manual/wget.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....shell.words import Word
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("tally/prefer-curl-config", "tally/prefer-wget-config")},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict",),
)

_ADDRESS = lazy_pattern(r"://|\$\{?\w*url", re.IGNORECASE)
"""An address, or a variable that holds one by its name."""
_TRIES_AGAIN = {"curl": ("--retry", "--config"), "wget": ("--retry-connrefused", "--config", "--tries")}


@RULE.on_invocation("curl", "wget")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    invocation = call.invocation
    if call.step.keyword is not Keyword.RUN or not any(map(_is_address, invocation.operands)):
        return
    if invocation.has(*_TRIES_AGAIN[invocation.tool]) or call.step.binding("CURL_HOME") is not None:
        return
    message = "a server that does not answer once stops the build"
    yield RULE.at(call.step, invocation.tool_word.span, message, fixes=_fixes(call))


def _is_address(word: Word) -> bool:
    return _ADDRESS.search(word.text) is not None


def _fixes(call: Call) -> list[Fix]:
    script, end = call.step.script, call.invocation.tool_word.span.end
    is_plain = (
        script is not None and not script.is_exec_form and call.invocation.tool_word in call.invocation.command.words
    )
    if call.invocation.tool != "curl" or not is_plain:
        return []
    edit = Edit(call.step.item, Span(end, end), " --retry 3")
    reason = "a server that is down for good is asked four times"
    return [Fix("Try three times more", Safety.UNSAFE, lambda: (edit,), reason)]
