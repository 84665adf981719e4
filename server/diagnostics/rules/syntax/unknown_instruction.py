"""Use an instruction that exists.

BuildKit stops at a word that it does not know. Two slips are behind most of these: a misspelt instruction, and a line
that was meant to belong to the RUN above, which lacks the backslash at its end.

## Example

```dockerfile bad
FORM alpine:3.22
#^^^ `FORM` is not an instruction; did you mean `FROM`?
```

```dockerfile fixed
FROM alpine:3.22
```

```dockerfile bad
FROM alpine:3.22
RUN apk add --no-cache curl
    && curl --version
#   ^^ `&&` is not an instruction; does the instruction above lack a `\\` at its end?
```

```dockerfile fixed
FROM alpine:3.22
RUN apk add --no-cache curl \\
    && curl --version
```

## Good

```dockerfile good
FROM alpine:3.22
run apk add --no-cache curl \\
    # a comment
    && curl --version
ONBUILD COPY . /app
```

```dockerfile good
# syntax=example.com/another-frontend:1
FROM alpine:3.22
INCLUDE ./common.Dockerfile
```

## Fix safety

Unsafe: another instruction may have been meant, and what is joined to the line above becomes part of its command.

## When to ignore

Another frontend, named by `# syntax=`, has instructions of its own.

## Sources

- https://docs.docker.com/reference/dockerfile/#overview
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.grammar import Keyword
from ....syntax.items import Instruction
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._problems import finding, problems_in, replacing

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={
        "tally": ("tally/unknown-instruction", "tally/invalid-onbuild-trigger"),
        "dockerfilelint": ("invalid_command",),
        "dockerfile-utils": ("38",),
        "droast": ("DF071",),
    },
    fix=Safety.UNSAFE,
)

CODE = "unknown-instruction"
_CONTINUING = ("&&", "||", "|", ";", "-", "\\")
"""What no instruction begins with, but the next line of a command often does."""


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Report an unknown word, and see whether the line above should have gone on."""
    for located in problems_in(program):
        item, problem = located.item, located.problem
        if problem.code != CODE or not isinstance(item, Instruction):
            continue
        previous = None if located.step is None else located.step.previous
        if problem.suggestion is None and previous is not None and _continues(item, previous):
            question = f"does the instruction above lack a `{item.escape}` at its end?"
            message = f"`{item.keyword_text}` is not an instruction; {question}"
            yield RULE.at(item, problem.span, message, fixes=[_join(previous)])
        else:
            yield finding(RULE, located, fixes=replacing(item, problem, is_lower=item.keyword_text.islower()))


def _continues(item: Instruction, previous: Instruction) -> bool:
    if previous.heredocs or previous.keyword not in (Keyword.RUN, Keyword.CMD, Keyword.ENTRYPOINT):
        return False
    return item.keyword_text.startswith(_CONTINUING)


def _join(previous: Instruction) -> Fix:
    end = previous.span.end
    edit = Edit(previous, Span(end, end), f" {previous.escape}")
    reason = "the line becomes part of the command above"
    return Fix(f"Add `{previous.escape}` to the line above", Safety.UNSAFE, lambda: (edit,), reason, uncovers=True)
