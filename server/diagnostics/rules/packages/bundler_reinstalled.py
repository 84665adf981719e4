"""Use the Bundler that Ruby brings.

Ruby comes with Bundler, and Bundler by itself changes to the version that `Gemfile.lock` asks for. Installing it costs a layer and
makes the build depend on the day.

## Example

```dockerfile bad
FROM ruby:3.4-slim
RUN gem install bundler
#               ^^^^^^^ the `ruby` image brings Bundler already
```

## Good

```dockerfile good
FROM ruby:3.4-slim
RUN gem install bundler -v 2.6.2
RUN gem install bundler:2.6.2 rake
```

## No fix

Something later may ask for exactly this version.

## When to ignore

Very old releases of Ruby.

## Sources

- https://bundler.io/blog/2022/01/23/bundler-v2-3.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("ruby/redundant-bundler-install",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_invocation("gem")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    image = call.step.traits.base.image
    if call.invocation.subcommand != "install" or image is None or image.familiar_name != "ruby":
        return
    for package in call.invocation.packages:
        if package.name == "bundler" and package.version is None and package.is_pinned is False:
            yield RULE.at(call.step, package.word.span, "the `ruby` image brings Bundler already")
