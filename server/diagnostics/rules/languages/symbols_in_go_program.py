r"""Leave symbols and debugging data out of Go programs.

`-ldflags="-s -w"` leaves the table of symbols and the data for debuggers out of a program, which is about a quarter smaller then. Stack
traces of a panic stay as they are.

## Example

```dockerfile bad
FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -o /server .
#                    ^^^^^ `-ldflags="-s -w"` leaves out what only debuggers need, about a quarter of the program

FROM gcr.io/distroless/static-debian13
COPY --from=build /server /server
```

```dockerfile fixed
FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /server .

FROM gcr.io/distroless/static-debian13
COPY --from=build /server /server
```

## Good

```dockerfile good
FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -X main.version=1.4" -o /server .
RUN go build ./... && go test ./...

FROM gcr.io/distroless/static-debian13
COPY --from=build /server /server
```

## Fix safety

Unsafe: the program cannot be looked into with a debugger any more.

## When to ignore

Programs are to be profiled or debugged where they run.

## Sources

- https://pkg.go.dev/cmd/link
- https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import StageRole
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SIZE,
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("size", "strict"),
)


@RULE.on_invocation("go")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    word = invocation.subcommand_word
    if step.keyword is not Keyword.RUN or invocation.subcommand != "build" or word is None:
        return
    text = step.item.text
    words = [part.value or part.text for part in invocation.command.words]
    names_output = any(part == "-o" or part.startswith("-o=") for part in words)
    if not names_output or "ldflags" in text or "-gcflags" in text or "GOFLAGS" in text or "strip" in text:
        return
    if step.traits.role not in (StageRole.SHIPPED, StageRole.FEEDS) or step.binding("GOFLAGS") is not None:
        return
    name = (step.traits.name or "").lower()
    if any(part in name for part in ("debug", "dev", "test")):
        return
    end = word.span.end
    fix = Fix(
        'Add `-ldflags="-s -w"`',
        Safety.UNSAFE,
        lambda: (Edit(step.item, Span(end, end), ' -ldflags="-s -w"'),),
        "debuggers find nothing in the program any more",
    )
    is_script = step.script is not None and not step.script.is_exec_form
    message = '`-ldflags="-s -w"` leaves out what only debuggers need, about a quarter of the program'
    yield RULE.at(step, word.span, message, fixes=[fix] if is_script else [])
