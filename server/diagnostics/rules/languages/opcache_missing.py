"""Switch on the code cache of PHP.

Without OPcache, PHP reads and compiles every file again for each request. In the official images before PHP 8.5 it has to be
installed.

## Example

```dockerfile bad
FROM php:8.4-fpm
#    ^^^^^^^^^^^ OPcache is not switched on, so PHP compiles each file for each request
COPY . /var/www/html
```

## Good

```dockerfile good
FROM php:8.4-fpm
RUN docker-php-ext-install opcache
```

```dockerfile good
FROM php:8.5-fpm
```

## No fix

Where the settings of PHP come from is not known here.

## When to ignore

The extension is brought by a script.

## Sources

- https://www.php.net/manual/en/book.opcache.php
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._stages import image_span

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("php/enable-opcache-in-production",)},
    confidence=Confidence.LOW,
    is_default=False,
    profiles=("strict",),
)


def _mentions(step: Step) -> tuple[bool, ...]:
    return (True,) if "opcache" in step.item.text.lower() else ()


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    image = stage.chain[-1].base.image
    span = image_span(stage)
    if not stage.is_shipped or span is None or image is None or image.familiar_name != "php":
        return
    version = re.match(r"(\d+)\.(\d+)", image.tag or "")
    is_server = "fpm" in (image.tag or "") or "apache" in (image.tag or "")
    if version is None or not is_server or (int(version[1]), int(version[2])) >= (8, 5):
        return
    if not any(link.select(_mentions).facts for link in stage.chain):
        yield RULE.at(stage.from_step, span, "OPcache is not switched on, so PHP compiles each file for each request")
