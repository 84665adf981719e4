"""Use only labels that were agreed on.

Where the labels of all images follow a list, one that is not on it is mostly misspelt. The list is in the option `allowed`; without
it, only names that nearly are those of the OCI image specification are reported.

## Example

```dockerfile bad
FROM alpine:3.22
LABEL org.opencontainers.image.licence="MIT"
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `org.opencontainers.image.licence` is no label that is known; did you mean `org.opencontainers.image.licenses`?
```

```dockerfile fixed
FROM alpine:3.22
LABEL org.opencontainers.image.licenses="MIT"
```

## Good

```dockerfile good
FROM alpine:3.22
LABEL org.opencontainers.image.licenses="MIT" team=web
```

## Fix safety

Unsafe: another label may be meant.

## When to ignore

A label that only this image has.

## Sources

- https://specs.opencontainers.org/image-spec/annotations/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....project.plain_values import as_list
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.problems.problem import closest
from ....syntax.words import KeyValue
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...options import OptionKind, RuleOption
from ...rule import Category, Rule, Surroundings
from ._schema import OCI_NAMES, OCI_PREFIX

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={"hadolint": ("DL3050",), "droast": ("DF074",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict", "hadolint"),
    options=(RuleOption("allowed", OptionKind.TEXTS, "The only labels that an image may have."),),
)


@RULE.on_step(Keyword.LABEL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    option = as_list(surroundings.options.get(RULE.id, {}).get("allowed"))
    allowed = None if option is None else [name for name in option if isinstance(name, str)]
    known = [f"{OCI_PREFIX}{name}" for name in OCI_NAMES] if allowed is None else allowed
    for pair in step.instruction.key_values:
        key = pair.key.value
        if not key or key in known or (allowed is None and not key.startswith(OCI_PREFIX)):
            continue
        close = closest(key, known)
        meant = "" if close is None else f"; did you mean `{close}`?"
        yield RULE.at(step, pair.key.span, f"`{key}` is no label that is known{meant}", fixes=_fixes(step, pair, close))


def _fixes(step: Step, pair: KeyValue, close: str | None) -> list[Fix]:
    if close is None or pair.key.text != pair.key.value:
        return []
    edits = (Edit(step.item, pair.key.span, close),)
    return [Fix(f"Write {close}", Safety.UNSAFE, lambda: edits, "another label may be meant")]
