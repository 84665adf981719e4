r"""Copy a program only into an image with the C library that it was linked with.

A program that was linked against glibc, the C library of Debian, Ubuntu and the Red Hat family, does not start in Alpine,
which has musl, nor the other way round. The error is `no such file or directory`, which names the loader and not the
program. Rust programs and those that a C compiler links are looked at, and what is downloaded by names that say for which
library it was made. Into an empty image, no such program may be copied at all. Go programs have a rule of their own,
`cgo-in-empty-image`, since whether they need C is not seen in a Dockerfile.

## Example

```dockerfile bad
FROM rust:1.94-slim AS build
WORKDIR /src
RUN cargo build --release

FROM alpine:3.24
COPY --from=build /src/target/release/server /usr/local/bin/
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ this was linked with glibc, which Alpine lacks; link it statically, or copy it to an image of the same kind
CMD ["server"]
```

```dockerfile bad
FROM alpine:3.24 AS build
RUN apk add --no-cache build-base
COPY main.c .
RUN gcc -O2 -o /server main.c

FROM debian:13-slim
COPY --from=build /server /server
#                 ^^^^^^^ this was linked with musl, which this image lacks; link it statically, or copy it to an image of the same kind
CMD ["/server"]
```

```dockerfile bad
FROM gcc:15 AS build
COPY main.c .
RUN gcc -O2 -o /server main.c

FROM scratch
COPY --from=build /server /server
#                 ^^^^^^^ this was linked with glibc, which an empty image lacks; link it statically, or copy it to an image of the same kind
CMD ["/server"]
```

```dockerfile bad
FROM alpine:3.24
RUN wget -q https://example.com/tool-x86_64-unknown-linux-gnu.tar.gz
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this was made for glibc, which Alpine lacks; take the build for musl
```

## Good

```dockerfile good
FROM rust:1.94-slim AS build
RUN rustup target add x86_64-unknown-linux-musl
RUN cargo build --release --target x86_64-unknown-linux-musl

FROM alpine:3.24
COPY --from=build /target/x86_64-unknown-linux-musl/release/server /usr/local/bin/
```

```dockerfile good
FROM rust:1.94-alpine AS build
RUN cargo build --release

FROM alpine:3.24
COPY --from=build /target/release/server /usr/local/bin/
```

```dockerfile good
FROM gcc:15 AS build
RUN gcc -static -o /server main.c

FROM alpine:3.24
COPY --from=build /server /server
```

```dockerfile good
FROM alpine:3.24
RUN apk add --no-cache gcompat && wget -q https://example.com/tool-x86_64-unknown-linux-gnu.tar.gz
RUN wget -q https://example.com/tool-x86_64-unknown-linux-musl.tar.gz
```

## No fix

Linking statically, and changing the image, both change more than this line.

## When to ignore

Where the program is linked statically by a setting that is not in the Dockerfile.

## Sources

- https://wiki.alpinelinux.org/wiki/Running_glibc_programs
- https://doc.rust-lang.org/reference/linkage.html#static-and-dynamic-c-runtimes
- https://peps.python.org/pep-0656/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ....images.facts import BaseImageFacts
from ....semantics.file_effects import absolute_path
from ....semantics.program import Program
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.CORRECTNESS, confidence=Confidence.MEDIUM)

_GLIBC = frozenset(
    (
        *("debian", "ubuntu", "rhel", "centos", "rockylinux", "almalinux", "oraclelinux", "fedora", "amazonlinux"),
        *("suse", "azurelinux"),
    )
)
_COMPILERS = frozenset(("gcc", "g++", "cc", "c++", "clang", "clang++"))
_OTHERWISE = lazy_pattern(r"static|musl|wasm|zig|--target|crt-static|xx-|gcompat|libc6-compat|\bglibc\b|nolibc")
_MADE_FOR_GLIBC = lazy_pattern(r"https?://\S*(?:-linux-gnu(?:eabi\w*)?|manylinux\w*)\b\S*|\S*manylinux\w*\.whl")
_BRINGS_GLIBC = lazy_pattern(r"gcompat|libc6-compat|\bglibc\b|sgerrand|frolvlad|patchelf")


def _library(facts: BaseImageFacts) -> str | None:
    if facts.distribution == "scratch":
        return "nothing"
    if facts.distribution == "alpine":
        return "musl"
    return "glibc" if facts.distribution in _GLIBC else None


def _outputs(step: Step) -> tuple[str, ...]:
    """Where a step puts programs that are linked dynamically: paths, for Rust the ends of paths."""
    script = step.commands
    if step.keyword is not Keyword.RUN or script is None or not script.dialect.is_posix:
        return ()
    if _OTHERWISE.search(step.item.text):
        return ("",) if "cargo" in step.item.text else ()
    found: list[str] = []
    for command in script.commands:
        values = [word.value or "" for word in command.words]
        name = values[0].rpartition("/")[2]
        if name == "cargo" and "build" in values[1:3]:
            found.append("target/")
        elif name in _COMPILERS and "-o" in values[:-1] and not {"-c", "-shared"} & set(values):
            path = absolute_path(step.workdir.value, values[values.index("-o") + 1])
            found.extend(() if path is None or path.endswith((".so", ".o", ".a")) else (path,))
    return tuple(found)


def _settings(step: Step) -> tuple[bool, ...]:
    """Settings of the stage that link statically, or for another library."""
    is_setting = step.keyword in (Keyword.ENV, Keyword.ARG) or "config" in step.item.text
    return (True,) if is_setting and _OTHERWISE.search(step.item.text) else ()


def _copies(step: Step) -> tuple[tuple[Step, int, str, Span], ...]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or step.is_deferred or body.source_stage is None:
        return ()
    stage = next((use.stage for use in step.images if use.stage is not None), None)
    if stage is None:
        return ()
    values = ((step.evaluate(source), source.span) for source in body.file_sources)
    return tuple((step, stage, posixpath.normpath(f"/{value.lstrip('/')}"), span) for value, span in values if value)


def _has_other_library(stage: Stage) -> bool:
    return any(link.select(_compatibility).facts for link in stage.chain)


def _compatibility(step: Step) -> tuple[bool, ...]:
    return (
        (True,)
        if re.search(r"gcompat|libc6-compat|\bglibc\b|\bmusl\b|ld-linux|ld-musl|/lib|\.so\b", step.item.text)
        else ()
    )


def _is_linked(stage: Stage, path: str, *, is_musl: bool) -> bool:
    """Whether what is copied is a program that a step of the stage links dynamically."""
    if any(link.select(_settings).facts for link in stage.chain):
        return False
    outputs = [output for link in stage.chain for output in link.select(_outputs).facts]
    if "" in outputs:
        return False
    if "target/" in outputs and re.search(r"/target/(?:release|debug)/[^/*]+\Z", path):
        # On Alpine, Rust links statically.
        return not is_musl
    return path in outputs


@RULE.on_stage
def check_downloads(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    found = stage.select(_for_glibc).facts
    if not found or _library(stage.facts) != "musl":
        return
    if any(link.select(_compatible).facts for link in stage.chain):
        return
    for step, span in found:
        yield RULE.at(step, span, "this was made for glibc, which Alpine lacks; take the build for musl")


def _compatible(step: Step) -> tuple[bool, ...]:
    return (True,) if _BRINGS_GLIBC.search(step.item.text) else ()


def _for_glibc(step: Step) -> tuple[tuple[Step, Span], ...]:
    """The addresses in the commands of a step that say they are for glibc."""
    script = step.commands
    if step.keyword is not Keyword.RUN or script is None or not re.search("linux-gnu|manylinux", step.item.text):
        return ()
    if any(command.conditional for command in script.commands):
        return ()
    return tuple(
        (step, word.span)
        for command in script.commands
        for word in command.arguments
        if word.value is not None and _MADE_FOR_GLIBC.fullmatch(word.value)
    )


@RULE.on_facts_of_dockerfile(_copies, _settings, _outputs, _compatibility)
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    for found in program.select(_copies):
        step, position, path, span = found.fact
        stage, target = program.stages[position], program.stages[found.stage]
        ours, theirs = _library(target.facts), _library(stage.facts)
        if ours is None or theirs in (None, "nothing", ours) or _has_other_library(target):
            continue
        if _is_linked(stage, path, is_musl=theirs == "musl"):
            place = {"musl": "Alpine", "nothing": "an empty image"}.get(ours, "this image")
            yield RULE.at(
                step,
                span,
                f"this was linked with {theirs}, which {place} lacks; "
                "link it statically, or copy it to an image of the same kind",
            )
