"""End the folder that several files are copied into with a slash.

With more than one source the destination has to be a folder. Without a slash at its end the older builders refuse the instruction;
BuildKit does not, and where no such folder exists yet it writes the files one over the other.

## Example

```dockerfile bad
FROM alpine:3.22
COPY a.conf b.conf /etc/app
#                  ^^^^^^^^ `/etc/app` takes several files, so it has to be a folder; write `/etc/app/`
```

```dockerfile fixed
FROM alpine:3.22
COPY a.conf b.conf /etc/app/
```

## Good

```dockerfile good
FROM alpine:3.22
COPY a.conf b.conf /etc/app/
COPY *.conf /etc/app
WORKDIR /app
COPY package.json package-lock.json .
COPY --link a.conf /etc/b.conf
```

## Fix safety

Unsafe: where the folder does not exist yet, the files now lie in it instead of one in its place.

## When to ignore

The folder is certain to exist, and only BuildKit builds the image.

## Sources

- https://docs.docker.com/reference/dockerfile/#destination
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3021",),
        "tally": ("hadolint/DL3021",),
        "trivy": ("DS-0011", "AVD-DS-0011"),
        "kics": ("6db6e0c2",),
        "dockerfile-utils": ("23",),
        "dockerfilelint": ("add_dest_invalid",),
        "droast": ("DF048",),
    },
    fix=Safety.UNSAFE,
    profiles=("hadolint",),
)


@RULE.on_step(Keyword.COPY, Keyword.ADD)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or body.destination is None or len(body.sources) < 2:
        return
    word = body.destination
    value = step.evaluate(word)
    if not value or value.endswith(("/", "\\", "/.", "/..")) or value in (".", ".."):
        return
    fixes = []
    if word.text == value:
        end = word.span.end
        reason = "where the folder does not exist yet, the files now lie in it"
        edits = (Edit(step.item, Span(end, end), "/"),)
        fixes = [Fix("Add the slash", Safety.UNSAFE, lambda: edits, reason)]
    message = f"`{value}` takes several files, so it has to be a folder; write `{value}/`"
    yield RULE.at(step, word.span, message, fixes=fixes)
