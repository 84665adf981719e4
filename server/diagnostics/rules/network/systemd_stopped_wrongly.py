"""Stop systemd with the signal that it listens to.

systemd takes SIGTERM for the wish to start anew. Only SIGRTMIN+3 makes it end, so that without it a container is killed after ten
seconds.

## Example

```dockerfile bad
FROM debian:13
RUN apt-get update && apt-get install -y systemd
CMD ["/lib/systemd/systemd"]
#^^ systemd does not end with SIGTERM; `STOPSIGNAL SIGRTMIN+3` stops it
```

```dockerfile fixed
FROM debian:13
RUN apt-get update && apt-get install -y systemd
STOPSIGNAL SIGRTMIN+3
CMD ["/lib/systemd/systemd"]
```

## Good

```dockerfile good
FROM debian:13
RUN apt-get update && apt-get install -y systemd
STOPSIGNAL SIGRTMIN+3
CMD ["/lib/systemd/systemd"]
```

## Fix safety

Unsafe: the services are stopped one after the other then, which may take long.

## When to ignore

Podman sets the signal by itself.

## Sources

- https://www.freedesktop.org/software/systemd/man/latest/systemd.html#Signals
- https://systemd.io/CONTAINER_INTERFACE/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import stands_in, start_command
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
from ...finding import Finding, Fix, Safety, Severity
from ...line_edits import above
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={"tally": ("tally/prefer-systemd-sigrtmin-plus-3",)},
    fix=Safety.UNSAFE,
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    step = start_command(stage).step if stage.is_shipped else None
    script = None if step is None else step.commands
    if step is None or not stands_in(stage, step) or script is None or len(script.commands) != 1:
        return
    has_signal = any(len(link.steps_with(Keyword.STOPSIGNAL)) for link in stage.chain)
    if program_name(script.commands[0].name.value or "") == "systemd" and not has_signal:
        message = "systemd does not end with SIGTERM; `STOPSIGNAL SIGRTMIN+3` stops it"
        edit = above(step, "STOPSIGNAL SIGRTMIN+3")
        reason = "the services are stopped one after the other, which may take long"
        fix = Fix("Stop it with SIGRTMIN+3", Safety.UNSAFE, lambda: (edit,), reason)
        yield RULE.at(step, step.item.keyword_span, message, fixes=[fix])
