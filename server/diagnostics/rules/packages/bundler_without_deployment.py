"""Install gems in deployment mode.

Without it, Bundler may change `Gemfile.lock` and installs what the lock file does not say. With `BUNDLE_DEPLOYMENT=1` it stops where
the two differ.

## Example

```dockerfile bad
FROM ruby:3.4-slim
COPY Gemfile Gemfile.lock ./
RUN bundle install
#          ^^^^^^^ without `BUNDLE_DEPLOYMENT=1` gems may differ from what `Gemfile.lock` says
```

```dockerfile fixed
FROM ruby:3.4-slim
COPY Gemfile Gemfile.lock ./
ENV BUNDLE_FROZEN=1
RUN bundle install
```

## Good

```dockerfile good
FROM ruby:3.4-slim
ENV BUNDLE_DEPLOYMENT=1
COPY Gemfile Gemfile.lock ./
RUN bundle install
```

```dockerfile good
FROM ruby:3.4-slim
RUN bundle config set --local deployment true && bundle install
```

```dockerfile good
FROM ruby:3.4-slim
ENV BUNDLE_FROZEN=true
RUN bundle install
```

```dockerfile good
FROM ruby:3.4-slim
RUN bundle config --global frozen 1
COPY Gemfile Gemfile.lock ./
RUN bundle install
```

## Fix safety

Unsafe: a lock file that does not fit the Gemfile stops the build from then on. `BUNDLE_FROZEN` is set rather than
`BUNDLE_DEPLOYMENT`, which also moves the gems to another folder.

## When to ignore

There is no lock file, or an image for development.

## Sources

- https://bundler.io/man/bundle-config.1.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import StageRole, Step
from ...fact_checks import PlacedFact
from ...finding import Finding, Fix, Safety, Severity
from ...line_edits import above
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.REPRODUCIBILITY,
    also_known_as={"tally": ("ruby/missing-bundle-deployment",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict",),
)


_VARIABLES = ("BUNDLE_DEPLOYMENT", "BUNDLE_FROZEN")


def _installs(step: Step) -> list[Call]:
    return [Call(step, call) for call in step.invocations if call.tool == "bundle" and call.subcommand == "install"]


def _configures(step: Step) -> tuple[bool, ...]:
    """Whether `bundle config` asks for what the lock file says."""
    text = step.item.text.lower()
    return (True,) if "bundle" in text and ("deployment" in text or "frozen" in text) else ()


@RULE.on_fact(_installs)
def check(placed: PlacedFact[Call], surroundings: Surroundings) -> Iterator[Finding]:
    """Look for installs that nothing in the stage, or in those before it, holds to the lock file."""
    step, invocation, stage = placed.fact.step, placed.fact.invocation, placed.stage
    if step.traits.role not in (StageRole.SHIPPED, StageRole.FEEDS):
        return
    if any(step.binding(name) is not None for name in _VARIABLES):
        return
    if stage.select(_configures).facts or any(parent.select(_configures).facts for parent in stage.parents):
        return
    span = (invocation.subcommand_word or invocation.tool_word).span
    edit = above(step, f"{'ONBUILD ' if step.is_deferred else ''}ENV BUNDLE_FROZEN=1")
    reason = "a lock file that does not fit the Gemfile stops the build"
    fix = Fix("Set `BUNDLE_FROZEN`", Safety.UNSAFE, lambda: (edit,), reason)
    message = "without `BUNDLE_DEPLOYMENT=1` gems may differ from what `Gemfile.lock` says"
    yield RULE.at(step, span, message, fixes=[fix])
