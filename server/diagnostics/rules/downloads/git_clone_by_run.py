"""Let ADD fetch a repository.

`ADD` of a Git address fetches one revision without Git in the image, and its cache knows when the revision has changed.

## Example

```dockerfile bad
FROM alpine:3.22 AS build
RUN git clone --branch v1.2.0 https://github.com/example/tool.git /tool
#       ^^^^^ `ADD` of a Git address needs no Git in the image, and its cache knows the revision
```

## Good

```dockerfile good
FROM alpine:3.22 AS build
ADD https://github.com/example/tool.git#v1.2.0 /tool
```

## No fix

Submodules, history and credentials work otherwise.

## When to ignore

The history is needed.

## Sources

- https://docs.docker.com/reference/dockerfile/#add-git-context
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("tally/prefer-add-git",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_invocation("git")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    word = call.invocation.subcommand_word
    if call.invocation.subcommand == "clone" and word is not None and call.step.keyword is Keyword.RUN:
        yield RULE.at(
            call.step, word.span, "`ADD` of a Git address needs no Git in the image, and its cache knows the revision"
        )
