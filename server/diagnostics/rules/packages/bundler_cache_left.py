r"""Remove the downloaded gems in the RUN that installed them.

Bundler and RubyGems unpack a gem and keep its archive too, in the folder `cache` beside the gems. In a shipped image the
archives are of no use.

## Example

```dockerfile bad
FROM ruby:3.4-slim
COPY Gemfile Gemfile.lock ./
RUN bundle install
#          ^^^^^^^ the archives of the gems stay in the layer beside the gems
```

```dockerfile fixed
FROM ruby:3.4-slim
COPY Gemfile Gemfile.lock ./
RUN bundle install \
    && rm -rf "$(gem env home)/cache"
```

## Good

```dockerfile good
FROM ruby:3.4 AS build
RUN bundle install

FROM ruby:3.4-slim
RUN bundle install && rm -rf /usr/local/bundle/cache/*.gem
RUN --mount=type=cache,target=/usr/local/bundle/cache bundle install
```

```dockerfile good
FROM ruby:3.4-slim
ENV BUNDLE_PATH=/gems
RUN bundle install && rm -rf "${BUNDLE_PATH}"/ruby/*/cache
```

## Fix safety

Safe: installed gems do not read their archive.

## When to ignore

Gems are installed again from the archives without a network (`bundle install --local`).

## Sources

- https://bundler.io/man/bundle-install.1.html
- https://guides.rubygems.org/command-reference/#gem-environment
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import BUNDLER
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves_last, span_of

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"tally": ("ruby/leftover-bundler-cache",)},
    fix=Safety.SAFE,
    profiles=("size", "strict"),
)


@RULE.on_invocation("bundle")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands whose downloads nothing behind them removes."""
    if leaves_last(call, BUNDLER):
        message = "the archives of the gems stay in the layer beside the gems"
        yield RULE.at(call.step, span_of(call.invocation), message)
