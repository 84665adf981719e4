r"""Clean npm's cache in the RUN that filled it.

npm keeps every archive it downloads in `~/.npm/_cacache`, about as much again as it installs. In a shipped image nobody
installs anything any more. `npm cache clean --force` at the end of the same RUN, or a cache mount, keeps it out of the layer.

## Example

```dockerfile bad
FROM node:24-slim
COPY package*.json ./
RUN npm ci --omit=dev
#       ^^ npm keeps what it downloads in the layer as well
```

```dockerfile fixed
FROM node:24-slim
COPY package*.json ./
RUN npm ci --omit=dev \
    && npm cache clean --force
```

## Good

```dockerfile good
FROM node:24 AS build
RUN npm ci && npm run build

FROM node:24-slim
RUN npm ci --omit=dev && npm cache clean --force
RUN npm install -g pm2@6.0.8 && rm -rf ~/.npm
RUN --mount=type=cache,target=/root/.npm npm ci
```

```dockerfile good
FROM node:24-slim
RUN npm ci --cache /tmp/npm && rm -rf /tmp/npm
RUN npm run install
```

## Fix safety

Safe: what is cleaned is not part of `node_modules`.

## When to ignore

Something installs the same packages again inside the running container.

## Sources

- https://docs.npmjs.com/cli/v11/commands/npm-cache
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import NPM
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves_last, span_of

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"parfum": ("npmCacheCleanAfterInstall",)},
    fix=Safety.SAFE,
    profiles=("size", "strict"),
)


@RULE.on_invocation("npm")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands whose cache nothing behind them cleans."""
    if leaves_last(call, NPM):
        yield RULE.at(call.step, span_of(call.invocation), "npm keeps what it downloads in the layer as well")
