r"""Mount a cache for package managers.

With `RUN --mount=type=cache`, BuildKit keeps a folder from one build to the next: when the list of dependencies changes, what
was downloaded before is still there, and nothing of it gets into the image.

With `cache-strategy = "mount"`, or the option `always`, this is said of every package manager that has no mount. By default, where cleaning up is the
strategy, it is only hinted at in files that mount a cache elsewhere, and not where the author keeps no cache on purpose
(`--no-cache-dir`, `rm -rf /var/lib/apt/lists/*`) or the cache would get into the image, of which other rules speak.

## Example

```dockerfile bad strategy=mount
# syntax=docker/dockerfile:1
FROM node:24
COPY package*.json ./
RUN npm ci
#   ^^^ `npm` downloads everything again whenever this RUN runs again; a cache mount would keep it
```

```dockerfile fixed strategy=mount
# syntax=docker/dockerfile:1
FROM node:24
COPY package*.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci
```

```dockerfile bad strategy=mount
FROM debian:13-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl \
#   ^^^^^^^ `apt-get` downloads everything again whenever this RUN runs again; a cache mount would keep it
 && rm -rf /var/lib/apt/lists/*
```

```dockerfile fixed strategy=mount
FROM debian:13-slim
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
 --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
 rm -f /etc/apt/apt.conf.d/docker-clean \
 && apt-get update \
 && apt-get install -y --no-install-recommends curl
```

```dockerfile bad
# syntax=docker/dockerfile:1
FROM python:3.14 AS build
RUN --mount=type=cache,target=/root/.npm npm ci
RUN pip wheel --wheel-dir /wheels flask
#   ^^^ `pip` downloads everything again whenever this RUN runs again; a cache mount would keep it

FROM python:3.14-slim
COPY --from=build /wheels /wheels
```

```dockerfile fixed
# syntax=docker/dockerfile:1
FROM python:3.14 AS build
RUN --mount=type=cache,target=/root/.npm npm ci
RUN --mount=type=cache,target=/root/.cache/pip \
    pip wheel --wheel-dir /wheels flask

FROM python:3.14-slim
COPY --from=build /wheels /wheels
```

## Good

```dockerfile good strategy=mount
FROM golang:1.26 AS build
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build ./...
RUN --mount=type=bind,target=.,rw --mount=type=cache,target=$CACHE npm ci
```

```dockerfile good
FROM python:3.14
RUN pip install flask
```

```dockerfile good
# syntax=docker/dockerfile:1
FROM maven:3.9 AS build
RUN mvn package

FROM eclipse-temurin:21-jre
COPY --from=build /target/app.jar /
```

```dockerfile good
# syntax=docker/dockerfile:1
FROM debian:13-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir flask
```

## Fix safety

Safe where a cache serves the RUN alone and the file asks for BuildKit already. Unsafe for apt, whose setting to throw
downloads away has to go from the image; and for Go, Cargo, Maven, Gradle, .NET and pnpm: all RUN lines of the stage that
call them get the mount, but a script that relies on what is cached no longer finds it.

## When to ignore

Builds run on machines that keep no cache from one build to the next.

## Sources

- https://docs.docker.com/build/cache/optimize/#use-cache-mounts
- https://docs.docker.com/reference/dockerfile/#run---mounttypecache
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_mounts import MissingMount, missing_mounts
from ....semantics.cache_table import APT_ARCHIVES, APT_LISTS
from ....semantics.mounts import mounts
from ....semantics.package_caches import is_kept_out
from ....semantics.program import Program
from ....semantics.step import Step
from ...finding import Finding, Safety, Severity
from ...options import switch
from ...rule import CacheStrategy, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.BUILD_SPEED,
    also_known_as={
        "tally": ("tally/prefer-package-cache-mounts", "ruby/prefer-bundler-cache-mount"),
    },
    fix=Safety.SAFE,
    options=(switch("always", "Whether a missing mount counts whatever the cache strategy is.", "tally"),),
)


def _is_kept_out(missing: MissingMount) -> bool:
    """Whether the author keeps no cache on purpose; for apt the lists tell, since the packages go by themselves."""
    step, invocation, cache = missing.step, missing.invocation, missing.cache
    if cache is not None and step.traits.is_in_image:
        return True  # Whether a cache gets into the image is what other rules speak of.
    if cache is APT_ARCHIVES:
        updates = [
            other for other in step.invocations if other.tool in APT_ARCHIVES.tools and other.subcommand == "update"
        ]
        return any(is_kept_out(step, update, APT_LISTS) for update in updates)
    return cache is not None and is_kept_out(step, invocation, cache)


def _missing(step: Step) -> tuple[tuple[Finding, Finding | None], ...]:
    """What is found where the project wants mounts, and what of it where nobody asked for them."""
    return tuple(
        (_finding(missing, None), None if _is_kept_out(missing) else _finding(missing, Severity.HINT))
        for missing in missing_mounts(step)
    )


def _finding(missing: MissingMount, severity: Severity | None) -> Finding:
    name = missing.invocation.tool
    message = f"`{name}` downloads everything again whenever this RUN runs again; a cache mount would keep it"
    return RULE.at(missing.step, missing.invocation.tool_word.span, message, severity=severity)


def _cached(step: Step) -> tuple[Step, ...]:
    return (step,) if any(mount.type == "cache" for mount in mounts(step)) else ()


@RULE.on_facts_of_dockerfile(_missing, _cached)
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for calls that download and have no mount."""
    if surroundings.cache_strategy is CacheStrategy.MOUNT or RULE.is_on("always", surroundings):
        yield from (wanted for wanted, _ in program.facts(_missing))
    elif program.count(_cached) > 0:
        yield from (hint for _, hint in program.facts(_missing) if hint is not None)
