"""Download for the platform that is built for.

The stage asks for `TARGETARCH`, so that it is built for several platforms; what is downloaded here is for one of them only. On the
others the program does not start.

## Example

```dockerfile bad
FROM debian:13-slim
ARG TARGETARCH
RUN curl -fsSLo /usr/local/bin/tool https://example.com/tool-linux-amd64 && chmod +x /usr/local/bin/tool
#                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `amd64` is one platform only, although the stage is built for `$TARGETARCH`
```

## Good

```dockerfile good
FROM debian:13-slim
ARG TARGETARCH
RUN curl -fsSLo /usr/local/bin/tool "https://example.com/tool-linux-${TARGETARCH}"
RUN if [ "$TARGETARCH" = amd64 ]; then curl -fsSLO https://example.com/only-amd64.tgz; fi
```

```dockerfile good
FROM debian:13-slim
RUN curl -fsSLo /usr/local/bin/tool https://example.com/tool-linux-amd64
```

## No fix

How the addresses of the other platforms are spelt is not known here.

## When to ignore

The file is only data, or runs on the platform of the builder.

## Sources

- https://docs.docker.com/build/building/multi-platform/
- https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...finding import Confidence, Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    confidence=Confidence.MEDIUM,
)

_PLATFORM_ARGUMENTS = ("TARGETARCH", "TARGETPLATFORM")


@RULE.on_invocation("curl", "wget")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step = call.step
    if call.invocation.command.conditional or call.invocation.command.in_function:
        return
    for word in call.invocation.operands:
        if "://" not in word.text:
            continue
        fixed = re.search(r"(?<![a-z0-9])(amd64|x86_64|arm64|aarch64)(?![a-z0-9])", word.text, re.IGNORECASE)
        if fixed is None or "$" in word.text[fixed.start() - 2 : fixed.start()]:
            continue
        if all(step.binding(name) is None for name in _PLATFORM_ARGUMENTS):
            return
        if not re.search(r"TARGET(?:ARCH|PLATFORM|VARIANT)|uname|print-architecture|apk --print-arch", step.item.text):
            message = f"`{fixed[0]}` is one platform only, although the stage is built for `$TARGETARCH`"
            yield RULE.at(step, word.span, message)
