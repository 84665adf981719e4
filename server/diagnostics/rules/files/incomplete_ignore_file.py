"""Name in the ignore file what the build has no use for.

There is a `.dockerignore`, but with `COPY .` it lets folders through that nobody needs in the image: the repository's
history, packages that the build installs itself, results that it makes itself. All of it is sent to the builder, lands
in the layer, and every change of it, such as a commit, has everything from there on done again.

The megabytes are measured. Nothing is said of less than one, of what a RUN or a COPY may need, and of packages and
results that no RUN of this file makes anew.

## Example

```dockerfile bad files=package.json,server.js,.git/objects/pack:4MB,node_modules/a/index.js:300MB ignore=*.md,.env
FROM node:22-slim
WORKDIR /app
COPY . .
#    ^ `COPY .` sends 304 MB, 304 of them from `node_modules` and `.git`, which the `.dockerignore` lets through
RUN npm ci
```

## Good

```dockerfile good files=package.json,.git/objects/pack:4MB,node_modules/a/index.js:300MB ignore=.git,node_modules
FROM node:22-slim
COPY . .
RUN npm ci
```

```dockerfile good files=package.json,node_modules/a/index.js:300MB ignore=.git
FROM node:22-slim
COPY . .
CMD ["node", "server.js"]
```

```dockerfile good files=main.go,.git/objects/pack:4MB ignore=*.md
FROM golang:1.26 AS build
COPY . .
RUN ./scripts/build.sh
```

```dockerfile good files=package.json,.git/objects/pack:4MB ignore=*.md
FROM node:22-slim
COPY package.json src/ /app/
```

## No fix

The mending file stands beside the Dockerfile, not in it. An action of the editor adds the lines to it, and so does
`dockwright ignore-file --write`.

## When to ignore

The program is shipped with its history, or reads it in a way that is not seen here.

## Sources

- https://docs.docker.com/build/concepts/context/#dockerignore-files
- https://docs.docker.com/build/cache/invalidation/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....project.context_sources import ContextSource, sources_of_step
from ....semantics.called_programs import called_programs
from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._sent import sent_in_words

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.BUILD_SPEED, profiles=("size",))


def _whole_contexts(step: Step) -> Iterator[ContextSource]:
    if step.keyword in (Keyword.COPY, Keyword.ADD):
        yield from (source for source in sources_of_step(step) if source.is_whole_context)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Ask first what is seldom so: most projects have no ignore file, or nothing heavy that it lets through."""
    context = surroundings.context
    text = context.texts.get(context.ignore_file or "")
    if text is None or not context.is_root_certain or not program.count(_whole_contexts):
        return
    # The table of what is unwanted takes time to load, and few files get here.
    from ....project.ignore_file_gaps import gaps
    from ....project.unwanted import heavy_folders, unwanted

    heavy = heavy_folders(context)
    if not heavy:
        return
    made = unwanted(context, called_programs(program))
    weights = {entry.name: heavy[entry] for entry in heavy if entry in made}
    lacking = gaps(program, context, text, [entry for entry in heavy if entry in made], weights).added
    if not lacking:
        return
    sent = sent_in_words(context.sent_size(), [(entry.name, weights[entry.name]) for entry in lacking])
    name = str(context.ignore_file).rpartition("/")[2]
    for source in program.facts(_whole_contexts):
        step = source.step
        written = f"{step.instruction.keyword_text.upper()} {step.item.text[source.span.start : source.span.end]}"
        yield RULE.at(step, source.span, f"`{written}` {sent}, which the `{name}` lets through")
