"""Spell the frontend as `docker/dockerfile`.

`# syntax=` names an image that is downloaded and run to read the file. A slip in its name fails the build, or runs
somebody else's image with the sources at hand.

## Example

```dockerfile bad
# syntax=docker/dokcerfile:1
#        ^^^^^^^^^^^^^^^^^ `docker/dokcerfile` is nearly, but not, Docker's frontend `docker/dockerfile`
FROM alpine:3.22
```

```dockerfile fixed
# syntax=docker/dockerfile:1
FROM alpine:3.22
```

## Good

```dockerfile good
# syntax=docker.io/docker/dockerfile-upstream:master
FROM alpine:3.22
```

```dockerfile good
# syntax=example.com/team/frontend:1
FROM alpine:3.22
```

## Fix safety

Unsafe: another frontend is run to read the file.

## When to ignore

A frontend of your own that is called nearly like Docker's.

## Sources

- https://docs.docker.com/build/buildkit/frontend/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....images.reference import ImageReference, parse_reference
from ....semantics.program import Program
from ....syntax.logical_text import Span
from ....syntax.problems.problem import closest
from ...finding import Confidence, Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._frontend import directive_named

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"tally": ("tally/syntax-directive-typo",)},
    fix=Safety.UNSAFE,
    confidence=Confidence.MEDIUM,
)

FRONTENDS = ("docker/dockerfile", "docker/dockerfile-upstream")


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare the name with those of Docker's frontends."""
    directive = directive_named(program, "syntax")
    reference = None if directive is None else parse_reference(directive.value)
    if directive is None or not isinstance(reference, ImageReference):
        return
    name = reference.repository
    meant = None if name in FRONTENDS else closest(name, FRONTENDS)
    if meant is None or reference.registry not in (None, "docker.io"):
        return
    start = directive.value_span.start + len(reference.name) - len(name)
    span = Span(start, start + len(name))
    edit = Edit(directive, span, meant)
    reason = "another frontend is run to read the file"
    fix = Fix(f"Change to `{meant}`", Safety.UNSAFE, lambda: (edit,), reason, uncovers=True)
    yield RULE.at(directive, span, f"`{name}` is nearly, but not, Docker's frontend `{meant}`", fixes=[fix])
