r"""Clean Yarn's cache in the RUN that filled it.

Yarn keeps every archive it downloads, for root in `/usr/local/share/.cache/yarn`, which can be as large as
`node_modules`. `yarn cache clean` at the end of the same RUN, or a cache mount, keeps it out of the layer.

## Example

```dockerfile bad
FROM node:24-slim
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile --production
#        ^^^^^^^ Yarn keeps what it downloads in the layer as well
```

```dockerfile fixed
FROM node:24-slim
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile --production \
    && yarn cache clean
```

## Good

```dockerfile good
FROM node:24 AS build
RUN yarn install --frozen-lockfile && yarn build

FROM node:24-slim
RUN yarn --production && yarn cache clean
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install
RUN yarn global add serve && rm -rf /usr/local/share/.cache
RUN yarn build
```

## Fix safety

Unsafe: with Yarn 2 and later and Plug'n'Play, the cache is where the program is run from.

## When to ignore

The program is run from Yarn's cache (Plug'n'Play, zero-installs).

## Sources

- https://classic.yarnpkg.com/en/docs/cli/cache
- https://yarnpkg.com/features/caching
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import YARN
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves_last

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"hadolint": ("DL3060",), "parfum": ("yarnCacheCleanAfterInstall",), "droast": ("DF055",)},
    fix=Safety.UNSAFE,
    profiles=("hadolint", "size", "strict"),
)


@RULE.on_invocation("yarn")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands whose cache nothing behind them cleans."""
    # Yarn 2 and later, which `--immutable` and `focus` tell, may run programs from the cache.
    is_modern = call.invocation.has("--immutable") or call.invocation.subcommand == "workspaces focus"
    if not is_modern and leaves_last(call, YARN):
        word = call.invocation.subcommand_word or call.invocation.tool_word
        yield RULE.at(call.step, word.span, "Yarn keeps what it downloads in the layer as well")
