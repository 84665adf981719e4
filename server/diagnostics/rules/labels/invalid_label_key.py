r"""Name labels as Docker asks for.

Names of labels begin and end with a letter or digit and hold small letters, digits, dots and dashes; they have no two dots or dashes
in a row. `com.docker.`, `io.docker.` and `org.dockerproject.` belong to Docker.

## Example

```dockerfile bad
FROM alpine:3.22
LABEL Maintainer="a@example.com" \
#     ^^^^^^^^^^ `Maintainer` should be small letters and digits, with single dots and dashes between them
      io.docker.team=web
#     ^^^^^^^^^^^^^^ names such as `io.docker.team` are kept for Docker
```

## Good

```dockerfile good
FROM alpine:3.22
LABEL org.opencontainers.image.title="example" com.example.some-label=1
```

## No fix

Who reads the label has to know the new name.

## When to ignore

A program that reads the label asks for another name.

## Sources

- https://docs.docker.com/engine/manage-resources/labels/#key-format-recommendations
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.STYLE,
    also_known_as={"hadolint": ("DL3048",), "tally": ("labels/valid-key",)},
    is_default=False,
    profiles=("strict", "hadolint"),
)

_RESERVED = ("com.docker.", "io.docker.", "org.dockerproject.")


@RULE.on_step(Keyword.LABEL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for pair in step.instruction.key_values:
        key = pair.key.value
        if not key:
            continue
        if key.startswith(_RESERVED):
            yield RULE.at(step, pair.key.span, f"names such as `{key}` are kept for Docker")
        elif not re.fullmatch(r"[a-z0-9](?:[a-z0-9]|[.-](?![.-]))*(?<![.-])", key):
            message = f"`{key}` should be small letters and digits, with single dots and dashes between them"
            yield RULE.at(step, pair.key.span, message)
