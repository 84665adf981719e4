r"""Leave `sudo` out of RUN.

A `RUN` is run as the user that `USER` names, without anybody to ask for a password. As root, `sudo` adds nothing but a
package. As another user it only works where that user may become root without a password, and then whatever breaks into
the container may too.

## Example

```dockerfile bad
FROM debian:13-slim
RUN sudo apt-get update && sudo -E apt-get install -y curl
#   ^^^^ `sudo` adds nothing here, since this step runs as root already
#                          ^^^^ `sudo` adds nothing here, since this step runs as root already
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y curl
```

```dockerfile bad
FROM jenkins/jenkins:lts
RUN sudo apt-get update
#   ^^^^ `jenkins` may become root in every container through `sudo`; write `USER root` before this step instead
```

```dockerfile bad
FROM registry.example.com/team/base:1.4
RUN sudo apt-get update
#   ^^^^ whoever may call `sudo` may become root in every container; write `USER root` before this step instead
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends sudo
RUN echo "sudo is not called here"
```

## Fix safety

Safe, and offered only where the step is known to run as root and `sudo` was given nothing but what to run: the command
runs as before. It sees the variables of the build, which `sudo` may have kept from it.

## When to ignore

In an image for development, whose user is meant to be able to become root.

## Sources

- https://docs.docker.com/build/building/best-practices/#user
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.accounts import is_root
from ....shell.invocation import Invocation
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={
        "hadolint": ("DL3004",),
        "tally": ("hadolint/DL3004",),
        "trivy": ("DS-0010", "AVD-DS-0010"),
        "checkov": ("CKV2_DOCKER_1",),
        "kics": ("8ada6e80",),
        "semgrep": ("no-sudo-in-dockerfile",),
        "parfum": ("DL3004",),
        "dockerfilelint": ("sudo_usage",),
        "droast": ("DF010",),
        "doctor": ("DD021",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "security"),
)

_KEEPS_MEANING = frozenset(("-E", "--preserve-env", "-n", "--non-interactive", "-H", "--set-home"))


@RULE.on_invocation("sudo")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN:
        return
    user = step.user.value
    changes_to = invocation.option("--user", "-u")
    if changes_to is not None and is_root(changes_to.value) is not True:
        if changes_to.value is not None:
            yield RULE.at(
                step,
                invocation.tool_word.span,
                f"write `USER {changes_to.value}` before this step in place of `sudo`",
                severity=Severity.HINT,
            )
        return
    if is_root(user):
        yield RULE.at(
            step,
            invocation.tool_word.span,
            "`sudo` adds nothing here, since this step runs as root already",
            fixes=_fixes(call),
        )
        return
    who = "whoever may call `sudo`" if user is None else f"`{user}`"
    how = "" if user is None else " through `sudo`"
    yield RULE.at(
        step,
        invocation.tool_word.span,
        f"{who} may become root in every container{how}; write `USER root` before this step instead",
    )


def _fixes(call: Call) -> list[Fix]:
    span = _superfluous(call.invocation)
    if span is None or "\n" in call.step.item.text[span.start : span.end]:
        return []
    return [Fix("Leave `sudo` out", Safety.SAFE, lambda: (Edit(call.step.item, span, ""),))]


def _superfluous(invocation: Invocation) -> Span | None:
    """From ``sudo`` to the command that it runs, where nothing in between changes what that does."""
    words = invocation.command.words
    if invocation.tool_word not in words:
        return None
    for word in words[words.index(invocation.tool_word) + 1 :]:
        if word.value is None or "=" in word.value:
            return None
        if word.value in _KEEPS_MEANING:
            continue
        if word.value.startswith("-"):
            return None
        return Span(invocation.tool_word.span.start, word.span.start)
    return None
