"""Write `AS` in the same case as `FROM`.

The two belong together and are easier to find when they look alike. BuildKit warns of it with every build.

## Example

```dockerfile bad
FROM golang:1.26 as build
#                ^^ `as` is written otherwise than `FROM`
```

```dockerfile fixed
FROM golang:1.26 AS build
```

## Good

A FROM in mixed case is a matter for `instruction-casing`.

```dockerfile good
FROM golang:1.26 AS build
from alpine:3.22 as final
```

## Fix safety

Safe: BuildKit reads both alike.

## When to ignore

You do not mind BuildKit's warning.

## Sources

- https://docs.docker.com/reference/build-checks/from-as-casing/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.bodies import From, body_of
from ....syntax.grammar import Keyword
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={
        "buildkit": ("FromAsCasing",),
        "tally": ("buildkit/FromAsCasing",),
        "droast": ("DF079",),
    },
    fix=Safety.SAFE,
    is_default=False,
    profiles=("buildkit", "strict"),
)


@RULE.on_step(Keyword.FROM)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare the two keywords, where FROM is in one case."""
    body = body_of(step.item)
    if not isinstance(body, From) or body.as_word is None or body.name is None:
        return
    written, keyword = body.as_word.text, step.item.keyword_text
    if keyword not in (keyword.lower(), keyword.upper()) or written.lower() != "as":
        return
    wanted = "AS" if keyword == keyword.upper() else "as"
    if written != wanted:
        edit = Edit(step.item, body.as_word.span, wanted)
        fix = Fix(f"Write `{wanted}`", Safety.SAFE, lambda: (edit,))
        yield RULE.at(step, body.as_word.span, f"`{written}` is written otherwise than `{keyword}`", fixes=[fix])
