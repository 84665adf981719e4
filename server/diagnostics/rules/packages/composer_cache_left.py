r"""Keep Composer's cache out of the layer.

Composer keeps every archive it downloads in its cache folder, about as much again as it installs into `vendor`.
`--no-cache` keeps nothing; a cache mount makes the next build faster as well.

## Example

```dockerfile bad
FROM php:8.4-cli
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
COPY composer.json composer.lock ./
RUN composer install --no-dev
#            ^^^^^^^ Composer keeps what it downloads in the layer as well
```

```dockerfile fixed
FROM php:8.4-cli
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
COPY composer.json composer.lock ./
RUN composer install --no-cache --no-dev
```

## Good

```dockerfile good
FROM composer:2 AS vendor
RUN composer install

FROM php:8.4-cli
RUN composer install --no-dev && composer clear-cache
RUN --mount=type=cache,target=/root/.composer/cache composer install
RUN composer install && rm -rf ~/.composer
```

## Fix safety

Safe: the same packages are installed.

## When to ignore

Something installs the same packages again inside the running container.

## Sources

- https://getcomposer.org/doc/03-cli.md#global-options
- https://getcomposer.org/doc/06-config.md#cache-dir
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import COMPOSER
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves, span_of

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.SIZE, fix=Safety.SAFE, profiles=("size", "strict"))


@RULE.on_invocation("composer")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands that download and keep it."""
    if leaves(call, COMPOSER):
        yield RULE.at(call.step, span_of(call.invocation), "Composer keeps what it downloads in the layer as well")
