r"""Write the values of labels as their readers expect them.

The OCI image specification says what its labels hold: addresses are URLs, `created` is a date and time of RFC 3339, `licenses` an SPDX
expression. `version` is best a semantic version and `revision` the hash of a commit. The option `formats` adds labels of your own.

## Example

```dockerfile bad
FROM alpine:3.22
LABEL org.opencontainers.image.source="github.com/example/app" \
#                                     ^^^^^^^^^^^^^^^^^^^^^^^^ `org.opencontainers.image.source` should be a URL with its scheme
      org.opencontainers.image.created="yesterday" \
#                                      ^^^^^^^^^^^ `org.opencontainers.image.created` should be a date and time such as 2026-09-01T12:00:00Z
      org.opencontainers.image.licenses="Apache License" \
#                                       ^^^^^^^^^^^^^^^^ `org.opencontainers.image.licenses` should be an SPDX expression such as `MIT OR Apache-2.0`
      org.opencontainers.image.revision="main"
#                                       ^^^^^^ `org.opencontainers.image.revision` should be the hash of a commit
```

## Good

```dockerfile good
FROM alpine:3.22
ARG VERSION
LABEL org.opencontainers.image.source="https://github.com/example/app" \
      org.opencontainers.image.created="2026-09-01T12:00:00Z" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      com.example.created="yesterday"
```

## No fix

What is meant is for you to say.

## When to ignore

Whoever reads the label takes any text.

## Sources

- https://specs.opencontainers.org/image-spec/annotations/
- https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....project.plain_values import as_table
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...options import OptionKind, RuleOption
from ...rule import Category, Rule, Surroundings
from ._schema import FORMATS, OCI_FORMATS, OCI_PREFIX, description, fits

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3052", "DL3053", "DL3054", "DL3055", "DL3056", "DL3058"),
        "droast": ("DF074",),
    },
    is_default=False,
    profiles=("strict", "hadolint"),
    options=(
        RuleOption(
            "formats", OptionKind.WORD_BY_NAME, "The form that the value of each label must have.", words=FORMATS
        ),
    ),
)


@RULE.on_step(Keyword.LABEL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    own = as_table(surroundings.options.get(RULE.id, {}).get("formats")) or {}
    for pair in step.instruction.key_values:
        key = pair.key.value or ""
        format_name = own.get(key) or (OCI_FORMATS.get(key[len(OCI_PREFIX) :]) if key.startswith(OCI_PREFIX) else None)
        value = None if pair.value is None or not isinstance(format_name, str) else pair.value.value
        if pair.value is not None and value and isinstance(format_name, str) and fits(format_name, value) is False:
            yield RULE.at(step, pair.value.span, f"`{key}` should be {description(format_name)}")
