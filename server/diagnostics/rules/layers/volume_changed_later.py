"""Write into a volume before it is declared.

What a RUN changes below a `VOLUME` is thrown away by the builders from before BuildKit and by other tools that follow them. BuildKit
keeps it.

## Example

```dockerfile bad
FROM postgres:18
VOLUME /data
RUN mkdir -p /data/app
#            ^^^^^^^^^ `/data` is a volume already, so that older builders drop what is written here
```

## Good

```dockerfile good
FROM postgres:18
RUN mkdir -p /data/app
VOLUME /data
COPY init.sql /data/
```

## No fix

Moving the instruction may cost the cache of those behind it.

## When to ignore

Only BuildKit builds the image.

## Sources

- https://docs.docker.com/reference/dockerfile/#notes-about-specifying-volumes
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.file_effects import absolute_path, path_effects
from ....semantics.mounts import is_below
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.words import Word
from ...fact_checks import PlacedFact
from ...finding import Finding, Related, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.CORRECTNESS, profiles=("strict",))

Volume = tuple[Step, Word, str]
"""A volume: where it is declared, and its absolute path."""


def _volumes(step: Step) -> list[Volume]:
    if step.item.keyword is not Keyword.VOLUME:
        return []
    words = ((word, absolute_path(step.workdir.value, step.evaluate(word))) for word in step.item.argument_words)
    return [(step, word, path) for word, path in words if path is not None and path != "/"]


@RULE.on_fact(_volumes)
def check(found: PlacedFact[Volume], surroundings: Surroundings) -> Iterator[Finding]:
    step, word, path = found.fact
    for effect in found.stage.select(path_effects).after(found.position):
        if effect.step.keyword is Keyword.RUN and effect.path != path and is_below(effect.path, path):
            related = Related(step.item, word.span, "the volume is declared here")
            message = f"`{path}` is a volume already, so that older builders drop what is written here"
            yield RULE.at(effect.step, effect.span, message, related=[related])
            return
