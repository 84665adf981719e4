"""Keep the headers of Node between builds.

Packages with parts in C are built by node-gyp, which downloads the headers of Node into `~/.cache/node-gyp`. A cache mount keeps them,
and keeps them out of the layer.

## Example

```dockerfile bad strategy=mount
FROM node:24
RUN --mount=type=cache,target=/root/.npm npm ci && npm rebuild && npx node-gyp rebuild
#                                                                     ^^^^^^^^ the headers that this downloads are downloaded again each time
```

## Good

```dockerfile good strategy=mount
FROM node:24
RUN --mount=type=cache,target=/root/.npm --mount=type=cache,target=/root/.cache npx node-gyp rebuild
RUN npm ci
```

## No fix

Where the home folder lies depends on the user.

## When to ignore

Few builds, or no network to save.

## Sources

- https://docs.docker.com/build/cache/optimize/#use-cache-mounts
- https://github.com/nodejs/node-gyp
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.mounts import is_mounted
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import CacheStrategy, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.BUILD_SPEED,
    also_known_as={"tally": ("js/node-gyp-cache-mounts",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if surroundings.cache_strategy is not CacheStrategy.MOUNT or script is None or "node-gyp" not in step.item.text:
        return
    if is_mounted(step, "/root/.cache/node-gyp") is not False:
        return
    for word in script.words:
        if word.value == "node-gyp":
            yield RULE.at(step, word.span, "the headers that this downloads are downloaded again each time")
            return
