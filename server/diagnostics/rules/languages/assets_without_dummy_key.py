"""Build the assets of Rails without a key.

`rails assets:precompile` starts the application, which asks for its secret key. With `SECRET_KEY_BASE_DUMMY=1` (Rails 7.1) it makes one up,
so that no real one has to be in the build.

## Example

```dockerfile bad
FROM ruby:3.4-slim
ENV RAILS_ENV=production
RUN ./bin/rails assets:precompile
#               ^^^^^^^^^^^^^^^^^ this asks for the secret key unless `SECRET_KEY_BASE_DUMMY=1` is set
```

## Good

```dockerfile good
FROM ruby:3.4-slim
ENV RAILS_ENV=production
RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile
```

## No fix

Older releases of Rails do not know it.

## When to ignore

The key comes with a secret mount.

## Sources

- https://guides.rubyonrails.org/asset_pipeline.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SECURITY,
    also_known_as={"tally": ("ruby/asset-precompile-without-dummy-key",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None or "SECRET_KEY_BASE" in step.item.text or "type=secret" in step.item.text:
        return
    if any(step.binding(name) is not None for name in ("SECRET_KEY_BASE", "SECRET_KEY_BASE_DUMMY", "RAILS_MASTER_KEY")):
        return
    for word in script.words:
        if word.value == "assets:precompile":
            yield RULE.at(step, word.span, "this asks for the secret key unless `SECRET_KEY_BASE_DUMMY=1` is set")
            return
