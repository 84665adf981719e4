r"""Configure Bundler with `bundle config` rather than with flags that it remembers.

`bundle install --without`, `--path`, `--deployment` and their like write a setting that later calls silently obey. They have been
deprecated since Bundler 2.1, and Bundler 4 refuses them. `bundle config set --local` says the same and is here to stay.

## Example

```dockerfile bad
FROM ruby:3.4-slim
RUN bundle install --jobs 4 --without development test
#                           ^^^^^^^^^ Bundler 4 refuses `--without`; use `bundle config set --local without`
```

## Good

```dockerfile good
FROM ruby:3.4-slim
RUN bundle config set --local without 'development test' \
    && bundle config set --local deployment true \
    && bundle install --jobs 4
```

## No fix

The setting has to come before every call that should obey it, which may be in another instruction.

## When to ignore

An image with Bundler 1, which knows no `bundle config set`.

## Sources

- https://bundler.io/man/bundle-install.1.html#REMEMBERED-OPTIONS
- https://bundler.io/man/bundle-config.1.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.logical_text import Span
from ...finding import Finding, Severity, Tag
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("ruby/deprecated-bundler-install-flags",)},
    profiles=("strict",),
    tags=(Tag.DEPRECATED,),
)

_REMEMBERED = {
    "--without": "without",
    "--with": "with",
    "--path": "path",
    "--deployment": "deployment",
    "--frozen": "frozen",
    "--clean": "clean",
    "--no-prune": "no_prune",
    "--shebang": "shebang",
    "--system": "path.system",
    "--binstubs": "bin",
}


@RULE.on_invocation("bundle")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for the flags that Bundler remembers."""
    if call.invocation.subcommand != "install":
        return
    for option in call.invocation.options:
        setting = _REMEMBERED.get(option.name)
        if setting is not None:
            start = option.span.start
            span = Span(start, start + len(option.written))
            message = f"Bundler 4 refuses `{option.name}`; use `bundle config set --local {setting}`"
            yield RULE.at(call.step, span, message)
