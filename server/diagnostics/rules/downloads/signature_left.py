r"""Remove a signature once it is checked.

A signature file that was downloaded to check something is of no use in the image.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSLo /t/tool.asc https://example.com/tool.asc && gpg --batch --verify /t/tool.asc /t/tool
#               ^^^^^^^^^^^ `/t/tool.asc` is of no use once it is checked
```

## Good

```dockerfile good
FROM debian:13-slim
RUN curl -fsSLo /t/tool.asc https://example.com/tool.asc \
    && gpg --batch --verify /t/tool.asc /t/tool \
    && rm /t/tool.asc
```

## No fix

Whether something reads it later is for you to say.

## When to ignore

It is a few hundred bytes.

## Sources

- https://docs.docker.com/build/building/best-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.file_effects import FileEffect, path_effects
from ....semantics.mounts import is_below
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SIZE,
    also_known_as={"parfum": ("gpgVerifyAscRmAsc",)},
    is_default=False,
    profiles=("size", "strict"),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    if not step.traits.is_in_image or not any(invocation.tool == "gpg" for invocation in step.invocations):
        return
    effects = path_effects(step)
    removed = [effect.place for effect in effects if effect.effect is FileEffect.REMOVES]
    for effect in effects:
        is_fetched = effect.invocation is not None and effect.invocation.tool in ("curl", "wget")
        if is_fetched and effect.path.endswith((".asc", ".sig")) and not any(is_below(effect.path, p) for p in removed):
            yield RULE.at(step, effect.span, f"`{effect.path}` is of no use once it is checked")
