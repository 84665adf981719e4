"""Do not let root write what outlives the container.

A process that runs as root and writes into a volume leaves files of root on the host, and reaches what others store there.

## Example

```dockerfile bad
FROM alpine:3.22
VOLUME /data
#^^^^^ root writes into this volume, which outlives the container
CMD ["/app"]
```

## Good

```dockerfile good
FROM alpine:3.22
VOLUME /data
USER 10001
CMD ["/app"]
```

## No fix

Which user it should be is for you to say.

## When to ignore

The program gives up root by itself.

## Sources

- https://docs.docker.com/engine/storage/volumes/
- https://docs.docker.com/build/building/best-practices/#user
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.accounts import is_root
from ....semantics.stage import Stage
from ....semantics.start_command import gives_up_root
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SECURITY,
    also_known_as={"tally": ("tally/stateful-root-runtime",)},
    is_default=False,
    profiles=("security",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    volumes = stage.steps_with(Keyword.VOLUME).facts
    if (
        not volumes
        or not stage.is_shipped
        or stage.facts.is_windows
        or is_root(stage.final_state.user.value) is not True
    ):
        return
    if gives_up_root(stage) is False:
        yield RULE.at(
            volumes[0], volumes[0].item.keyword_span, "root writes into this volume, which outlives the container"
        )
