"""Ship what was built for release.

A debug build is several times as large and slow as one for release, and carries what helps to take it apart.

## Example

```dockerfile bad
FROM rust:1.90 AS build
RUN cargo build

FROM debian:13-slim
COPY --from=build /app/target/debug/server /usr/local/bin/
#                 ^^^^^^^^^^^^^^^^^^^^^^^^ this was built for debugging; build it with `cargo build --release`
```

```dockerfile bad
FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
RUN dotnet publish -c Debug -o /app
#                  ^^^^^^^^ what is built for debugging is shipped; use `Release`

FROM mcr.microsoft.com/dotnet/aspnet:9.0
COPY --from=build /app /app
```

```dockerfile bad
FROM rust:1.94
COPY . .
RUN cargo build
#         ^^^^^ without `--release`, what is shipped is large and slow, and made for debugging
CMD ["target/debug/server"]
```

## Good

```dockerfile good
FROM rust:1.90 AS build
RUN cargo build --release

FROM debian:13-slim
COPY --from=build /app/target/release/server /usr/local/bin/
```

## No fix

The paths of what was built change as well.

## When to ignore

An image that is made to find faults.

## Sources

- https://doc.rust-lang.org/cargo/commands/cargo-build.html
- https://learn.microsoft.com/en-us/dotnet/core/tools/dotnet-publish
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import StageRole, Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ...finding import Confidence, Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.SIZE, confidence=Confidence.MEDIUM, profiles=("size",))


@RULE.on_step(Keyword.COPY)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or body.source_stage is None or not step.traits.is_shipped:
        return
    for source in body.file_sources:
        if "/target/debug/" in f"/{source.text}" and not _is_for_debugging(step):
            yield RULE.at(step, source.span, "this was built for debugging; build it with `cargo build --release`")


@RULE.on_invocation("dotnet")
def check_dotnet(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    configuration = call.invocation.option("--configuration")
    if call.invocation.subcommand not in ("publish", "build") or configuration is None or _is_for_debugging(call.step):
        return
    needs_it = call.step.traits.role in (StageRole.SHIPPED, StageRole.FEEDS)
    if needs_it and (configuration.value or "").lower() == "debug" and call.step.keyword is Keyword.RUN:
        message = "what is built for debugging is shipped; use `Release`"
        yield RULE.at(call.step, configuration.span, message, severity=Severity.INFORMATION)


@RULE.on_invocation("cargo")
def check_cargo(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """A build for debugging in the shipped stage itself; one in another stage is told by the path that is copied."""
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN or not step.traits.is_shipped or _is_for_debugging(step):
        return
    is_release = invocation.has("--release", "--profile") or "--release" in step.item.text or "-r" in _words(call)
    if invocation.subcommand == "build" and not is_release and invocation.subcommand_word is not None:
        message = "without `--release`, what is shipped is large and slow, and made for debugging"
        yield RULE.at(step, invocation.subcommand_word.span, message)


def _words(call: Call) -> tuple[str, ...]:
    """The words of a call as far as they are known."""
    return tuple(word.value or "" for word in call.invocation.command.words)


def _is_for_debugging(step: Step) -> bool:
    name = (step.traits.name or "").lower()
    return any(word in name for word in ("debug", "dev", "test"))
