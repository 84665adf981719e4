r"""Name the version of Go programs.

`go install example.com/tool@latest` installs whatever is newest on the day of the build. A version, or no version at all where
the module of the project decides, gives the same tool tomorrow.

This rule is off by default: for tools of the build the newest version is often what is wanted.

## Example

```dockerfile bad
FROM golang:1.26
RUN go install example.com/tool@latest
#              ^^^^^^^^^^^^^^^^^^^^^^^ `@latest` is whatever is newest on the day of the build
```

## Good

```dockerfile good
FROM golang:1.26
RUN GOPROXY=https://example.com go run example.com/tool@v0.1.0 --all && go run ./cmd/other
RUN go install example.com/tool@v1.2.3 && go install ./... && go install "example.com/tool@$VERSION"
```

## No fix

Which version is wanted, and who keeps it up to date, is for a person to decide.

## When to ignore

Tools whose newest version is wanted.

## Sources

- https://go.dev/ref/mod#go-install
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.REPRODUCIBILITY,
    also_known_as={"hadolint": ("DL3062",), "droast": ("DF054",)},
    is_default=False,
    profiles=("hadolint", "strict"),
)


@RULE.on_invocation("go")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for programs at a version that moves."""
    invocation = call.invocation
    if invocation.subcommand not in ("install", "get", "run"):
        return
    words = list(zip(invocation.operands, invocation.operand_values, strict=True))
    for word, value in words[:1] if invocation.subcommand == "run" else words:
        version = "" if value is None else value.partition("@")[2]
        if version in ("latest", "upgrade", "patch", "master", "main", "HEAD"):
            yield RULE.at(call.step, word.span, f"`@{version}` is whatever is newest on the day of the build")
