r"""Mount the list of dependencies rather than copy it.

Where a manifest is only copied so that the next RUN can install from it, a bind mount shows it to that RUN without a layer of its
own.

## Example

```dockerfile bad
FROM node:24
WORKDIR /app
COPY package.json package-lock.json ./
#^^^ this is copied again below; a bind mount shows it to the next RUN
RUN npm ci
COPY . .
```

## Good

```dockerfile good
FROM node:24
WORKDIR /app
RUN --mount=type=bind,source=package.json,target=package.json \
    --mount=type=bind,source=package-lock.json,target=package-lock.json \
    npm ci
COPY . .
```

## No fix

Some installers write into the folder of the manifest, which a bind mount does not keep.

## When to ignore

You prefer the plain form; what is saved is a small layer.

## Sources

- https://docs.docker.com/build/cache/optimize/#use-bind-mounts
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ...fact_checks import PlacedFact
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.BUILD_SPEED,
    also_known_as={"tally": ("ruby/prefer-gemfile-bind-mounts",)},
    is_default=False,
    profiles=("strict",),
)

_MANIFESTS = (
    *("package.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "requirements.txt", "pyproject.toml"),
    *("uv.lock", "poetry.lock", "Pipfile", "Pipfile.lock", "go.mod", "go.sum", "Gemfile", "Gemfile.lock"),
    *("composer.json", "composer.lock"),
)
_WHOLE = (".", "./")


def _copies(step: Step) -> tuple[Step, ...]:
    body = body_of(step.item)
    return (step,) if isinstance(body, Transfer) and body.source_stage is None else ()


@RULE.on_fact(_copies)
def check(found: PlacedFact[Step], surroundings: Surroundings) -> Iterator[Finding]:
    step = found.fact
    body = body_of(step.item)
    if not isinstance(body, Transfer) or step.next is None or step.next.keyword is not Keyword.RUN:
        return
    if not body.file_sources or not all(posixpath.basename(word.text) in _MANIFESTS for word in body.file_sources):
        return
    later = found.stage.select(_copies).after(found.position)
    if any(_copies_all(other) for other in later):
        yield RULE.at(step, step.item.keyword_span, "this is copied again below; a bind mount shows it to the next RUN")


def _copies_all(step: Step) -> bool:
    body = body_of(step.item)
    return isinstance(body, Transfer) and any(word.text in _WHOLE for word in body.sources)
