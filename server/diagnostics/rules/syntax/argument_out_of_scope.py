"""Repeat a global build argument in the stage that uses it.

An ARG above the first FROM is seen by FROM only. Inside a stage the variable is empty, without any error, until the
stage says `ARG NAME` itself; the value need not be repeated. The same holds for the platform arguments of the builder,
such as `TARGETARCH`: they are there for the asking, and have to be asked for.

RUN is looked at as well. There it is the shell that finds nothing. Only the first use in a stage is reported, since one
ARG serves all that follow.

## Example

```dockerfile bad
ARG VERSION=1.2.3
FROM alpine:3.22
LABEL org.opencontainers.image.version=$VERSION
#                                       ^^^^^^^ `VERSION` is declared above the first FROM, which this stage does not see without an `ARG VERSION` of its own
RUN wget https://example.com/tool-${VERSION}-${TARGETARCH}.tar.gz
#                                            ^^^^^^^^^^^^^ this stage does not see `TARGETARCH` without an `ARG TARGETARCH`
```

```dockerfile fixed
ARG VERSION=1.2.3
FROM alpine:3.22
ARG VERSION
LABEL org.opencontainers.image.version=$VERSION
ARG TARGETARCH
RUN wget https://example.com/tool-${VERSION}-${TARGETARCH}.tar.gz
```

## Good

```dockerfile good
ARG VERSION=1.2.3
ARG TAG=3.22
FROM alpine:${TAG} AS base
ARG VERSION
ARG TARGETARCH
RUN wget https://example.com/tool-${VERSION}-${TARGETARCH}.tar.gz
FROM base
RUN echo ${VERSION} && TAG=x && echo $TAG '$TAG'
FROM example.com/with-variables-of-its-own:1
RUN echo $TAG
```

## Fix safety

Unsafe: the variable was empty so far, and now has the value that was meant.

## When to ignore

Never: the variable is empty.

## Sources

- https://docs.docker.com/reference/dockerfile/#scope
- https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ....shell.words import VariableUse
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._scope import BUILDER_ARGUMENTS, is_bound, sets_itself, undefined

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("UndefinedVar",),
        "tally": ("buildkit/UndefinedVar",),
        "droast": ("DF087",),
    },
    fix=Safety.UNSAFE,
    profiles=("buildkit",),
)

_READING_FILES = (".", "source", "eval")


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at variables that the stage does not define, and know where else they are."""
    reported: set[str] = set()
    for _, (step, name, span) in stage.select(_unbound):
        message = None if name in reported else out_of_scope(stage, step, name)
        if message is not None:
            reported.add(name)
            yield RULE.at(step, span, message, fixes=[_declare(step, name)])


def out_of_scope(stage: Stage, step: Step, name: str) -> str | None:
    """Why a variable that the stage does not define is not seen in it, if it exists elsewhere; ``None`` otherwise."""
    if sets_itself(step, name):
        return None
    if name in BUILDER_ARGUMENTS:
        return f"this stage does not see `{name}` without an `ARG {name}`"
    is_global = stage.contents.global_arguments.arguments.get(name) is not None
    if is_global and step.before.environment.is_complete:
        return (
            f"`{name}` is declared above the first FROM, which this stage does not see "
            f"without an `ARG {name}` of its own"
        )
    return None


def _unbound(step: Step) -> tuple[tuple[Step, str, Span], ...]:
    words = [(step, reference.expansion.name, reference.expansion.name_span) for reference in undefined(step)]
    return (*words, *((step, use.name, use.span) for use in _in_script(step)))


def _in_script(step: Step) -> Iterator[VariableUse]:
    """The variables of a RUN that neither the script nor anything before it sets."""
    script = step.commands
    if step.keyword is not Keyword.RUN or step.is_deferred or script is None or not script.dialect.is_posix:
        return
    if any(command.name.value in _READING_FILES for command in script.commands):
        return
    assigned = {assignment.name for assignment in script.assignments}
    for use in script.variables:
        if use.operator is None and use.name not in assigned and not is_bound(step, use.name):
            yield use


def _declare(step: Step, name: str) -> Fix:
    """Put an ARG before the instruction, indented alike."""
    start = step.item.keyword_span.start
    indentation = step.item.text[step.item.skipped : start]
    edit = Edit(step.item, Span(start, start), f"ARG {name}\n{indentation}")
    reason = "the variable was empty so far"
    return Fix(f"Add `ARG {name}`", Safety.UNSAFE, lambda: (edit,), reason)
