r"""Name the version of gems.

Without a version, the same Dockerfile gives another program tomorrow. Best is a `Gemfile.lock` and `bundle install`; where a gem
is named here, name its version too.

This rule is off by default: for tools of the build the newest version is often what is wanted.

## Example

```dockerfile bad
FROM ruby:3.4-slim
RUN gem install rails:8.0.2 rake
#                           ^^^^ `rake` has no version, so the build takes whatever is newest
```

## Good

```dockerfile good
FROM ruby:3.4-slim
RUN gem install bundler -v 2.7.1 && gem install ./local.gem && gem install rake --version '~> 13'
```

## No fix

A version that is right today is gone, or a hole, tomorrow; which one is wanted, and who keeps it up to date, is for a person to
decide.

## When to ignore

Tools whose newest version is wanted.

## Sources

- https://guides.rubygems.org/command-reference/#gem-install
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._pins import UNKNOWN_PACKAGES, open_packages

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.REPRODUCIBILITY,
    also_known_as={"hadolint": ("DL3028",), "kics": ("22cd11f7",), "droast": ("DF053",), "doctor": ("DD030",)},
    is_default=False,
    profiles=("hadolint", "strict"),
    options=(UNKNOWN_PACKAGES,),
)


@RULE.on_invocation("gem")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for packages that are asked for by name alone."""
    invocation = call.invocation
    if invocation.subcommand != "install":
        return
    for package in open_packages(invocation, RULE, surroundings):
        message = f"{package.listed} {package.verb} no version, so the build takes whatever is newest"
        yield RULE.at(call.step, package.span, message)
