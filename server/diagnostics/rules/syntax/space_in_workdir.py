r"""Quote a working directory that has spaces in it.

WORKDIR takes the whole rest of the line as one path. A second word, or what was meant as a comment behind the path, becomes part
of the folder's name.

## Example

```dockerfile bad
FROM node:24-slim
WORKDIR /app # where the sources are
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ WORKDIR takes one path, so the comment is part of the name of the folder
```

## Good

```dockerfile good
FROM node:24-slim
WORKDIR "/srv/my app"
WORKDIR /srv/my\ app
WORKDIR /srv/app
```

## No fix

Whether the spaces are meant is for you to say.

## When to ignore

The spaces are meant; quotes say so.

## Sources

- https://docs.docker.com/reference/dockerfile/#workdir
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"dockerfilelint": ("invalid_workdir",)},
)


@RULE.on_step(Keyword.WORKDIR)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    if step.traits.facts.is_windows or not step.instruction.words:
        return
    word = step.instruction.words[0]
    if any(mark in word.text for mark in "\"'\\`{"):
        return
    if any(character in " \t" for character in word.text.strip()):
        what = "the comment is" if " #" in word.text else "the spaces are"
        yield RULE.at(step, word.span, f"WORKDIR takes one path, so {what} part of the name of the folder")
