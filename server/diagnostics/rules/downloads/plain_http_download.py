r"""Download over https.

Over plain http anybody on the way can send another file, and what is downloaded becomes part of the image. A checksum that
is compared in the same step makes the way not matter; addresses of the own machine are left alone.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSLO http://downloads.example.com/tool.tar.gz
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ anybody on the way can replace what `curl` downloads here; use https
RUN wget "http://downloads.example.com/${VERSION}/tool.zip"
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ anybody on the way can replace what `wget` downloads here; use https
```

```dockerfile fixed
FROM debian:13-slim
RUN curl -fsSLO https://downloads.example.com/tool.tar.gz
RUN wget "https://downloads.example.com/${VERSION}/tool.zip"
```

## Good

```dockerfile good
FROM debian:13-slim
RUN curl -fsSLO http://downloads.example.com/tool.tar.gz \
    && echo "24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d  tool.tar.gz" | sha256sum -c -
RUN curl -fsS http://localhost:8080/ && curl -fsS http://169.254.169.254/latest/meta-data/
RUN curl -x http://proxy:3128 -fsSLO https://downloads.example.com/tool.tar.gz
```

## Fix safety

Unsafe: the server may not answer over https.

## When to ignore

For a mirror inside of a network that you trust.

## Sources

- https://docs.docker.com/build/building/best-practices/#add-or-copy
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.words import Word
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._checked import is_checked

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={"parfum": ("curlUseHttpsUrl", "wgetUseHttpsUrl")},
    fix=Safety.UNSAFE,
    profiles=("security",),
)

_PLAIN = lazy_pattern(r"[\"']?(http)://(?P<host>[^/\s\"':]+)", re.IGNORECASE)
_NEAR = lazy_pattern(
    r"(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|\$)"
    r"|[^.]+\Z|.*\.(?:local|localhost|internal|test|svc|lan)\Z",
    re.IGNORECASE,
)


@RULE.on_invocation("curl", "wget", "git")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN or (invocation.tool == "git" and invocation.subcommand != "clone"):
        return
    for word in dict.fromkeys(invocation.operands):
        match = _PLAIN.match(word.text)
        if match is None or _NEAR.match(match["host"]) or is_checked(step):
            continue
        yield RULE.at(
            step,
            word.span,
            f"anybody on the way can replace what `{invocation.tool}` downloads here; use https",
            fixes=_fixes(step, word, match.end(1)),
        )


def _fixes(step: Step, word: Word, offset: int) -> list[Fix]:
    at = word.span.start + offset
    if step.item.text[at - 4 : at].lower() != "http":
        return []
    reason = "the server may not answer over https"
    return [Fix("Use https", Safety.UNSAFE, lambda: (Edit(step.item, Span(at, at), "s"),), reason)]
