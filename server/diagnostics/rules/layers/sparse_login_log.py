"""Keep user numbers small, or `useradd` without its log files.

`useradd` keeps a record for every number up to the new one in `/var/log/lastlog` and `/var/log/faillog`. For a large number
the files are sparse on disk, yet image builders that do not know holes store them in full: gigabytes for a number such as
1000000000. `-l` (`--no-log-init`) leaves the record out.

## Example

```dockerfile bad
FROM debian:12-slim
RUN useradd -u 1000660000 -m app
#           ^^^^^^^^^^^^^ with the number 1000660000 the log files of logins may grow to gigabytes; `--no-log-init` leaves them alone
USER 1000660000
```

```dockerfile fixed
FROM debian:12-slim
RUN useradd --no-log-init -u 1000660000 -m app
USER 1000660000
```

## Good

```dockerfile good
FROM debian:12-slim
RUN useradd --uid 1000660000 --no-log-init app
RUN useradd -u 10001 worker
RUN adduser -u 1000660000 other
```

## Fix safety

Safe: only the record of the last login is left out.

## When to ignore

The image has no shadow tools that keep these logs, as Debian 13.

## Sources

- https://docs.docker.com/build/building/best-practices/#user
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SIZE,
    also_known_as={
        "hadolint": ("DL3046",),
        "tally": ("hadolint/DL3046",),
        "parfum": ("DL3046",),
        "droast": ("DF064",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "size"),
)

_LARGE = 100_000


@RULE.on_invocation("useradd")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    invocation = call.invocation
    number = invocation.option("--uid")
    if number is None or number.value is None or not number.value.isdigit() or int(number.value) < _LARGE:
        return
    if invocation.has("--no-log-init") or invocation.unknown_options:
        return
    end = invocation.tool_word.span.end
    yield RULE.at(
        call.step,
        number.span,
        f"with the number {number.value} the log files of logins may grow to gigabytes; `--no-log-init` leaves them alone",
        fixes=[
            Fix("Add --no-log-init", Safety.SAFE, lambda: (Edit(call.step.item, Span(end, end), " --no-log-init"),))
        ],
    )
