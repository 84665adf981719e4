r"""Do not ship Cargo's registry.

Cargo keeps the index, the archive and the unpacked source of every crate in `$CARGO_HOME/registry`. A program that is built
needs none of them. Best is a stage that builds and another that ships; where one stage does both, the registry can be
removed at the end of the RUN that builds, or be a cache mount.

The folder `target`, which holds the program, is not spoken of.

## Example

```dockerfile bad
FROM rust:1.90
COPY . .
RUN cargo build --release
#         ^^^^^ the sources of all crates stay in the layer beside the program
```

```dockerfile fixed
FROM rust:1.90
COPY . .
RUN cargo build --release \
    && rm -rf "${CARGO_HOME:-$HOME/.cargo}/registry"
```

## Good

```dockerfile good
FROM rust:1.90 AS build
RUN cargo build --release

FROM debian:13-slim
COPY --from=build /target/release/app /usr/local/bin/app
```

```dockerfile good
FROM rust:1.90
RUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release
RUN cargo install ripgrep && rm -rf $CARGO_HOME/registry
RUN cargo install bat && rm -rf /usr/local/cargo
```

## Fix safety

Unsafe: a later build in the stage has to download the crates again.

## When to ignore

An image in which people are meant to build, such as a development container.

## Sources

- https://doc.rust-lang.org/cargo/guide/cargo-home.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import CARGO
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves_last, span_of

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.SIZE, fix=Safety.UNSAFE, profiles=("size", "strict"))


@RULE.on_invocation("cargo")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for builds whose crates nothing behind them removes."""
    if call.invocation.subcommand in ("build", "install") and leaves_last(call, CARGO):
        message = "the sources of all crates stay in the layer beside the program"
        yield RULE.at(call.step, span_of(call.invocation), message)
