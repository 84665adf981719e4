"""Set the mode of a file while copying it.

`RUN chmod` behind `COPY` stores the file a second time, in another layer. `COPY --chmod=` writes it once.

## Example

```dockerfile bad
FROM alpine:3.22
COPY entrypoint.sh /entrypoint.sh
RUN chmod 755 /entrypoint.sh
#^^ this stores `/entrypoint.sh` a second time; `COPY --chmod=755` writes it once
```

```dockerfile fixed
FROM alpine:3.22
COPY --chmod=755 entrypoint.sh /entrypoint.sh
```

## Good

```dockerfile good
FROM alpine:3.22
COPY --chmod=755 entrypoint.sh /entrypoint.sh
COPY a.sh /a.sh
RUN chmod 755 /a.sh && /a.sh
COPY bin /usr/local/bin/
RUN chmod +x /usr/local/bin/*
```

## Fix safety

Unsafe: `--chmod` needs BuildKit, and Docker's own builder from before it refuses the flag. Offered for modes in numbers, where
no comment stands before the RUN.

## When to ignore

The file is small and the image is built with another builder.

## Sources

- https://docs.docker.com/reference/dockerfile/#copy---chown---chmod
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.file_effects import FileEffect, path_effects
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ...fact_checks import PlacedFact
from ...finding import Finding, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SIZE,
    also_known_as={"tally": ("tally/prefer-copy-chmod",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("size", "strict"),
)


Change = tuple[Step, str, str]
"""A RUN that does nothing but change the mode of one file, the mode, and the path."""


def _copies(step: Step) -> tuple[Step, ...]:
    return (step,) if step.item.keyword is Keyword.COPY else ()


def _changes(step: Step) -> tuple[Change, ...]:
    change = _only_change(step) if step.item.keyword is Keyword.RUN else None
    if change is None or step.previous is None or step.previous.keyword is not Keyword.COPY:
        return ()
    return ((step, *change),)


@RULE.on_fact(_changes)
def check(found: PlacedFact[Change], surroundings: Surroundings) -> Iterator[Finding]:
    step, mode, path = found.fact
    if not found.stage.traits.is_in_image:
        return
    copy = found.stage.select(_copies).before(found.position)[-1]
    body = body_of(copy.item)
    effects = path_effects(copy)
    if not isinstance(body, Transfer) or len(effects) != 1 or effects[0].is_tree or effects[0].path != path:
        return
    if copy.item.flag("chmod") is not None or copy.item.flag("from") is not None or body.heredocs:
        return
    message = f"this stores `{path}` a second time; `COPY --chmod={mode}` writes it once"
    yield RULE.at(step, step.item.keyword_span, message)


def _only_change(step: Step) -> tuple[str, str] | None:
    """The mode and path of a RUN that only changes the mode of one file."""
    script = step.commands
    if script is None or len(script.commands) != 1 or len(step.invocations) != 1 or step.item.flags:
        return None
    effects = path_effects(step)
    mode = step.invocations[0].operand_values[0] if step.invocations[0].operand_values else None
    if len(effects) != 1 or effects[0].effect is not FileEffect.CHANGES_MODE or effects[0].is_tree or mode is None:
        return None
    return mode, effects[0].path
