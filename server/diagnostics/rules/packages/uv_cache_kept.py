r"""Keep uv's cache out of the layer.

uv unpacks what it downloads into `~/.cache/uv` and links it from there. Files that are linked in the same layer are stored
once, but source archives, build leftovers and whatever is copied instead are stored besides. `--no-cache` (or
`UV_NO_CACHE=1`) uses a temporary folder; a cache mount makes the next build faster as well.

## Example

```dockerfile bad
FROM python:3.14-slim
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/
RUN uv pip install --system flask
#          ^^^^^^^ uv keeps what it downloads in the layer as well
```

```dockerfile fixed
FROM python:3.14-slim
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/
RUN uv pip install --no-cache --system flask
```

## Good

```dockerfile good
FROM python:3.14-slim
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked
RUN uv sync --locked && uv cache clean
RUN uv --no-cache sync
```

```dockerfile good
FROM python:3.14-slim
ENV UV_NO_CACHE=1
RUN uv sync --locked
```

## Fix safety

Safe: the same packages are installed. Where a cache mount is put in, it is safe if the file already asks for BuildKit.

## When to ignore

`uv` is run again inside the container and should not download anything then.

## Sources

- https://docs.astral.sh/uv/guides/integration/docker/#caching
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import UV
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves, span_of

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.SIZE, fix=Safety.SAFE, profiles=("size", "strict"))


@RULE.on_invocation("uv")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands that download and keep it."""
    if call.invocation.subcommand != "run" and leaves(call, UV):
        yield RULE.at(call.step, span_of(call.invocation), "uv keeps what it downloads in the layer as well")
