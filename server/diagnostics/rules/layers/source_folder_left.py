r"""Remove sources once they are built.

What is unpacked below `/usr/src` to be compiled is of no use in the image afterwards. Removed in the same RUN, it takes no room.

## Example

```dockerfile bad
FROM debian:13-slim
RUN mkdir -p /usr/src/tool \
#            ^^^^^^^^^^^^^ `/usr/src/tool` keeps the sources in the layer after they are built
    && tar -xzf /tmp/tool.tgz -C /usr/src/tool \
    && make -C /usr/src/tool install
```

```dockerfile fixed
FROM debian:13-slim
RUN mkdir -p /usr/src/tool \
    && tar -xzf /tmp/tool.tgz -C /usr/src/tool \
    && make -C /usr/src/tool install \
    && rm -rf /usr/src/tool
```

## Good

```dockerfile good
FROM debian:13-slim
RUN mkdir -p /usr/src/tool \
    && tar -xzf /tmp/tool.tgz -C /usr/src/tool \
    && make -C /usr/src/tool install \
    && rm -rf /usr/src/tool
RUN mkdir -p /usr/src/app
```

## Fix safety

Unsafe: the program may read its sources when it runs.

## When to ignore

Sources that are part of the product, such as headers for extensions that are compiled later.

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
from ...finding import Confidence, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"parfum": ("mkdirUsrSrcThenRemove",)},
    fix=Safety.UNSAFE,
    confidence=Confidence.MEDIUM,
    is_default=False,
    profiles=("size", "strict"),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    if not step.traits.is_in_image or "/usr/src" not in step.item.text:
        return
    if not any(invocation.tool == "make" for invocation in step.invocations):
        return
    effects = path_effects(step)
    for effect in effects:
        invocation = effect.invocation
        if effect.effect is not FileEffect.WRITES or invocation is None or invocation.tool != "mkdir":
            continue
        if not is_below(effect.path, "/usr/src"):
            continue
        if not any(
            other.effect is FileEffect.REMOVES
            and (is_below(effect.path, other.place) or is_below(other.place, effect.path))
            for other in effects
        ):
            message = f"`{effect.path}` keeps the sources in the layer after they are built"
            yield RULE.at(step, effect.span, message, fixes=_fixes(step, effect.path))


def _fixes(step: Step, path: str) -> list[Fix]:
    edit = appended_command(step, f"rm -rf {path}") if path.startswith("/usr/src/") else None
    reason = "the program may read its sources when it runs"
    return [] if edit is None else [Fix("Remove them in the same RUN", Safety.UNSAFE, lambda: (edit,), reason)]
