"""Leave the group out of USER where a user has several.

`USER name:group` gives the process that one group, and none of the others that the user was put into.

## Example

```dockerfile bad
FROM debian:13-slim
RUN useradd --groups video,audio app
USER app:app
#    ^^^^^^^ with `:app` the process has none of the other groups of `app`
```

```dockerfile fixed
FROM debian:13-slim
RUN useradd --groups video,audio app
USER app
```

## Good

```dockerfile good
FROM debian:13-slim
RUN useradd --groups video,audio app
USER app
```

## Fix safety

Unsafe: what the process writes belongs to the first group of the user, which may be another one.

## When to ignore

The other groups are only needed while building.

## Sources

- https://docs.docker.com/reference/dockerfile/#user
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"tally": ("tally/user-explicit-group-drops-supplementary-groups",)},
    fix=Safety.UNSAFE,
)


def _in_groups(step: Step) -> tuple[str, ...]:
    """The users that a step puts into further groups."""
    if step.is_deferred:
        return ()
    return tuple(
        invocation.operand_values[-1] or ""
        for invocation in step.invocations
        if invocation.tool in ("useradd", "usermod") and invocation.has("--groups") and invocation.operand_values
    )


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    steps = stage.steps_with(Keyword.USER).facts
    if not steps or not steps[-1].item.words:
        return
    word = steps[-1].item.words[0]
    user, colon, group = (steps[-1].evaluate(word) or "").partition(":")
    if colon and group and user and any(user in link.select(_in_groups).facts for link in stage.chain):
        message = f"with `:{group}` the process has none of the other groups of `{user}`"
        is_written = word.text == f"{user}:{group}"
        edit = Edit(steps[-1].item, Span(word.span.start + len(user), word.span.end), "")
        reason = "what the process writes belongs to the first group of the user"
        fix = Fix("Leave the group out", Safety.UNSAFE, lambda: (edit,), reason)
        yield RULE.at(steps[-1], word.span, message, fixes=[fix] if is_written else [])
