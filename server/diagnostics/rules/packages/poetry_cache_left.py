r"""Clean Poetry's cache in the RUN that filled it.

Poetry keeps every archive it downloads and the metadata of the index in `~/.cache/pypoetry`, beside the virtual environments
that may lie there too. In a shipped image, the archives are of no use.

## Example

```dockerfile bad
FROM python:3.14-slim
RUN pip install --no-cache-dir poetry==2.2.1
COPY pyproject.toml poetry.lock ./
RUN poetry install --only main --no-root
#          ^^^^^^^ Poetry keeps what it downloads in the layer as well
```

```dockerfile fixed
FROM python:3.14-slim
RUN pip install --no-cache-dir poetry==2.2.1
COPY pyproject.toml poetry.lock ./
RUN poetry install --only main --no-root \
    && rm -rf ~/.cache/pypoetry/cache ~/.cache/pypoetry/artifacts
```

## Good

```dockerfile good
FROM python:3.14-slim
ENV POETRY_CACHE_DIR=/tmp/poetry
RUN poetry install --only main && rm -rf $POETRY_CACHE_DIR
RUN --mount=type=cache,target=/tmp/poetry poetry install
RUN poetry install --no-cache
```

## Fix safety

Safe: virtual environments, which may lie in the same folder, are kept.

## When to ignore

Something installs the same packages again inside the running container.

## Sources

- https://python-poetry.org/docs/configuration/#cache-dir
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import POETRY
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves_last, span_of

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.SIZE, fix=Safety.SAFE, profiles=("size", "strict"))


@RULE.on_invocation("poetry")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands that download and keep it."""
    if leaves_last(call, POETRY):
        yield RULE.at(call.step, span_of(call.invocation), "Poetry keeps what it downloads in the layer as well")
