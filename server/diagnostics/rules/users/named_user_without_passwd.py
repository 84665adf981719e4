"""Write users as numbers where no file names them.

A name is looked up in `/etc/passwd` of the image. `scratch` has none, so that a `COPY --chown` by name stops the build, and `USER` by name
keeps the container from starting.

## Example

```dockerfile bad
FROM scratch
COPY app /app
USER app
#    ^^^ nothing in this image says who `app` is; write the number
```

## Good

```dockerfile good
FROM scratch
COPY --from=build /etc/passwd /etc/passwd
COPY app /app
USER app
```

```dockerfile good
FROM scratch
COPY app /app
USER 65532:65532
```

## No fix

Which number is meant is for you to say.

## When to ignore

The file comes in by a way that is not seen here.

## Sources

- https://docs.docker.com/reference/dockerfile/#user
- https://docs.docker.com/reference/dockerfile/#copy---chown---chmod
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.file_effects import path_effects
from ....semantics.mounts import is_below
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={"tally": ("tally/named-identity-in-passwdless-stage",)},
)


def _may_bring_names(step: Step) -> tuple[bool, ...]:
    """Whether a step may bring ``/etc/passwd``."""
    if step.keyword is Keyword.RUN:
        return (True,)
    body = body_of(step.instruction)
    if not isinstance(body, Transfer):
        return ()
    effects = path_effects(step)
    is_unknown = len(effects) < len(body.sources)
    return (True,) if is_unknown or any(is_below("/etc/passwd", effect.path) for effect in effects) else ()


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    base = stage.chain[-1].base
    if not base.is_scratch or base.bindings or any(link.select(_may_bring_names).facts for link in stage.chain):
        return
    for step in stage.steps_with(Keyword.USER).facts:
        words = step.instruction.words
        value = step.evaluate(words[0]) if words else None
        if value and _is_name(value):
            yield RULE.at(step, words[0].span, f"nothing in this image says who `{value}` is; write the number")
    for keyword in (Keyword.COPY, Keyword.ADD):
        for step in stage.steps_with(keyword).facts:
            flag = step.instruction.flag("chown")
            owner = None if flag is None or flag.value is None else step.evaluate(flag.value)
            if flag is not None and owner and _is_name(owner):
                yield RULE.at(step, flag.span, f"nothing in this image says who `{owner}` is; write the number")


def _is_name(value: str) -> bool:
    """Whether the user is named; root is known without a file."""
    name = value.partition(":")[0]
    return bool(name) and not name.isdigit() and name != "root"
