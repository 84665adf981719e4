"""Copy only what lies in the build context.

`..` does not lead out of the build context: BuildKit drops what goes above its root and looks for the rest inside of it, and the
older builders refuse the instruction. Mostly the file is not found.

## Example

```dockerfile bad
FROM node:24-slim
COPY ../shared/package.json /app/
#    ^^^^^^^^^^^^^^^^^^^^^^ `../shared/package.json` does not lead out of the build context, of which `..` can only name the root
```

## Good

```dockerfile good
FROM node:24-slim
COPY app/../shared/package.json /app/
COPY --from=build ../out /app/
```

## No fix

Build with the folder above as context (`docker build -f app/Dockerfile ..`), or name it with `--build-context`.

## When to ignore

Never.

## Sources

- https://docs.docker.com/reference/dockerfile/#source
- https://docs.docker.com/build/concepts/context/
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"dockerfilelint": ("add_src_invalid",)},
)


@RULE.on_step(Keyword.COPY, Keyword.ADD)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or body.source_stage is not None:
        return
    for word in body.file_sources:
        value = step.evaluate(word) if ".." in word.text or "$" in word.text else None
        if value is None or "://" in value or value.startswith("git@"):
            continue
        if posixpath.normpath(value).startswith("../") or posixpath.normpath(value) == "..":
            message = f"`{value}` does not lead out of the build context, of which `..` can only name the root"
            yield RULE.at(step, word.span, message)
