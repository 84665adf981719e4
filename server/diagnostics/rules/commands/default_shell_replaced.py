r"""Choose the shell with SHELL.

Pointing `/bin/sh` at another shell changes every script of the distribution too, which were written for the old one, and
is undone by the next upgrade of its package. `SHELL` changes the shell of the steps that follow and nothing else.

## Example

```dockerfile bad
FROM debian:13-slim
RUN ln -sf /bin/bash /bin/sh
#   ^^ this replaces the shell of every script in the image; choose the shell of the build with `SHELL`
RUN source ./settings
```

```dockerfile fixed
FROM debian:13-slim
SHELL ["/bin/bash", "-c"]
RUN source ./settings
```

```dockerfile bad
FROM debian:13-slim
RUN rm /bin/sh && ln -s /bin/bash /bin/sh
#                 ^^ this replaces the shell of every script in the image; choose the shell of the build with `SHELL`
```

## Good

```dockerfile good
FROM debian:13-slim
SHELL ["/bin/bash", "-c"]
RUN ln -s /usr/bin/python3 /usr/bin/python && ln -s /bin/sh /usr/local/bin/sh
```

A link that replaces nothing: without `-f`, `ln` would fail if there were a shell already.

```dockerfile good
FROM gcr.io/distroless/static-debian13:debug
SHELL ["/busybox/sh", "-c"]
RUN ln -s /busybox/sh /bin/sh
```

## Fix safety

Unsafe: `/bin/sh` stays what it is for what runs in the container. Offered where the `RUN` does nothing else.

## When to ignore

Where a program insists on `/bin/sh` being another shell.

## Sources

- https://docs.docker.com/reference/dockerfile/#shell
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL4005",),
        "tally": ("hadolint/DL4005",),
        "kics": ("8a301064",),
        "semgrep": ("use-shell-instruction",),
    },
    fix=Safety.UNSAFE,
    profiles=("hadolint",),
)


_SHELLS = ("/bin/sh", "/usr/bin/sh")


@RULE.on_invocation("ln")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    values = invocation.operand_values
    if step.keyword is not Keyword.RUN or len(values) != 2 or values[1] not in _SHELLS:
        return
    if not invocation.has("--force") and not _is_out_of_the_way(call):
        return
    yield RULE.at(
        step,
        invocation.tool_word.span,
        "this replaces the shell of every script in the image; choose the shell of the build with `SHELL`",
        fixes=_fixes(call),
    )


def _is_out_of_the_way(call: Call) -> bool:
    """Whether the shell is removed in the same step; a link could not be made over it."""
    return any(
        invocation.tool in ("rm", "mv") and not set(_SHELLS).isdisjoint(invocation.operand_values)
        for invocation in call.step.invocations
    )


def _fixes(call: Call) -> list[Fix]:
    step, shell = call.step, call.invocation.operand_values[0]
    script = step.commands
    if shell is None or script is None or len(script.commands) != 1 or step.is_deferred or step.instruction.flags:
        return []
    path = shell if shell.startswith("/") else f"/bin/{shell}"
    text = f"SHELL {json.dumps([path, '-c'])}"
    span = Span(step.item.keyword_span.start, step.item.span.end)
    reason = "`/bin/sh` stays what it is for what runs in the container"
    return [Fix(f"Write {text}", Safety.UNSAFE, lambda: (Edit(step.item, span, text),), reason)]
