"""Do not call a stage `scratch` or `context`.

`scratch` is the empty image, `context` the files that are sent to the builder. A stage of that name is found by some
instructions and not by others.

## Example

```dockerfile bad
FROM debian:trixie AS scratch
#                     ^^^^^^^ `scratch` means the empty image, not a stage
FROM scratch
COPY --from=scratch /etc/passwd /etc/
```

## Good

```dockerfile good
FROM debian:trixie AS files
FROM scratch
COPY --from=files /etc/passwd /etc/
```

## No fix

Another name has to be chosen, here and where the stage is asked for from outside.

## When to ignore

Never: what it means depends on where it is used.

## Sources

- https://docs.docker.com/reference/build-checks/reserved-stage-name/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.bodies import From, body_of
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("ReservedStageName",),
        "hadolint": ("DL3063",),
        "tally": ("buildkit/ReservedStageName",),
        "droast": ("DF084",),
    },
    profiles=("buildkit", "hadolint"),
)

_MEANINGS = {"scratch": "the empty image", "context": "the build context"}


@RULE.on_step(Keyword.FROM)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at the name without regard to capitals."""
    body = body_of(step.item)
    if not isinstance(body, From) or body.name is None:
        return
    meaning = _MEANINGS.get(body.name.text.lower())
    if meaning is not None:
        yield RULE.at(step, body.name.span, f"`{body.name.text.lower()}` means {meaning}, not a stage")
