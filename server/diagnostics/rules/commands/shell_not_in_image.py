r"""Choose a shell that the image has.

Alpine and its relatives have no bash until it is installed. A SHELL that names it makes every later RUN fail with `not found`, and so
does a script whose first line asks for it.

## Example

```dockerfile bad
FROM alpine:3.24
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
#       ^^^^^^^^^ nothing puts `bash` into this image, so that nothing can be run with it
RUN echo hello
```

```dockerfile bad
FROM alpine:3.24
RUN <<EOF
#!/bin/bash
#^^^^^^^^^^ nothing puts `bash` into this image, so that nothing can be run with it
echo hello
EOF
```

## Good

```dockerfile good
FROM alpine:3.24
RUN apk add --no-cache bash
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN echo hello
```

```dockerfile good
FROM debian:13-slim
SHELL ["/bin/bash", "-c"]
RUN <<EOF
#!/usr/bin/env bash
echo hello
EOF
```

## No fix

Whether bash is installed, or the scripts are written for `sh`, is for you to say.

## When to ignore

Never: what runs with such a shell fails.

## Sources

- https://docs.docker.com/reference/dockerfile/#shell
- https://docs.docker.com/reference/dockerfile/#here-documents
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.programs import program_is_there
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.ERROR, Category.CORRECTNESS)

_SHEBANG = lazy_pattern(r"#!\s*(?:/usr/bin/env\s+)?(?P<path>\S+)[^\n]*")
_SHELLS = frozenset(("bash", "zsh", "ksh", "fish"))


def _shells(step: Step) -> tuple[tuple[Step, str, Span], ...]:
    """The shells that steps ask for by SHELL or by the first line of a here-document."""
    if step.is_deferred:
        return ()
    if step.keyword is Keyword.SHELL and step.instruction.argument_words:
        word = step.instruction.argument_words[0]
        name = word.value or ""
        return ((step, name, word.span),) if program_name(name) in _SHELLS else ()
    if step.keyword is not Keyword.RUN or not step.instruction.heredocs or step.instruction.argument_words[1:]:
        return ()
    body = step.instruction.heredocs[0].body
    match = _SHEBANG.match(step.item.text, body.start)
    if match is None or program_name(match["path"]) not in _SHELLS:
        return ()
    return ((step, match["path"], Span(match.start(), match.end())),)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    for position, (step, path, span) in stage.select(_shells):
        name = program_name(path)
        if stage.facts.is_windows is False and _is_missing(stage, position, step, name):
            message = f"nothing puts `{name}` into this image, so that nothing can be run with it"
            yield RULE.at(step, span, message)


def _is_missing(stage: Stage, position: int, step: Step, name: str) -> bool:
    if step.keyword is Keyword.SHELL:
        return program_is_there(stage, name) is False
    # The script itself speaks of the shell, which says nothing of where it comes from; a step before it might.
    if stage.facts.has_program(name) is not False or stage.parent is not None:
        return False
    return not any(
        name in text or keyword is not Keyword.RUN for keyword, text in stage.select(_texts).before(position)
    )


def _texts(step: Step) -> tuple[tuple[Keyword, str], ...]:
    if step.keyword is None or step.keyword not in (Keyword.RUN, Keyword.COPY, Keyword.ADD):
        return ()
    return ((step.keyword, step.item.text),)
