"""Bring the trusted certificates where a program calls others over TLS.

A program verifies whom it talks to with the certificates in `/etc/ssl/certs`. In an empty image there are none, and each call ends
with `certificate signed by unknown authority`. Whether a program makes such calls is not seen in a Dockerfile, unless an address is
among its variables; this is off until it is asked for.

## Example

```dockerfile bad
FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -o /server .

FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
#^^^^^^^^^ nothing brings trusted certificates into this empty image, without which no call over TLS is possible
```

## Good

```dockerfile good
FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -o /server .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /server /server
ENTRYPOINT ["/server"]
```

```dockerfile good
FROM gcr.io/distroless/static-debian13
COPY server /server
ENTRYPOINT ["/server"]
```

```dockerfile good
FROM scratch
COPY app.wasm /app.wasm
ENTRYPOINT ["/app.wasm"]
```

## No fix

Which stage has the certificates is for you to say.

## When to ignore

The program calls nobody, or brings certificates in itself.

## Sources

- https://pkg.go.dev/crypto/x509#SystemCertPool
- https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import stands_in, start_command
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.CORRECTNESS,
    confidence=Confidence.LOW,
    is_default=False,
    profiles=("strict",),
)

_FOR_ANOTHER_PROGRAM = lazy_pattern(r"\.(?:wasm|apk|jar|js|zip|tgz|tar\.gz|so)\b[\s\"\]]*\Z")
_BRINGS = lazy_pattern(r"cert|\.pem|/ssl|/pki|rootfs|\s(?:/|/etc/?)\Z", re.IGNORECASE)


def _brings_roots(step: Step) -> tuple[bool, ...]:
    is_transfer = step.keyword in (Keyword.COPY, Keyword.ADD)
    return (True,) if is_transfer and _BRINGS.search(step.item.text.rstrip()) else ()


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    step = start_command(stage).step if stage.is_shipped else None
    if step is None or not stage.chain[-1].base.is_scratch or not stands_in(stage, step):
        return
    if _FOR_ANOTHER_PROGRAM.search(step.item.text):
        # What runs it makes the connections, outside of the image; or the image only carries it.
        return
    if not any(link.select(_brings_roots).facts for link in stage.chain):
        message = (
            "nothing brings trusted certificates into this empty image, without which no call over TLS is possible"
        )
        yield RULE.at(step, step.item.keyword_span, message)
