r"""Remove downloaded gems after `gem install`.

RubyGems unpacks a gem and keeps its archive too, in the folder `cache` beside the gems. That is little for a single tool,
so this rule is off by default.

## Example

```dockerfile bad
FROM ruby:3.4-slim
RUN gem install rails
#       ^^^^^^^ the archives of the gems stay in the layer beside the gems
```

```dockerfile fixed
FROM ruby:3.4-slim
RUN gem install rails \
    && rm -rf "$(gem env home)/cache"
```

## Good

```dockerfile good
FROM ruby:3.4-slim
RUN gem install rails && rm -rf $(gem env gemdir)/cache/*
RUN gem install --install-dir /gems rake
```

## Fix safety

Safe: installed gems do not read their archive.

## When to ignore

The archives are wanted in the image.

## Sources

- https://guides.rubygems.org/command-reference/#gem-environment
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import GEM
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves_last, span_of

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    fix=Safety.SAFE,
    is_default=False,
    profiles=("size", "strict"),
)


@RULE.on_invocation("gem")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands whose downloads nothing behind them removes."""
    if leaves_last(call, GEM):
        message = "the archives of the gems stay in the layer beside the gems"
        yield RULE.at(call.step, span_of(call.invocation), message)
