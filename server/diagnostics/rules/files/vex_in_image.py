"""Attach statements about vulnerabilities to the image.

A VEX document inside of an image cannot be renewed without building the image again, and scanners do not look for it there. As an
attestation it lies beside the image.

## Example

```dockerfile bad
FROM alpine:3.22
COPY app.vex.json /app.vex.json
#    ^^^^^^^^^^^^ a VEX document is found and renewed as an attestation, not inside of the image
```

## Good

```dockerfile good
FROM alpine:3.22
COPY app.json /app.json
```

## No fix

The document is attached with `docker scout attestation add` or cosign.

## When to ignore

A scanner of your own reads it in the image.

## Sources

- https://docs.docker.com/scout/how-tos/create-exceptions-vex/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SECURITY,
    also_known_as={"tally": ("tally/prefer-vex-attestation",)},
    is_default=False,
    profiles=("security",),
)


@RULE.on_step(Keyword.COPY, Keyword.ADD)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or not step.traits.is_in_image:
        return
    for source in body.file_sources:
        if source.text.lower().endswith((".vex.json", ".vex", "openvex.json")):
            yield RULE.at(
                step, source.span, "a VEX document is found and renewed as an attestation, not inside of the image"
            )
