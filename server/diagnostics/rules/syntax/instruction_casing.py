"""Write all instructions in one case.

Capitals are the custom, since they tell instructions from what follows. A file that is consistently in small letters is
left alone; what differs from the majority is reported, and so is mixed case in any file.

## Example

```dockerfile bad
FROM alpine:3.22
run apk add --no-cache curl
#^^ `run` is written otherwise than most instructions of this file, which are in upper case
COPY . /app
Cmd ["/app/run"]
#^^ `Cmd` is written otherwise than most instructions of this file, which are in upper case
```

```dockerfile fixed
FROM alpine:3.22
RUN apk add --no-cache curl
COPY . /app
CMD ["/app/run"]
```

## Good

```dockerfile good
from alpine:3.22
run apk add --no-cache curl
```

## Fix safety

Safe: BuildKit reads both alike.

## When to ignore

You do not mind BuildKit's warning.

## Sources

- https://docs.docker.com/reference/build-checks/consistent-instruction-casing/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.bodies import From, body_of
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={
        "buildkit": ("ConsistentInstructionCasing",),
        "tally": ("buildkit/ConsistentInstructionCasing",),
        "dockerfilelint": ("uppercase_commands",),
        "dockerfile-utils": ("0",),
        "droast": ("DF076",),
        "doctor": ("DD071",),
    },
    fix=Safety.SAFE,
    is_default=False,
    profiles=("buildkit", "strict"),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Count both cases in the stages, as BuildKit does, and compare."""
    is_lower = program.count(_lower) > program.count(_upper)
    for found in program.select(_not_lower if is_lower else _not_upper):
        step = found.fact
        written = step.item.keyword_text
        wanted = written.lower() if is_lower else written.upper()
        case = "lower" if is_lower else "upper"
        message = f"`{written}` is written otherwise than most instructions of this file, which are in {case} case"
        yield RULE.at(step, step.item.keyword_span, message, fixes=[_fix(step, wanted)])


def _fix(step: Step, wanted: str) -> Fix:
    edits = [Edit(step.item, step.item.keyword_span, wanted)]
    body = body_of(step.item)
    if isinstance(body, From) and body.as_word is not None and body.as_word.text.lower() == "as":
        written = "as" if wanted.islower() else "AS"
        if body.as_word.text != written:
            edits.append(Edit(step.item, body.as_word.span, written))
    return Fix(f"Write `{wanted}`", Safety.SAFE, lambda: tuple(edits))


def _lower(step: Step) -> tuple[bool, ...]:
    return (True,) if step.item.keyword is not None and step.item.keyword_text.islower() else ()


def _upper(step: Step) -> tuple[bool, ...]:
    return (True,) if step.item.keyword is not None and step.item.keyword_text.isupper() else ()


def _not_lower(step: Step) -> tuple[Step, ...]:
    return () if step.item.keyword is None or step.item.keyword_text.islower() else (step,)


def _not_upper(step: Step) -> tuple[Step, ...]:
    return () if step.item.keyword is None or step.item.keyword_text.isupper() else (step,)
