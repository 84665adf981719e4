r"""Say who owns what is copied behind USER.

`COPY` and `ADD` do not care for `USER`: what they copy belongs to root. That is good for what is only read, and a surprise
where the program, or a later `RUN` as that user, writes into it. `--chown` says what is meant. Off until it is asked for,
since files that a program cannot change are the safer ones.

## Example

```dockerfile bad
FROM node:22-slim
WORKDIR /app
USER node
COPY package.json ./
#^^^ this belongs to root although `USER node` stands before it; say `--chown=node`, or `--chown=root`
RUN npm install
```

```dockerfile fixed
FROM node:22-slim
WORKDIR /app
USER node
COPY --chown=node package.json ./
RUN npm install
```

## Good

```dockerfile good
FROM node:22-slim
COPY package.json ./
USER node
COPY --chown=node:node src ./src
COPY --chown=root server.js ./
```

## Fix safety

Unsafe: the files belong to the user, who may then change them.

## When to ignore

Where the files are only read.

## Sources

- https://docs.docker.com/reference/dockerfile/#copy---chown---chmod
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.accounts import is_root
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={"tally": ("tally/copy-after-user-without-chown",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.COPY, Keyword.ADD)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    user = step.user
    if step.is_deferred or user.instruction is None or is_root(user.value) is not False or not user.value:
        return
    if step.instruction.flag("chown") is not None or step.traits.facts.is_windows:
        return
    owner = user.value
    end = step.instruction.keyword_span.end
    yield RULE.at(
        step,
        step.instruction.keyword_span,
        f"this belongs to root although `USER {owner}` stands before it; say `--chown={owner}`, or `--chown=root`",
        fixes=[
            Fix(
                f"Add --chown={owner}",
                Safety.UNSAFE,
                lambda: (Edit(step.item, Span(end, end), f" --chown={owner}"),),
                "the user may then change the files",
            )
        ],
    )
