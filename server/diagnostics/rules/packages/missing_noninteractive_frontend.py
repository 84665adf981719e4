r"""Install packages that ask questions with DEBIAN_FRONTEND=noninteractive.

A few packages of Debian and Ubuntu ask while they are configured: `tzdata` for the time zone, `keyboard-configuration` for the
keyboard. `-y` does not answer those. Without a terminal, debconf mostly falls back to its defaults after a page of warnings; with some
versions and builders, the build stands still.

Since it mostly goes well, this rule is off by default. Only packages are named that are known to ask.

## Example

```dockerfile bad
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y --no-install-recommends tzdata && rm -rf /var/lib/apt/lists/*
#                                                                ^^^^^^ `tzdata` asks a question while it is installed, which `-y` does not answer
```

```dockerfile fixed
FROM ubuntu:24.04
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends tzdata && rm -rf /var/lib/apt/lists/*
```

## Good

```dockerfile good
FROM ubuntu:24.04
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y tzdata && rm -rf /var/lib/apt/lists/*
```

```dockerfile good
FROM ubuntu:24.04
RUN export DEBIAN_FRONTEND=noninteractive && apt-get update && apt-get install -y tzdata curl
RUN DEBIAN_FRONTEND=noninteractive apt-get install -y keyboard-configuration
RUN echo 'debconf debconf/frontend select Noninteractive' | debconf-set-selections && apt-get install -y tzdata
```

```dockerfile good
FROM example.com/team/base:1
RUN apt-get update && apt-get install -y tzdata && rm -rf /var/lib/apt/lists/*
```

## Fix safety

Safe: defaults are taken where nobody could have answered.

## When to ignore

The base image sets DEBIAN_FRONTEND, or answers with debconf.

## Sources

- https://manpages.debian.org/trixie/debconf-doc/debconf.7.en.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.logical_text import Span
from ...finding import Confidence, Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._prompts import is_shell_form

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.CORRECTNESS,
    also_known_as={"doctor": ("DD035",)},
    fix=Safety.SAFE,
    confidence=Confidence.MEDIUM,
    is_default=False,
    profiles=("strict",),
)

_ASKING = frozenset(("tzdata", "keyboard-configuration", "console-setup", "iptables-persistent", "postfix", "slapd"))


@RULE.on_invocation("apt-get", "apt")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for packages that ask, where nothing speaks of debconf's frontend."""
    invocation, step = call.invocation, call.step
    if invocation.subcommand != "install" or step.binding("DEBIAN_FRONTEND") is not None:
        return
    if not step.before.environment.is_complete:
        # The base image may set it.
        return
    text = step.item.text
    if "DEBIAN_FRONTEND" in text or "debconf" in text:
        return
    package = next((package for package in invocation.packages if package.name in _ASKING), None)
    if package is not None:
        message = f"`{package.name}` asks a question while it is installed, which `-y` does not answer"
        yield RULE.at(step, package.word.span, message, fixes=_fixes(call))


def _fixes(call: Call) -> list[Fix]:
    """Set the variable for this one call."""
    start = call.invocation.tool_word.span.start
    if call.invocation.wrappers or not is_shell_form(call.step):
        return []
    edit = Edit(call.step.item, Span(start, start), "DEBIAN_FRONTEND=noninteractive ")
    return [Fix("Set `DEBIAN_FRONTEND=noninteractive`", Safety.SAFE, lambda: (edit,))]
