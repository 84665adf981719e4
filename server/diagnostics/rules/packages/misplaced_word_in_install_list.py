r"""Put `&&` between an install and the command behind it.

Where a line ends in a backslash and `&&` is missing, the next command becomes part of the list of packages: apt is asked for
packages called `apt-get` and `clean`. Mostly the build fails with a message that puzzles; npm, which has packages of nearly
every name, installs them.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
    curl \
    rm -rf /var/lib/apt/lists/*
#   ^^ `rm` stands in the list of packages; did you mean `&& rm`?
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
    curl \
    && rm -rf /var/lib/apt/lists/*
```

```dockerfile bad
FROM node:24-slim
RUN npm install express \
    npm run build
#   ^^^ `npm` stands in the list of packages; did you mean `&& npm`?
```

```dockerfile fixed
FROM node:24-slim
RUN npm install express \
    && npm run build
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends apt dpkg make \
    && apt-get clean && rm -rf /var/lib/apt/lists/*
RUN npm install -g npm@11 && npm cache clean --force
```

## Fix safety

Unsafe: it is a guess what was meant, and the command has never run before.

## When to ignore

Never, as long as there is no package of that name.

## Sources

- https://docs.docker.com/reference/dockerfile/#run
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....shell.table import tool_of_program
from ....shell.words import Word
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._prompts import is_shell_form

RULE = Rule(__name__, __doc__, Severity.ERROR, Category.CORRECTNESS, fix=Safety.UNSAFE, profiles=("strict",))

_INSTALLS = {
    "apt-get": ("install",),
    "apt": ("install",),
    "aptitude": ("install",),
    "apk": ("add",),
    "yum": ("install",),
    "dnf": ("install",),
    "microdnf": ("install",),
    "tdnf": ("install",),
    "zypper": ("install",),
    "pip": ("install",),
    "npm": ("install",),
    "yarn": ("add",),
    "pnpm": ("add", "install"),
    "gem": ("install",),
}
_NEVER_PACKAGES = frozenset(
    (
        *(
            "apt-get",
            "apt-cache",
            "add-apt-repository",
            "apt-key",
            "rm",
            "cd",
            "cp",
            "mv",
            "ln",
            "mkdir",
            "chmod",
            "chown",
        ),
        *("echo", "export", "useradd", "groupadd", "usermod", "addgroup", "update-ca-certificates", "dpkg-reconfigure"),
        *("ldconfig", "update-alternatives", "chpasswd", "touch", "exit"),
    )
)
"""Commands of which no distribution has a package of the same name."""
_OF_DISTRIBUTIONS = frozenset(("apt-get", "apt", "aptitude", "apk", "yum", "dnf", "microdnf", "tdnf", "zypper"))
_REASON = "it is a guess what was meant"


@RULE.on_invocation(*_INSTALLS)
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for a command among the packages: the first one is where the separator is missing."""
    invocation = call.invocation
    if invocation.subcommand not in _INSTALLS[invocation.tool]:
        return
    words, values = invocation.operands, invocation.operand_values
    for index in range(1, len(words)):
        if _is_command(invocation.tool, values, index) and words[index].text == values[index]:
            name = values[index]
            message = f"`{name}` stands in the list of packages; did you mean `&& {name}`?"
            yield RULE.at(call.step, words[index].span, message, fixes=_fixes(call, words[index]))
            return


def _is_command(tool: str, values: Sequence[str | None], index: int) -> bool:
    """Whether an operand is the name of a command rather than of a package."""
    name = values[index]
    if name is None:
        return False
    if tool in _OF_DISTRIBUTIONS and name in _NEVER_PACKAGES:
        return True
    described = tool_of_program(name)
    if described is None or "/" in name or index + 1 >= len(values):
        return False
    following = values[index + 1]
    return name in _INSTALLS and following in (*described.subcommands, "i")


def _fixes(call: Call, word: Word) -> list[Fix]:
    if not is_shell_form(call.step):
        return []
    start = word.span.start
    edit = Edit(call.step.item, Span(start, start), "&& ")
    return [Fix(f"Put `&&` before `{word.text}`", Safety.UNSAFE, lambda: (edit,), _REASON)]
