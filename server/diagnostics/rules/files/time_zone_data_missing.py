"""Bring the data of time zones where TZ is set.

`TZ=Europe/Berlin` names a file of time zone data. Where the image has none, as an empty one and plain Alpine, the name is not an
error: everything silently runs in UTC.

## Example

```dockerfile bad
FROM alpine:3.24
ENV TZ=Europe/Berlin
#      ^^^^^^^^^^^^^ this image has no data of time zones, so that the time stays UTC; install or copy `tzdata`
CMD ["crond", "-f"]
```

```dockerfile bad
FROM scratch
ENV TZ=America/New_York
#      ^^^^^^^^^^^^^^^^ this image has no data of time zones, so that the time stays UTC; copy `/usr/share/zoneinfo` into it
COPY server /server
ENTRYPOINT ["/server"]
```

## Good

```dockerfile good
FROM alpine:3.24
RUN apk add --no-cache tzdata
ENV TZ=Europe/Berlin
```

```dockerfile good
FROM alpine:3.24 AS zones
RUN apk add --no-cache tzdata

FROM scratch
COPY --from=zones /usr/share/zoneinfo /usr/share/zoneinfo
ENV TZ=Europe/Berlin
COPY server /server
```

```dockerfile good
FROM alpine:3.24
ENV TZ=UTC
```

```dockerfile good
FROM debian:13-slim
ENV TZ=Europe/Berlin
```

## No fix

Where the data should come from is for you to say.

## When to ignore

The program brings its own data, as Go does with `-tags timetzdata`.

## Sources

- https://wiki.alpinelinux.org/wiki/Setting_the_timezone
- https://pkg.go.dev/time/tzdata
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.CORRECTNESS)

_NAMED = lazy_pattern(r"[A-Z][A-Za-z_]+/[A-Z][\w+/-]+\Z")
_BRINGS = lazy_pattern(r"tzdata|zoneinfo|/etc/localtime|timezone", re.IGNORECASE)


def _zones(step: Step) -> tuple[tuple[Step, Span], ...]:
    """Where ENV sets TZ to a place."""
    if step.keyword is not Keyword.ENV or step.is_deferred:
        return ()
    return tuple(
        (step, pair.value.span)
        for pair in step.instruction.key_values
        if pair.key.text == "TZ" and pair.value is not None and _NAMED.match(step.evaluate(pair.value) or "")
    )


def _brings_data(step: Step) -> tuple[bool, ...]:
    """Whether a step speaks of the data, or copies or runs what may bring it."""
    if step.keyword is Keyword.RUN:
        script = step.commands
        is_open = script is None or any("/" in (command.name.value or "/") for command in script.commands)
        return (True,) if is_open or _BRINGS.search(step.item.text) else ()
    if step.keyword in (Keyword.COPY, Keyword.ADD):
        text = step.item.text.rstrip()
        return (True,) if _BRINGS.search(text) or re.search(r"\s(?:/|/usr/?|/usr/share/?)\Z", text) else ()
    return ()


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    found = stage.select(_zones).facts
    base = stage.chain[-1].base
    is_plain_alpine = base.image is not None and base.image.familiar_name == "alpine"
    if not found or not stage.is_shipped or not (base.is_scratch or is_plain_alpine):
        return
    if any(link.select(_brings_data).facts for link in stage.chain):
        return
    how = "copy `/usr/share/zoneinfo` into it" if base.is_scratch else "install or copy `tzdata`"
    for step, span in found:
        message = f"this image has no data of time zones, so that the time stays UTC; {how}"
        yield RULE.at(step, span, message)
