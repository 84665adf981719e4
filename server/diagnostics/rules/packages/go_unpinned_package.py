r"""Name the version of Go programs.

`go install example.com/tool@latest` installs whatever is newest on the day of the build, and so does `go get` without a
version, which upgrades what it names. A version, or for `install` and `run` no version at all where the module of the project
decides, gives the same tool tomorrow.

This rule is off by default: for tools of the build the newest version is often what is wanted.

## Example

```dockerfile bad
FROM golang:1.26
RUN go install example.com/tool@latest
#              ^^^^^^^^^^^^^^^^^^^^^^^ `@latest` is whatever is newest on the day of the build
```

```dockerfile bad
FROM golang:1.26
RUN go get example.com/library/...
#          ^^^^^^^^^^^^^^^^^^^^^^^ `go get` without a version takes the newest on the day of the build
```

## Good

```dockerfile good
FROM golang:1.26
RUN GOPROXY=https://example.com go run example.com/tool@v0.1.0 --all && go run ./cmd/other
RUN go get -d -t ./... && go get example.com/library@v1.2.3
RUN go install example.com/tool@v1.2.3 && go install ./... && go install "example.com/tool@$VERSION"
```

## No fix

Which version is wanted, and who keeps it up to date, is for a person to decide.

## When to ignore

Tools whose newest version is wanted.

## Sources

- https://go.dev/ref/mod#go-install
- https://go.dev/ref/mod#go-get
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.lazy_pattern import lazy_pattern
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

_HOST = lazy_pattern(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+/")
"""How the path of a package of somebody else begins."""


@RULE.on_invocation("go")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for programs at a version that moves."""
    invocation = call.invocation
    if invocation.subcommand not in ("install", "get", "run"):
        return
    words = list(zip(invocation.operands, invocation.operand_values, strict=True))
    for word, value in words[:1] if invocation.subcommand == "run" else words:
        path, _, version = (value or "").partition("@")
        if invocation.subcommand == "get" and not version and _HOST.match(path):
            yield RULE.at(call.step, word.span, "`go get` without a version takes the newest on the day of the build")
        elif version in ("latest", "upgrade", "patch", "master", "main", "HEAD"):
            yield RULE.at(call.step, word.span, f"`@{version}` is whatever is newest on the day of the build")
