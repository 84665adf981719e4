r"""Remove an archive in the instruction that unpacks it.

After unpacking, the archive itself is of no more use, but the layer stores both: what was unpacked and what it was
unpacked from.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSLo /tmp/node.tar.xz https://example.com/node.tar.xz \
    && tar -xJf /tmp/node.tar.xz -C /usr/local
#               ^^^^^^^^^^^^^^^^ `/tmp/node.tar.xz` stays in the layer beside what is unpacked from it
```

```dockerfile fixed
FROM debian:13-slim
RUN curl -fsSLo /tmp/node.tar.xz https://example.com/node.tar.xz \
    && tar -xJf /tmp/node.tar.xz -C /usr/local \
    && rm /tmp/node.tar.xz
```

```dockerfile bad
FROM debian:13-slim
WORKDIR /opt
COPY dist.zip .
RUN unzip dist.zip
#         ^^^^^^^^ `/opt/dist.zip` stays in an earlier layer beside what is unpacked from it
```

## Good

```dockerfile good
FROM debian:13-slim
RUN curl -fsSL https://example.com/node.tar.xz | tar -xJ -C /usr/local
RUN curl -fsSLo /tmp/a.tar.gz https://example.com/a.tar.gz && tar -xzf /tmp/a.tar.gz -C /opt && rm -f /tmp/*.tar.gz
RUN --mount=type=bind,source=dist.tar,target=/mnt/dist.tar tar -xf /mnt/dist.tar -C /opt
RUN --mount=type=tmpfs,target=/tmp curl -fsSLo /tmp/a.tgz https://example.com/a.tgz && tar -xzf /tmp/a.tgz -C /opt
ADD rootfs.tar.xz /
```

## Fix safety

Unsafe: something later may read the archive. It is offered where the same RUN wrote the archive.

## When to ignore

Where the program reads the archive at run time.

## Sources

- https://docs.docker.com/build/building/best-practices/#run
- https://docs.docker.com/reference/dockerfile/#add
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from ....semantics.file_effects import FileEffect, PathEffect, absolute_path, path_effects
from ....semantics.mounts import is_below
from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....syntax.grammar import Keyword
from ...chains import appended_command
from ...fact_checks import PlacedFact
from ...finding import Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SIZE,
    also_known_as={
        "hadolint": ("DL3010",),
        "tally": ("hadolint/DL3010",),
        "parfum": ("tarSomethingRmTheSomething",),
        "droast": ("DF067",),
    },
    fix=Safety.UNSAFE,
    profiles=("size", "hadolint"),
)


def _unpackings(step: Step) -> list[PathEffect]:
    """Archives that a step unpacks and does not remove."""
    if step.keyword is not Keyword.RUN or step.is_deferred:
        return []
    found = [archive for invocation in step.invocations if (archive := _archive(step, invocation)) is not None]
    if not found:
        return []
    removed = [effect.path for effect in path_effects(step) if effect.effect is FileEffect.REMOVES]
    return [archive for archive in found if not any(_covers(path, archive.path) for path in removed)]


def _archive(step: Step, invocation: Invocation) -> PathEffect | None:
    word = value = None
    if invocation.tool == "tar" and invocation.has("--extract"):
        option = invocation.option("--file")
        if option is not None:
            word, value = option.value_word, option.value
    elif invocation.tool == "unzip" and invocation.operands and not invocation.has("-l", "-p", "-t"):
        word, value = invocation.operands[0], invocation.operand_values[0]
    path = absolute_path(_directory(step, invocation), value)
    if word is None or path is None or value == "-":
        return None
    return PathEffect(FileEffect.WRITES, path, False, word.span, step, invocation)


def _directory(step: Step, invocation: Invocation) -> str | None:
    """The working directory of the call; unknown as soon as the step changes directory before it."""
    moved = any(other.tool == "cd" and other.command.start < invocation.command.start for other in step.invocations)
    return None if moved else step.workdir.value


def _covers(removed: str, path: str) -> bool:
    return is_below(path, removed) or fnmatchcase(path, removed)


@RULE.on_fact(_unpackings)
def check(unpacking: PlacedFact[PathEffect], surroundings: Surroundings) -> Iterator[Finding]:
    archive = unpacking.fact
    if not unpacking.stage.is_shipped:
        return
    earlier = unpacking.stage.select(path_effects).before(unpacking.position)
    if any(_is_written(effect, archive.path) for effect in path_effects(archive.step)):
        yield _finding(archive, "the layer", _fixes(archive))
    elif any(_is_written(effect, archive.path) for effect in earlier):
        yield _finding(archive, "an earlier layer", [])


def _finding(unpacking: PathEffect, where: str, fixes: list[Fix]) -> Finding:
    message = f"`{unpacking.path}` stays in {where} beside what is unpacked from it"
    return RULE.at(unpacking.step, unpacking.span, message, fixes=fixes)


def _is_written(effect: PathEffect, path: str) -> bool:
    return effect.effect is FileEffect.WRITES and effect.path == path and not effect.is_tree


def _fixes(unpacking: PathEffect) -> list[Fix]:
    edit = appended_command(unpacking.step, f"rm {unpacking.path}")
    if edit is None:
        return []
    return [
        Fix(
            f"Remove {unpacking.path} in the same RUN",
            Safety.UNSAFE,
            lambda: (edit,),
            "something later may read the archive",
        )
    ]
