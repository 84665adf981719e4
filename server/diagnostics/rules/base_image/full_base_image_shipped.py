"""Ship a slim variant of the base image.

`python:3.14`, `node:24` and their like hold compilers, headers and version control, so that everything can be built in
them. What is shipped to run needs none of that: it is downloaded and scanned with every release all the same. The slim
variant of the same version on the same distribution is five to ten times smaller.

Said of the image that the final stage begins from, and only where a smaller variant of the very same version exists.
Alpine is never proposed, since another C library is a change of the program. Where the stage compiles something itself,
splitting it comes first, so nothing is said here.

## Example

```dockerfile bad
FROM node:24 AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM node:24
#    ^^^^^^^ `node:24` ships compilers and headers in the final image; `node:24-slim` is the same version without them (about 220 MB rather than 950 MB)
WORKDIR /app
COPY --from=build /app/dist dist
CMD ["node", "dist/main.js"]
```

```dockerfile fixed
FROM node:24 AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM node:24-slim
WORKDIR /app
COPY --from=build /app/dist dist
CMD ["node", "dist/main.js"]
```

What the slim variant lacks and the stage calls is named, and the variant is not changed for you.

```dockerfile bad
FROM python:3.14
#    ^^^^^^^^^^^ `python:3.14` ships compilers and headers in the final image; `python:3.14-slim` is the same version without them (about 160 MB rather than 1050 MB), but without `git` too, which is called here
RUN git clone --depth 1 https://example.com/tools /opt/tools
```

```dockerfile fixed
FROM python:3.14
RUN git clone --depth 1 https://example.com/tools /opt/tools
```

Of a version that is no longer supported the variants are not known, and a newer one is named.

```dockerfile bad
FROM python:3.6
#    ^^^^^^^^^^ `python:3.6` ships compilers and headers in the final image; `python:3.11-slim` is a newer version without them (about 160 MB rather than 1050 MB)
```

```dockerfile fixed
FROM python:3.6
```

## Good

```dockerfile good
FROM python:3.14 AS build
RUN python -m compileall /opt
FROM python:3.14-slim
COPY --from=build /opt /opt
```

```dockerfile good
FROM python:3.14
RUN make -C /src install
```

## Fix safety

Unsafe: what relies on a program or a library of the full image no longer finds it, perhaps only when it runs.

## When to ignore

The image is meant to build or debug in, such as a development container.

## Sources

- https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image
- https://hub.docker.com/_/python
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....semantics.selection import deferred
from ....semantics.slim_variant import SlimVariant, slim_variant
from ....semantics.stage import Stage
from ...finding import Finding, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"doctor": ("DD018",)},
    fix=Safety.UNSAFE,
    profiles=("size", "strict"),
)

COMPILING = frozenset(
    (
        *("make", "cmake", "ninja", "meson", "gcc", "g++", "cc", "c++", "clang", "configure", "rustc", "cargo", "go"),
        *("javac", "mvn", "mvnw", "gradle", "gradlew", "ant", "sbt", "lein", "swift", "swiftc", "mix", "rebar3", "ghc"),
        *("cabal", "stack", "node-gyp", "dotnet"),
    )
)
"""Programs whose calls say that the stage is there to build."""


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at the image that the final stage begins from, directly or through other stages."""
    if program.stages:
        last = program.stages[-1]
        if RULE.id not in last.memo:
            last.memo[RULE.id] = tuple(_of_last(last))
        yield from last.memo[RULE.id]


def _of_last(last: Stage) -> Iterator[Finding]:
    # Another image that is to be built from this one may need the compilers.
    if last.select(deferred).facts:
        return
    chain = last.chain
    start = chain[-1]
    image = start.base.image
    variant = slim_variant(image, chain)
    if image is None or variant is None or variant.called & COMPILING:
        return
    if variant.full.ships_compilers is not True or variant.slim.ships_compilers is not False:
        return
    which = "is a newer version" if variant.is_newer else "is the same version"
    message = (
        f"`{image.written}` ships compilers and headers in the final image; "
        f"`{variant.reference.written}` {which} without them{_sizes(variant)}"
    )
    if variant.lacking:
        listed = " and ".join(f"`{name}`" for name in variant.lacking)
        message += f", but without {listed} too, which {'is' if len(variant.lacking) == 1 else 'are'} called here"
    yield RULE.at(start.from_step, start.base.span, message)


def _sizes(variant: SlimVariant) -> str:
    full, slim = variant.full.megabytes, variant.slim.megabytes
    if full is None or slim is None:
        return ""
    return f" (about {_middle(slim)} MB rather than {_middle(full)} MB)"


def _middle(megabytes: tuple[int, int]) -> int:
    return round(sum(megabytes) / 20) * 10
