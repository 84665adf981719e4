"""Declare what FROM uses before the first FROM.

FROM sees the arguments that are declared above the first FROM, and the platform arguments of the builder; nothing else,
not even an ARG of an earlier stage. What is not declared is empty, and `--build-arg` cannot change it.

## Example

```dockerfile bad
ARG VERSION=3.22
FROM alpine:${VERSON} AS base
#             ^^^^^^ FROM sees no argument `VERSON`; did you mean `VERSION`?
ARG NODE=24
FROM node:${NODE}
#           ^^^^ FROM sees no argument `NODE`: it is declared inside a stage, and only those above the first FROM count
```

```dockerfile fixed
ARG VERSION=3.22
ARG NODE=24
FROM alpine:${VERSION} AS base
ARG NODE=24
FROM node:${NODE}
```

## Good

A name that has a default where it is used, and resembles no other, is left alone.

```dockerfile good
ARG VERSION=3.22
FROM --platform=$BUILDPLATFORM alpine:${VERSION} AS base
FROM ${VAR:-alpine:3.22}
```

## Fix safety

Unsafe: another name may have been meant, and the value that FROM then sees changes what is built on.

## When to ignore

Never without a default: the build fails.

## Sources

- https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact
- https://docs.docker.com/reference/build-checks/undefined-arg-in-from/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.environment import PLATFORM_ARGUMENTS
from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.expansion import Expansion
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ....syntax.problems.problem import closest, did_you_mean
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("UndefinedArgInFrom",),
        "tally": ("buildkit/UndefinedArgInFrom",),
        "droast": ("DF086",),
    },
    fix=Safety.UNSAFE,
    profiles=("buildkit",),
)

PREDEFINED = (*PLATFORM_ARGUMENTS, "TARGETSTAGE")
_REASON = "another name may have been meant"
_WITH_OWN_DEFAULT = (":-", "-", ":+", "+", ":?", "?")


def _expansions(step: Step) -> tuple[tuple[Expansion, ...], ...]:
    """The variables of a FROM, those of its platform first."""
    if step.item.keyword is not Keyword.FROM:
        return ()
    platform = step.item.flag("platform")
    of_platform = () if platform is None or platform.value is None else platform.value.expansions
    expansions = (*of_platform, *step.traits.base.word.expansions)
    return (expansions,) if expansions else ()


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at the variables of every FROM."""
    for found in program.select(_expansions):
        reported: set[str] = set()
        for expansion in found.fact:
            name = expansion.name
            is_known = program.global_arguments.get(name) is not None or name in PREDEFINED
            if is_known or not name or name in reported:
                continue
            finding = _finding(program, found.stage, expansion)
            if finding is not None:
                reported.add(name)
                yield finding


def _finding(program: Program, position: int, expansion: Expansion) -> Finding | None:
    name, step = expansion.name, program.stages[position].from_step
    message = f"FROM sees no argument `{name}`"
    declared = _declared_inside(program, position, name)
    if declared is not None:
        message += ": it is declared inside a stage, and only those above the first FROM count"
        return RULE.at(step, expansion.name_span, message, fixes=_declare(program, declared))
    suggestion = closest(name, [*program.global_arguments.arguments, *PREDEFINED])
    if suggestion is None and expansion.operator in _WITH_OWN_DEFAULT:
        return None
    fixes: list[Fix] = []
    if suggestion is not None:
        edit = Edit(step.item, expansion.name_span, suggestion)
        fixes.append(Fix(f"Use `{suggestion}`", Safety.UNSAFE, lambda: (edit,), _REASON, uncovers=True))
    return RULE.at(step, expansion.name_span, message + did_you_mean(suggestion), fixes=fixes)


def _declared_inside(program: Program, position: int, name: str) -> Step | None:
    """The first ARG of that name in an earlier stage."""
    for stage in program.stages[:position]:
        for _, step in stage.steps_with(Keyword.ARG):
            if any(pair.key.text == name for pair in step.item.key_values):
                return step
    return None


def _declare(program: Program, declared: Step) -> list[Fix]:
    """Repeat an ARG of one name above the first FROM."""
    first = program.stages[0].from_step.item
    text = declared.item.text
    is_plain = len(declared.item.key_values) == 1 and text.count("\n") <= 1 and declared.item.key_values[0].value
    if not is_plain:
        return []
    line = text.strip()
    edit = Edit(first, Span(first.keyword_span.start, first.keyword_span.start), f"{line}\n")
    reason = "the value that FROM then sees changes what is built on"
    return [Fix(f"Declare `{line}` above the first FROM", Safety.UNSAFE, lambda: (edit,), reason, uncovers=True)]
