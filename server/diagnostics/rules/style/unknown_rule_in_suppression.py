"""Name rules that exist in comments that silence findings.

A name that is misspelt silences nothing. Only comments in the language of Dockwright are looked at: other tools know
rules that Dockwright does not.

## Example

```dockerfile bad
# dockwright: ignore[untaged-base-image]
#                    ^^^^^^^^^^^^^^^^^^ there is no rule `untaged-base-image`; did you mean `untagged-base-image`?
FROM alpine
```

```dockerfile fixed
# dockwright: ignore[untagged-base-image]
FROM alpine
```

## Good

```dockerfile good
# dockwright: ignore[untagged-base-image, DL3006, SC2086, security]
FROM alpine
# hadolint ignore=DL9999
RUN true
```

## Fix safety

Unsafe: another rule may be meant.

## When to ignore

The rule is one of a newer version of Dockwright.

## Sources

- https://docs.docker.com/build/checks/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.MAINTAINABILITY, fix=Safety.UNSAFE)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    # Reading comments is built upon rules, so that it cannot be imported while they are.
    from ...names import suggestion
    from ...registry import all_rules
    from ...suppression_audit import unknown_names

    for _, suppression, name in unknown_names(program, all_rules()):
        meant = suggestion(name.text, all_rules())
        near = "" if meant is None else f"; did you mean `{meant}`?"
        edits = None if meant is None else (Edit(suppression.item, name.span, meant),)
        fixes = [] if edits is None else [_fix(f"Write {meant}", edits)]
        yield RULE.at(suppression.item, name.span, f"there is no rule `{name.text}`{near}", fixes=fixes)


def _fix(title: str, edits: tuple[Edit, ...]) -> Fix:
    return Fix(title, Safety.UNSAFE, lambda: edits, "another rule may be meant")
