"""Name the author in a label rather than with MAINTAINER.

MAINTAINER has been deprecated since Docker 1.13. A label says the same, can be seen with `docker inspect` and be set by
those who build, and there is a common name for it.

## Example

```dockerfile bad
FROM alpine:3.22
MAINTAINER Ada Lovelace <ada@example.com>
#^^^^^^^^^ MAINTAINER is deprecated in favour of the label `org.opencontainers.image.authors`
```

```dockerfile fixed
FROM alpine:3.22
LABEL org.opencontainers.image.authors="Ada Lovelace <ada@example.com>"
```

## Good

```dockerfile good
FROM alpine:3.22
LABEL org.opencontainers.image.authors="Ada Lovelace <ada@example.com>"
```

## Fix safety

Safe: the text stays the same, quotes around all of it left out. It moves from the field for the author to a label.

## When to ignore

Something reads the author of the image and no label.

## Sources

- https://docs.docker.com/reference/dockerfile/#maintainer-deprecated
- https://docs.docker.com/reference/build-checks/maintainer-deprecated/
- https://github.com/opencontainers/image-spec/blob/main/annotations.md
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.items import Instruction
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity, Tag
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={
        "buildkit": ("MaintainerDeprecated",),
        "hadolint": ("DL4000",),
        "tally": ("buildkit/MaintainerDeprecated",),
        "trivy": ("DS-0022", "AVD-DS-0022"),
        "checkov": ("CKV_DOCKER_6",),
        "kics": ("99614418",),
        "semgrep": ("maintainer-is-deprecated",),
        "dockerfilelint": ("deprecated_in_1.13",),
        "dockerfile-utils": ("45",),
        "droast": ("DF019",),
        "doctor": ("DD017",),
    },
    fix=Safety.SAFE,
    tags=(Tag.DEPRECATED,),
    profiles=("buildkit", "hadolint"),
)

LABEL = "org.opencontainers.image.authors"


@RULE.on_step(Keyword.MAINTAINER)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Report every MAINTAINER."""
    if step.is_deferred:
        return
    message = f"MAINTAINER is deprecated in favour of the label `{LABEL}`"
    yield RULE.at(step, step.item.keyword_span, message, fixes=_fixes(step.item))


def _fixes(item: Instruction) -> list[Fix]:
    if not item.arguments.text or item.head.comments:
        return []
    keyword = "label" if item.keyword_text.islower() else "LABEL"
    span = Span(item.keyword_span.start, item.span.end)
    edit = Edit(item, span, f'{keyword} {LABEL}="{in_double_quotes(author(item.arguments.text), item.escape)}"')
    return [Fix(f"Write `{keyword} {LABEL}=…`", Safety.SAFE, lambda: (edit,))]


def author(text: str) -> str:
    """The text of MAINTAINER without quotes that stand around all of it."""
    quote = text[0]
    if quote in "'\"" and len(text) > 1 and text[-1] == quote and quote not in text[1:-1]:
        return text[1:-1]
    return text


def in_double_quotes(text: str, escape: str) -> str:
    """Text as it has to be written between double quotes so that BuildKit reads it as it is."""
    return "".join(f"{escape}{character}" if character in ('"', "$", escape) else character for character in text)
