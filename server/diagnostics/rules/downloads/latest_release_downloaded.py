"""Download a fixed version.

An address with `latest` in it brings another file each time. Nothing in the Dockerfile shows which one the image holds, and a
checksum cannot be given.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSLo /usr/local/bin/tool https://github.com/example/tool/releases/latest/download/tool
#                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this address brings another version each time
```

## Good

```dockerfile good
FROM debian:13-slim
RUN curl -fsSLo /usr/local/bin/tool https://github.com/example/tool/releases/download/v1.2.0/tool
RUN curl -fsSL https://api.github.com/repos/example/tool/releases/latest
```

## No fix

Which version is meant is for you to say.

## When to ignore

The newest version is wanted, and the layer is built without the cache.

## Sources

- https://docs.docker.com/build/building/best-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.REPRODUCIBILITY, profiles=("strict",))


@RULE.on_invocation("curl", "wget")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    for word, value in zip(call.invocation.operands, call.invocation.operand_values, strict=True):
        if value is not None and "://" in value and "/releases/latest/download/" in value:
            yield RULE.at(call.step, word.span, "this address brings another version each time")
