r"""Let a cache mount for apt keep something.

The images of Debian and Ubuntu hold a setting, `/etc/apt/apt.conf.d/docker-clean`, that removes each package from `/var/cache/apt` once
it is installed. With it, a cache mount there is empty after every build, and all is downloaded again.

## Example

```dockerfile bad
FROM debian:13-slim
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    apt-get update && apt-get install -y --no-install-recommends curl
#   ^^^^^^^ `docker-clean` of the base image empties this cache mount after each install; remove that file first
```

```dockerfile fixed
FROM debian:13-slim
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y --no-install-recommends curl
```

## Good

```dockerfile good
FROM debian:13-slim
RUN rm -f /etc/apt/apt.conf.d/docker-clean
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    apt-get update && apt-get install -y --no-install-recommends curl
```

```dockerfile good
FROM fedora:44
RUN --mount=type=cache,target=/var/cache/dnf dnf install -y curl
```

## Fix safety

Unsafe: later steps without the mount leave what they download in their layer.

## When to ignore

The mount is only there to keep files out of the layer.

## Sources

- https://docs.docker.com/reference/dockerfile/#example-cache-apt-packages
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.mounts import is_mounted
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.BUILD_SPEED, fix=Safety.UNSAFE)

_OFFICIAL = frozenset(("debian", "ubuntu"))


def _installs(step: Step) -> tuple[tuple[Step, Invocation], ...]:
    """The first call of apt-get in each RUN that installs into a cache mount."""
    if step.keyword is not Keyword.RUN or step.is_deferred or "/var/cache/apt" not in step.item.text:
        return ()
    calls = [call for call in step.invocations if call.tool in ("apt-get", "apt")]
    if not any(call.subcommand == "install" for call in calls) or not is_mounted(step, "/var/cache/apt", "cache"):
        return ()
    return ((step, calls[0]),)


def _keeps(step: Step) -> tuple[bool, ...]:
    text = step.item.text
    return (
        (True,) if any(word in text for word in ("docker-clean", "Keep-Downloaded", "apt.conf", "keep-cache")) else ()
    )


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    found = stage.select(_installs).facts
    if not found or stage.facts.distribution not in _OFFICIAL or stage.chain[-1].base.image is None:
        return
    if any(link.select(_keeps).facts for link in stage.chain):
        return
    for step, invocation in found:
        message = "`docker-clean` of the base image empties this cache mount after each install; remove that file first"
        yield RULE.at(step, invocation.tool_word.span, message, fixes=_fixes(step, invocation))
        return


def _fixes(step: Step, invocation: Invocation) -> list[Fix]:
    script = step.script
    if script is None or script.is_exec_form or script.is_heredoc or invocation.wrappers or invocation.command.depth:
        return []
    if invocation.command.operator == "||":
        return []
    at = invocation.command.span.start
    text = "rm -f /etc/apt/apt.conf.d/docker-clean && "
    reason = "later steps without the mount leave what they download in their layer"
    return [Fix("Remove `docker-clean` first", Safety.UNSAFE, lambda: (Edit(step.item, Span(at, at), text),), reason)]
