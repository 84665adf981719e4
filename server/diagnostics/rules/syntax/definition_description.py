"""Begin the comment above a stage or an argument with its name.

`docker build --call=outline` and `--call=targets` show the comment above an ARG or a named stage as its description, if
the comment begins with the name: `# build compiles the program`. Most comments are written for readers of the file
alone, so this is off unless it is asked for; it is an experimental check of BuildKit.

## Example

```dockerfile bad
# the version of the base image
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this would be shown as a description if it began with `VERSION`
ARG VERSION=3.22
# compiles the program
#^^^^^^^^^^^^^^^^^^^^^ this would be shown as a description if it began with `build`
FROM alpine:${VERSION} AS build
```

## Good

```dockerfile good
# VERSION of the base image
ARG VERSION=3.22
# build compiles the program
FROM alpine:${VERSION} AS build
# what is not a definition may have any comment
RUN true
```

## No fix

The sentence has to be written so that it begins with the name.

## When to ignore

A comment that is not meant as a description.

## Sources

- https://docs.docker.com/reference/build-checks/invalid-definition-description/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.bodies import From, body_of
from ....syntax.grammar import Keyword
from ....syntax.items import Comment, Instruction, Item
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={
        "buildkit": ("InvalidDefinitionDescription",),
        "tally": ("buildkit/InvalidDefinitionDescription",),
    },
    is_default=False,
    profiles=("strict",),
)


def _definitions(step: Step) -> tuple[Instruction, ...]:
    """A FROM that names its stage, and ARG."""
    body = body_of(step.item)
    is_named = isinstance(body, From) and body.name is not None
    return (step.item,) if is_named or step.item.keyword is Keyword.ARG else ()


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at the last comment between a definition and the instruction before it."""
    items = program.tree.items
    definitions = [index for index, item in program.preamble_instructions() if item.keyword is Keyword.ARG]
    definitions.extend(program.starts[found.stage] + found.position for found in program.select(_definitions))
    for index in definitions:
        item = items[index]
        comment = _comment_above(items, index)
        names = _names(item) if isinstance(item, Instruction) else ()
        if comment is None or not names or not comment.content or comment.content.split(" ")[0] in names:
            continue
        which = " or ".join(f"`{name}`" for name in names)
        yield RULE.at(comment, comment.span, f"this would be shown as a description if it began with {which}")


def _comment_above(items: Sequence[Item], index: int) -> Comment | None:
    while index:
        index -= 1
        item = items[index]
        if isinstance(item, Comment):
            return item
        if isinstance(item, Instruction):
            return None
    return None


def _names(item: Instruction) -> tuple[str, ...]:
    body = body_of(item)
    if isinstance(body, From):
        return () if body.name is None else (body.name.text.lower(),)
    return tuple(pair.key.text for pair in item.key_values)
