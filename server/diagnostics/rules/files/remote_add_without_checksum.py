"""Give the checksum of what ADD downloads.

Whatever the server sends becomes part of the image. With `--checksum` the builder stops when the content is not the one
that was reviewed, and it need not download it again to know that nothing changed.

## Example

```dockerfile bad
FROM debian:13-slim
ADD https://example.com/tool-1.2.tar.gz /opt/
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing checks what this address sends; add `--checksum=sha256:…`
```

## Good

```dockerfile good
FROM debian:13-slim
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a.tar.gz /opt/
ADD https://github.com/docker/buildx.git#v0.20.0 /src
ADD files.tar.gz /opt/
```

## No fix

The checksum can only be known by downloading the file; compute it from a copy you trust.

## When to ignore

For content that changes by design, such as a certificate bundle that is fetched fresh for each build.

## Sources

- https://docs.docker.com/reference/dockerfile/#add---checksum
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={"kics": ("4b410d24",), "doctor": ("DD059",)},
    profiles=("security",),
)

_ADDRESS = lazy_pattern(r"https?://", re.IGNORECASE)
# BuildKit clones an address that ends so, and a commit in its fragment is a checksum of its own.
_REPOSITORY = lazy_pattern(r"\.git(?:[#?].*)?\Z")


@RULE.on_step(Keyword.ADD)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or step.instruction.flag("checksum") is not None:
        return
    for source in body.file_sources:
        value = step.evaluate(source) or source.text
        if _ADDRESS.match(value) and not _REPOSITORY.search(value):
            yield RULE.at(step, source.span, "nothing checks what this address sends; add `--checksum=sha256:…`")
