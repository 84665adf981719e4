"""Keep what does not belong into the image out of the build context with a .dockerignore.

`COPY .` takes everything beside the Dockerfile: the repository's history, installed dependencies, local settings and
secrets. Without a `.dockerignore` all of it is sent to the builder and lands in the image, and every commit invalidates
the build cache from there on.

## Example

```dockerfile bad files=package.json,server.js,.git/HEAD,node_modules/a/index.js
FROM node:22-slim
WORKDIR /app
COPY . .
#    ^ `COPY .` takes `.git` and `node_modules` along, since no `.dockerignore` keeps them out
```

```dockerfile bad files=main.go
FROM golang:1.26
COPY . /src
#    ^ `COPY .` takes whatever comes to lie beside the Dockerfile, since there is no `.dockerignore`
```

## Good

```dockerfile good files=package.json,.git/HEAD ignore=.git
FROM node:22-slim
COPY . .
```

```dockerfile good files=package.json,.git/HEAD
FROM node:22-slim AS build
COPY package.json src/ /app/

FROM nginx:1.29
COPY --from=build /app/dist .
```

```dockerfile good
FROM node:22-slim
COPY . .
```

## No fix

The mending file stands beside the Dockerfile, not in it. `dockwright ignore-file --write` writes one that fits, and so
does an action of the editor.

## When to ignore

Where the build context is made for the build and holds nothing else.

## Sources

- https://docs.docker.com/build/concepts/context/#dockerignore-files
"""

from __future__ import annotations

from collections.abc import Iterator

from ....project.build_context import BuildContext
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._sent import sent_in_words

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SECURITY,
    also_known_as={"droast": ("DF007", "DF026", "DF033"), "doctor": ("DD070",)},
    profiles=("security", "size"),
)


@RULE.on_step(Keyword.COPY, Keyword.ADD)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or body.source_stage is not None or not surroundings.context.lacks_ignore_file:
        return
    for source in body.file_sources:
        if step.evaluate(source) in (".", "./", "/", "*"):
            written = f"`{step.instruction.keyword_text.upper()} {source.text}`"
            yield RULE.at(step, source.span, f"{written} {_what_is_sent(surroundings.context)}")


def _what_is_sent(context: BuildContext) -> str:
    """What goes along, in bytes where they are many; sums of a snapshot are kept with it."""
    # The table of what is unwanted takes time to load, and most files never ask.
    from ....project.unwanted import heavy_folders, unwanted_at_root

    heavy = heavy_folders(context)
    if heavy:
        sent = sent_in_words(context.sent_size(), [(entry.name, size) for entry, size in heavy.items()])
        return f"{sent}, since no `.dockerignore` keeps anything out"
    names = [f"`{entry.name}`" for entry in unwanted_at_root(context)]
    if not names:
        return "takes whatever comes to lie beside the Dockerfile, since there is no `.dockerignore`"
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"takes {listed} along, since no `.dockerignore` keeps {'it' if len(names) == 1 else 'them'} out"
