r"""Name a signal that can stop the program.

`STOPSIGNAL` is sent by `docker stop`. A name that does not exist is refused when the container is created or stopped, and
`SIGKILL` and `SIGSTOP` cannot be caught: the program has no chance to finish what it does.

## Example

```dockerfile bad
FROM debian:13-slim
STOPSIGNAL SIGTREM
#          ^^^^^^^ there is no signal `SIGTREM`
```

```dockerfile bad
FROM debian:13-slim
STOPSIGNAL 9
#          ^ no program can catch `9`, so it is stopped in the middle of its work
```

```dockerfile fixed
FROM debian:13-slim
STOPSIGNAL SIGTERM
```

## Good

```dockerfile good
FROM debian:13-slim
ARG SIGNAL
STOPSIGNAL $SIGNAL
STOPSIGNAL quit
STOPSIGNAL SIGRTMIN+3
STOPSIGNAL 15
```

## Fix safety

Unsafe: a program that ignores SIGTERM is killed ten seconds later. For a name that does not exist no fix is offered.

## When to ignore

For a program that survives being killed at any moment and takes too long to stop otherwise.

## Sources

- https://docs.docker.com/reference/dockerfile/#stopsignal
- https://man7.org/linux/man-pages/man7/signal.7.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "tally": ("tally/no-ungraceful-stopsignal",),
        "dockerfile-utils": ("27",),
        "doctor": ("DD079",),
    },
    fix=Safety.UNSAFE,
)

_SIGNALS = frozenset(
    (
        *(
            "ABRT",
            "ALRM",
            "BUS",
            "CHLD",
            "CLD",
            "CONT",
            "FPE",
            "HUP",
            "ILL",
            "INT",
            "IO",
            "IOT",
            "KILL",
            "PIPE",
            "POLL",
        ),
        *("PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "UNUSED"),
        *("URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX"),
    )
)
_REAL_TIME = lazy_pattern(r"RTM(?:IN\+|AX-)(?P<offset>\d+)\Z")


@RULE.on_step(Keyword.STOPSIGNAL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    if not step.instruction.words or step.traits.facts.is_windows:
        return
    word = step.instruction.words[0]
    value = step.evaluate(word)
    if not value:
        return
    name = value.upper().removeprefix("SIG")
    if name in ("9", "19", "KILL", "STOP"):
        message = f"no program can catch `{value}`, so it is stopped in the middle of its work"
        edit = Edit(step.item, word.span, "SIGTERM")
        reason = "a program that ignores SIGTERM is killed ten seconds later"
        fix = Fix("Ask with SIGTERM", Safety.UNSAFE, lambda: (edit,), reason)
        yield RULE.at(step, word.span, message, fixes=[fix])
    elif not _exists(name):
        yield RULE.at(step, word.span, f"there is no signal `{value}`", severity=Severity.ERROR)


def _exists(name: str) -> bool:
    if name.isascii() and name.isdigit():
        return 0 < int(name) <= 64
    real_time = _REAL_TIME.match(name)
    return name in _SIGNALS or (real_time is not None and int(real_time["offset"]) <= 30)
