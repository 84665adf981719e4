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

```dockerfile good
FROM alpine:3.22 AS build
RUN git clone https://github.com/example/tool.git && cd tool && git am /patches/*.patch
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

from ....shell.invocation import Invocation
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


_WHAT_ADD_DOES = ("clone", "checkout", "switch", "reset", "fetch", "submodule", "config")


def _needs_git(invocation: Invocation) -> bool:
    return invocation.tool == "git" and invocation.subcommand not in _WHAT_ADD_DOES


@RULE.on_invocation("git")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    word = call.invocation.subcommand_word
    if call.step.keyword is not Keyword.RUN or any(_needs_git(other) for other in call.step.invocations):
        return
    if call.invocation.subcommand == "clone" and word is not None:
        yield RULE.at(
            call.step, word.span, "`ADD` of a Git address needs no Git in the image, and its cache knows the revision"
        )
