"""Copy from a stage that exists.

A number that no stage has stops the build. A name that no stage has is taken for an image, so a slip of the pen becomes
a pull of something else, and in the worst case finds it. Mounts know stages by name only: `from=0` asks a registry for
an image called `0`.

External images and build contexts may be named here as well, so a name is doubted only where it is no official image
and nearly the name of a stage. The option `external-images` has whatever has no tag count.

## Example

```dockerfile bad
FROM golang:1.26 AS builder
FROM alpine:3.22
COPY --from=bulider /app /app
#           ^^^^^^^ no stage is called `bulider`; did you mean `builder`?
COPY --from=2 /app /app
#           ^ there is no stage 2; they are counted from 0 and there are 2
RUN --mount=from=0,target=/mnt cp /mnt/app /opt/
#                ^ a mount knows stages by name only, so `0` is taken for an image; did you mean `builder`?
```

```dockerfile fixed
FROM golang:1.26 AS builder
FROM alpine:3.22
COPY --from=builder /app /app
COPY --from=2 /app /app
RUN --mount=from=builder,target=/mnt cp /mnt/app /opt/
```

```dockerfile bad profile=hadolint
FROM alpine:3.22
COPY --from=example/tools /tool /usr/local/bin/
#           ^^^^^^^^^^^^^ no stage is called `example/tools`, so it is taken for an image or a build context
```

## Good

```dockerfile good
FROM golang:1.26 AS build
FROM alpine:3.22
COPY --from=build /app /app
COPY --from=0 /app /app
COPY --from=astral-sh/uv:0.8 /uv /bin/
COPY --from=hello-world:linux /hello /hello
COPY --from=sources-from-bake / /src
```

## Fix safety

Unsafe: an image or a build context of the name that is written may exist.

## When to ignore

A build context that you name nearly like a stage.

## Sources

- https://docs.docker.com/reference/dockerfile/#copy---from
- https://docs.docker.com/reference/dockerfile/#run---mounttypebind
"""

from __future__ import annotations

from collections.abc import Iterator

from ....images.official import official_image
from ....semantics.image_use import ImageUseKind
from ....semantics.program import Program
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.problems.problem import closest, did_you_mean
from ...finding import Confidence, Edit, Finding, Fix, Safety, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings
from ._sources import Source, sources, taking_files

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3022",),
        "tally": ("hadolint/DL3022",),
        "droast": ("DF049",),
        "doctor": ("DD039",),
        "dockerfile-utils": ("47",),
    },
    fix=Safety.UNSAFE,
    profiles=("hadolint",),
    options=(
        switch(
            "external-images",
            "Whether COPY from an image without a tag counts, which may be a misspelt stage.",
            *("hadolint", "tally"),
        ),
    ),
)

_PLAIN_NAME = lazy_pattern(r"[A-Za-z][A-Za-z0-9_.-]*")


@RULE.on_facts_of_dockerfile(taking_files)
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at sources that name no stage of the file."""
    for source in sources(program):
        if source.target is not None:
            continue
        if source.number is not None:
            count = len(program.stages)
            counted = "they are counted from 0 and there " + ("is 1" if count == 1 else f"are {count}")
            message = f"there is no stage {source.number}; {counted}"
            yield RULE.at(source.step, source.use.span, message, severity=Severity.ERROR)
        elif source.use.kind is ImageUseKind.MOUNT_FROM and source.value.isdecimal():
            yield _numbered_mount(program, source)
        elif _PLAIN_NAME.fullmatch(source.value) and official_image(source.value) is None:
            earlier = [stage.name for stage in program.stages[: source.position] if stage.name is not None]
            suggestion = closest(source.value, earlier)
            if suggestion is not None:
                message = f"no stage is called `{source.value}`{did_you_mean(suggestion)}"
                fixes = _rename(source, suggestion)
                yield RULE.at(source.step, source.use.span, message, fixes=fixes, confidence=Confidence.MEDIUM)
                continue
        if _may_be_stage(source) and RULE.is_on("external-images", surroundings):
            message = f"no stage is called `{source.value}`, so it is taken for an image or a build context"
            yield RULE.at(source.step, source.use.span, message, severity=Severity.INFORMATION)


def _may_be_stage(source: Source) -> bool:
    """Whether COPY names something that has no tag, digest or port, as is true of stages."""
    return source.use.kind is ImageUseKind.COPY_FROM and ":" not in source.value


def _numbered_mount(program: Program, source: Source) -> Finding:
    index = int(source.value)
    name = program.stages[index].name if index < source.position else None
    message = f"a mount knows stages by name only, so `{source.value}` is taken for an image{did_you_mean(name)}"
    return RULE.at(source.step, source.use.span, message, fixes=() if name is None else _rename(source, name))


def _rename(source: Source, name: str) -> list[Fix]:
    edit = Edit(source.step.item, source.use.span, name)
    reason = "an image or a build context of the name that is written may exist"
    return [Fix(f"Change to `{name}`", Safety.UNSAFE, lambda: (edit,), reason, uncovers=True)]
