r"""Do not ship Go's build cache.

`go build` and `go install` keep all compiled packages in `$GOCACHE`, mostly several hundred megabytes, and all modules in
`$GOMODCACHE`. A program that is built needs none of them. Best is a stage that builds and another that ships; where one
stage does both, `go clean -cache` at the end of the RUN that builds, or cache mounts, keep them out of the layer.

## Example

```dockerfile bad
FROM golang:1.26
COPY . .
RUN go build -o /usr/local/bin/app
#      ^^^^^ Go's build cache stays in the layer beside the program
```

```dockerfile fixed
FROM golang:1.26
COPY . .
RUN go build -o /usr/local/bin/app \
    && go clean -cache
```

## Good

```dockerfile good
FROM golang:1.26 AS build
RUN go build -o /bin/app

FROM gcr.io/distroless/static-debian12
COPY --from=build /bin/app /app
```

```dockerfile good
FROM golang:1.26
RUN go mod download
RUN --mount=type=cache,target=/root/.cache/go-build go build -o /bin/app
RUN go install ./cmd/tool && go clean -cache -modcache
RUN go install ./cmd/tool && rm -rf /root/.cache
```

## Fix safety

Unsafe: a later build in the stage has to compile everything again.

## When to ignore

An image in which people are meant to build, such as a development container.

## Sources

- https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import GO
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves_last, span_of

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.SIZE, fix=Safety.UNSAFE, profiles=("size", "strict"))


@RULE.on_invocation("go")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for builds whose cache nothing behind them empties."""
    if call.invocation.subcommand in ("build", "install", "get") and leaves_last(call, GO):
        yield RULE.at(call.step, span_of(call.invocation), "Go's build cache stays in the layer beside the program")
