r"""Install with one command what is installed with several.

Two calls of the package manager in one RUN read its index twice and resolve dependencies twice, and the list of what the image
holds is in two places.

This rule is off by default: there are good reasons to install in steps, such as a package that brings the repository for the
next one.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update \
    && apt-get install -y curl \
    && apt-get install -y git \
#              ^^^^^^^ a second `apt-get install` follows the first; one call can install both
    && rm -rf /var/lib/apt/lists/*
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y curl git && rm -rf /var/lib/apt/lists/*
RUN apt-get install -y gnupg && echo deb https://example.com x main > /etc/apt/sources.list.d/x.list && apt-get update \
    && apt-get install -y tool
```

## No fix

What stands between the two, and the options of each, may matter.

## When to ignore

The second install needs the first, or other options.

## Sources

- https://docs.docker.com/build/building/best-practices/#apt-get
"""

from __future__ import annotations

from collections.abc import Iterator

from ....shell.invocation import Invocation
from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import span_of, written
from ._lists import INSTALLS, is_install

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.BUILD_SPEED,
    also_known_as={"parfum": ("ruleMoreThanOneInstall",)},
    is_default=False,
)


@RULE.on_invocation(*INSTALLS)
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for an install whose command directly follows another one of the same kind in the same chain."""
    script = call.step.commands
    if script is None or not is_install(call.invocation) or call.invocation.command.operator not in ("&&", ";", "\n"):
        return
    index = next((i for i, command in enumerate(script.commands) if command is call.invocation.command), 0)
    before = [other for other in call.step.invocations if index and other.command is script.commands[index - 1]]
    if any(_is_alike(other, call.invocation) for other in before):
        name = written(call.invocation)
        message = f"a second `{name}` follows the first; one call can install both"
        yield RULE.at(call.step, span_of(call.invocation), message)


def _is_alike(one: Invocation, other: Invocation) -> bool:
    """Whether two calls differ in nothing but what they install."""
    options = [[(option.name, option.value) for option in call.options] for call in (one, other)]
    return (one.tool, one.subcommand, options[0]) == (other.tool, other.subcommand, options[1]) and one.tool != "pip"
