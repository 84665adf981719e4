"""Stop a server with the signal that lets it finish.

`docker stop` sends SIGTERM, unless STOPSIGNAL says otherwise. php-fpm and Apache cut off their requests then and finish them with
SIGQUIT and SIGWINCH; PostgreSQL waits for all clients to go, so that it is killed after ten seconds, and goes down in order with
SIGINT. The official images say so; one that installs the server itself has to.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends php-fpm && rm -rf /var/lib/apt/lists/*
CMD ["php-fpm8.4", "-F"]
#^^ php-fpm cuts off its requests unless `STOPSIGNAL SIGQUIT` asks it to finish
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends php-fpm && rm -rf /var/lib/apt/lists/*
STOPSIGNAL SIGQUIT
CMD ["php-fpm8.4", "-F"]
```

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends apache2 && rm -rf /var/lib/apt/lists/*
CMD ["apache2ctl", "-D", "FOREGROUND"]
#^^ Apache cuts off its requests unless `STOPSIGNAL SIGWINCH` asks it to finish
```

```dockerfile bad
FROM alpine:3.24
RUN apk add --no-cache postgresql18
USER postgres
CMD ["postgres", "-D", "/var/lib/postgresql/data"]
#^^ PostgreSQL waits for all clients to go unless `STOPSIGNAL SIGINT` asks it to end
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends php-fpm && rm -rf /var/lib/apt/lists/*
STOPSIGNAL SIGQUIT
CMD ["php-fpm8.4", "-F"]
```

```dockerfile good
FROM php:8.5-fpm
CMD ["php-fpm"]
```

## Fix safety

Unsafe: long requests then hold up the end of the container.

## When to ignore

Requests may be cut off.

## Sources

- https://www.php.net/manual/en/install.fpm.php
- https://httpd.apache.org/docs/2.4/stopping.html#gracefulstop
- https://www.postgresql.org/docs/current/server-shutdown.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import program_names, stands_in, start_command
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Fix, Safety, Severity
from ...line_edits import above
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__, __doc__, Severity.HINT, Category.CORRECTNESS, fix=Safety.UNSAFE, is_default=False, profiles=("strict",)
)

_SERVERS = (
    (r"php-fpm[\d.]*", "php", "SIGQUIT", "php-fpm cuts off its requests unless `STOPSIGNAL SIGQUIT` asks it to finish"),
    (
        r"apache2|apache2ctl|apachectl|httpd|apache2-foreground|httpd-foreground",
        "httpd|php|apache",
        "SIGWINCH",
        "Apache cuts off its requests unless `STOPSIGNAL SIGWINCH` asks it to finish",
    ),
    (
        r"postgres",
        "postg",
        "SIGINT",
        "PostgreSQL waits for all clients to go unless `STOPSIGNAL SIGINT` asks it to end",
    ),
)
"""Programs, the images that say the signal themselves, the signal, and what to say of all others."""


def _fix(step: Step, signal: str) -> Fix:
    edit = above(step, f"STOPSIGNAL {signal}")
    reason = "long requests hold up the end of the container"
    return Fix(f"Stop it with {signal}", Safety.UNSAFE, lambda: (edit,), reason)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    step = start_command(stage).step if stage.is_shipped else None
    image = stage.chain[-1].base.image
    if step is None or not stands_in(stage, step) or image is None or stage.facts.is_windows is not False:
        return
    if any(len(link.steps_with(Keyword.STOPSIGNAL)) for link in stage.chain):
        return
    names = program_names(step)
    for programs, images, signal, message in _SERVERS:
        is_started = any(re.fullmatch(programs, name) for name in names)
        if is_started and not re.search(images, image.familiar_name):
            yield RULE.at(step, step.item.keyword_span, message, fixes=[_fix(step, signal)])
            return
