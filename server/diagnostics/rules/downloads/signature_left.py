r"""Remove a signature once it is checked.

A signature file that was downloaded to check something is of no use in the image.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSLo /t/tool.asc https://example.com/tool.asc && gpg --batch --verify /t/tool.asc /t/tool
#               ^^^^^^^^^^^ `/t/tool.asc` is of no use once it is checked
```

```dockerfile fixed
FROM debian:13-slim
RUN curl -fsSLo /t/tool.asc https://example.com/tool.asc && gpg --batch --verify /t/tool.asc /t/tool \
    && rm /t/tool.asc
```

## Good

```dockerfile good
FROM debian:13-slim
RUN curl -fsSLo /t/tool.asc https://example.com/tool.asc \
    && gpg --batch --verify /t/tool.asc /t/tool \
    && rm /t/tool.asc
```

## Fix safety

Unsafe: something may read it later.

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
from ...chains import appended_command
from ...finding import Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SIZE,
    also_known_as={"parfum": ("gpgVerifyAscRmAsc",)},
    fix=Safety.UNSAFE,
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
            message = f"`{effect.path}` is of no use once it is checked"
            yield RULE.at(step, effect.span, message, fixes=_fixes(step, effect.path))


def _fixes(step: Step, path: str) -> list[Fix]:
    edit = appended_command(step, f"rm {path}")
    reason = "something may read it later"
    return [] if edit is None else [Fix("Remove it in the same RUN", Safety.UNSAFE, lambda: (edit,), reason)]
