"""Write what BuildKit can read.

BuildKit stops at the first error of this kind and says nothing of the rest of the file; here everything else is still
read. What is reported depends on the file alone: values that hold variables are not judged, and nothing is said of the
base image or of the files around.

## Example

```dockerfile bad
FROM alpine:3.22
ENV GREETING=hello world
#                  ^^^^^ `world` has no equals sign; a value with spaces needs quotes
RUN --network=hosts true
#             ^^^^^ `--network` takes one of `default`, `none`, `host`, not `hosts`; did you mean `host`?
COPY app.js
#    ^^^^^^ COPY needs a source and a destination, and there is only one of them
```

```dockerfile fixed
FROM alpine:3.22
ENV GREETING="hello world"
RUN --network=host true
COPY app.js
```

## Good

```dockerfile good
# escape=`
FROM alpine:3.22
ENV GREETING="hello world"
RUN --mount=type=cache,target=/root/.cache true
COPY <<EOF /greeting
hello
EOF
```

## Fix safety

Unsafe: where a word is nearly one that may stand there, it is replaced by that one, and a value that is plainly missing
its quotes gets them; something else may have been meant.

## When to ignore

Another frontend, named by `# syntax=`, knows more than BuildKit's own.

## Sources

- https://docs.docker.com/reference/dockerfile/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ....syntax.problems import Problem
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._problems import finding, problems_in

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={
        "dockerfilelint": (
            *("invalid_line", "required_params", "missing_args", "extra_args", "label_invalid", "invalid_format"),
            "healthcheck_options_missing_args",
        ),
        "dockerfile-utils": (
            *("2", "3", "4", "5", "6", "7", "8", "9", "13", "14", "15", "16", "17", "18", "19", "21", "22", "28"),
            *("31", "32", "33", "34", "35", "36", "43", "44", "46", "48", "49", "52"),
        ),
        "droast": ("DF071",),
        "doctor": ("DD043", "DD047", "DD080"),
    },
    fix=Safety.UNSAFE,
)

ELSEWHERE = frozenset(
    (
        *("unknown-instruction", "unknown-flag", "unknown-mount-option", "unknown-mount-type"),
        *("stage-name", "onbuild-trigger", "no-stage", "no-instructions"),
    )
)
"""What other rules report."""


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Report the problems that no other rule reports."""
    for located in problems_in(program):
        if located.problem.code not in ELSEWHERE:
            yield finding(
                RULE, located, fixes=() if located.step is None else _completing(located.step, located.problem)
            )


def _completing(step: Step, problem: Problem) -> tuple[Fix, ...]:
    """Add what is plainly missing."""
    words = step.instruction.words
    match problem.code:
        case "wrong-from" if len(words) == 2 and words[1].text.lower() != "as":
            keyword = "as" if step.item.keyword_text.islower() else "AS"
            insert = Edit(step.item, Span(words[1].span.start, words[1].span.start), f"{keyword} ")
            reason = "the word may have been meant as something else than the name of the stage"
            return (Fix(f"Insert `{keyword}`", Safety.UNSAFE, lambda: (insert,), reason, uncovers=True),)
        case "missing-equals" if step.keyword in (Keyword.ENV, Keyword.LABEL):
            return _quoting(step, problem)
        case _:
            return ()


def _quoting(step: Step, problem: Problem) -> tuple[Fix, ...]:
    """Quote a value whose words stand behind the pair that they belong to."""
    pairs = step.instruction.key_values
    first = next(index for index, pair in enumerate(pairs) if not pair.has_equals)
    stop = next((index for index in range(first, len(pairs)) if pairs[index].has_equals), len(pairs))
    value = pairs[first - 1].value if first else None
    if value is None or pairs[first].span != problem.span:
        return ()
    span = Span(value.span.start, pairs[stop - 1].span.end)
    written = step.item.text[span.start : span.end]
    if not value.text or any(mark in written for mark in ("'", '"', step.item.escape, "\n")):
        return ()
    edits = (Edit(step.item, Span(span.start, span.start), '"'), Edit(step.item, Span(span.end, span.end), '"'))
    return (
        Fix(f'Quote `"{written}"`', Safety.UNSAFE, lambda: edits, "other pairs may have been meant", uncovers=True),
    )
