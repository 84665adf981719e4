r"""Leave out what does nothing in a build.

A `RUN` has no terminal, no init system and no services: whatever it starts is gone when the step ends, and so is what it
mounts or changes of the running system. Such a command only looks as if it did something. The option `every-call` has
programs for running machines count in whatever they are called for.

## Example

```dockerfile bad
FROM debian:13-slim
RUN service postgresql start
#   ^^^^^^^ a service that is started here ends with this step
RUN systemctl start nginx && shutdown -h now
#   ^^^^^^^^^ a service that is started here ends with this step
#                            ^^^^^^^^ `shutdown` does nothing in a build
RUN vim /etc/nginx/nginx.conf
#   ^^^ `vim` waits for somebody at a terminal, and a build has none
```

```dockerfile bad profile=hadolint
FROM debian:13-slim
RUN browser & sleep 10; kill $!
#                       ^^^^ `kill` is for a machine that runs, and a build has none
```

## Good

```dockerfile good
FROM debian:13-slim
RUN service postgresql start && su postgres -c "createdb app" && service postgresql stop
RUN systemctl enable nginx && ps aux && apt-get install -y vim
```

## No fix

What was meant to happen belongs into `CMD` or a startup script.

## When to ignore

Where the command is only there to be looked at.

## Sources

- https://docs.docker.com/engine/containers/multi-service_container/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.model import Command
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3001",),
        "tally": ("hadolint/DL3001",),
        "kics": ("9b6b0f38",),
        "semgrep": ("nonsensical-command",),
        "droast": ("DF060",),
    },
    profiles=("hadolint",),
    options=(
        switch(
            "every-call",
            "Whether each call counts of a program for machines that run, such as `kill`, `mount` and `service`.",
            *("hadolint", "tally"),
        ),
    ),
)

_NOTHING = frozenset(("shutdown", "reboot", "halt", "poweroff", "free", "top", "htop"))
_INTERACTIVE = frozenset(("vim", "vi", "nano", "emacs", "less", "more"))
_FOR_MACHINES = frozenset(("free", "ifconfig", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim"))
_STARTS = frozenset(("start", "restart", "reload"))


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None or not script.dialect.is_posix:
        return
    every_call = RULE.is_on("every-call", surroundings)
    for number, command in enumerate(script.commands):
        message = _message(command, is_last=number == len(script.commands) - 1)
        if message is None and every_call and command.name.value in _FOR_MACHINES:
            message = f"`{command.name.value}` is for a machine that runs, and a build has none"
        if message is not None:
            yield RULE.at(step, command.name.span, message)


def _message(command: Command, *, is_last: bool) -> str | None:
    name = command.name.value
    words = [word.value for word in command.arguments]
    if name is None or command.in_function:
        return None
    if name in _NOTHING:
        return f"`{name}` does nothing in a build"
    if name in _INTERACTIVE and words and not any((word or "-").startswith(("-", "+")) for word in words):
        return f"`{name}` waits for somebody at a terminal, and a build has none"
    if name == "service" and len(words) == 2 and words[1] in _STARTS and is_last:
        return "a service that is started here ends with this step"
    if name == "systemctl" and words and words[0] in _STARTS:
        return "a service that is started here ends with this step"
    return None
