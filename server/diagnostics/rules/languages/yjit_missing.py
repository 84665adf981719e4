"""Switch on the compiler of Ruby.

YJIT, in Ruby since 3.1 and fit for production since 3.2, makes Rails some 15 to 30 percent faster for more memory. Rails 7.2 and later
switch it on by themselves.

## Example

```dockerfile bad
FROM ruby:3.4-slim
#    ^^^^^^^^^^^^^ `RUBY_YJIT_ENABLE=1` would make this faster
CMD ["bundle", "exec", "puma"]
```

```dockerfile fixed
FROM ruby:3.4-slim
ENV RUBY_YJIT_ENABLE=1
CMD ["bundle", "exec", "puma"]
```

## Good

```dockerfile good
FROM ruby:3.4-slim
ENV RUBY_YJIT_ENABLE=1
CMD ["bundle", "exec", "puma"]
```

## Fix safety

Unsafe: it costs memory.

## When to ignore

Rails 7.2 or later, or little memory.

## Sources

- https://docs.ruby-lang.org/en/master/yjit/yjit_md.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.stage import Stage
from ...finding import Confidence, Finding, Fix, Safety, Severity
from ...line_edits import below
from ...rule import Category, Rule, Surroundings
from ._stages import image_span, is_for_development, is_set, starts

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("ruby/yjit-not-enabled-on-supported-runtime",)},
    fix=Safety.UNSAFE,
    confidence=Confidence.LOW,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    image, span = stage.chain[-1].base.image, image_span(stage)
    if not stage.is_shipped or image is None or span is None or image.familiar_name != "ruby":
        return
    version = re.match(r"(\d+)\.(\d+)", image.tag or "")
    if version is None or (int(version[1]), int(version[2])) < (3, 2) or is_for_development(stage):
        return
    is_on = is_set(stage, "RUBY_YJIT_ENABLE") or is_set(stage, "RUBYOPT")
    if not is_on and starts(stage, "puma", "rails", "unicorn", "bundle"):
        edit = below(stage.from_step, "ENV RUBY_YJIT_ENABLE=1")
        fix = Fix("Switch YJIT on", Safety.UNSAFE, lambda: (edit,), "it costs memory")
        yield RULE.at(stage.from_step, span, "`RUBY_YJIT_ENABLE=1` would make this faster", fixes=[fix])
