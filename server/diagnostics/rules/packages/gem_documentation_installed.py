r"""Install gems without their documentation.

RubyGems builds and installs the documentation of every gem, which nobody reads in a container: it takes time and often more room
than the gem. The official Ruby images switch it off by a setting; elsewhere `--no-document` does.

## Example

```dockerfile bad
FROM alpine:3.22
RUN apk add --no-cache ruby && gem install rake
#                                  ^^^^^^^ `gem install` builds documentation into the image; `--no-document` leaves it out
```

```dockerfile fixed
FROM alpine:3.22
RUN apk add --no-cache ruby && gem install --no-document rake
```

## Good

```dockerfile good
FROM ruby:3.4-slim
RUN gem install rake
```

```dockerfile good
FROM alpine:3.22
RUN echo 'gem: --no-document' > /etc/gemrc
RUN gem install rake && gem install -N rails
```

## Fix safety

Safe: what is left out is documentation.

## When to ignore

The image is made to read documentation in.

## Sources

- https://guides.rubygems.org/command-reference/#gem-install
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ...fact_checks import PlacedFact
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import written
from ._prompts import option_fix

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"parfum": ("gemUpdateNoDocument",), "doctor": ("DD061",)},
    fix=Safety.SAFE,
    profiles=("size", "strict"),
)

_OFF = ("--no-document", "--no-rdoc", "--no-ri")


def _documenting_calls(step: Step) -> list[Call]:
    calls = [Call(step, invocation) for invocation in step.invocations if invocation.tool == "gem"]
    return [
        call
        for call in calls
        if call.invocation.subcommand in ("install", "update")
        and not call.invocation.has(*_OFF, "--document", "--help")
    ]


def _settings(step: Step) -> tuple[Step, ...]:
    return (step,) if "gemrc" in step.item.text else ()


@RULE.on_fact(_documenting_calls)
def check(placed: PlacedFact[Call], surroundings: Surroundings) -> Iterator[Finding]:
    """Look for installs in the shipped image, unless a setting leaves documentation out."""
    call, stage = placed.fact, placed.stage
    word = call.invocation.subcommand_word
    image = (stage.parents[-1].base if stage.parents else stage.traits.base).image
    is_ruby = image is not None and image.official_name in ("ruby", "jruby", "truffleruby")
    if word is None or is_ruby or not stage.traits.is_in_image:
        return
    if len(stage.select(_settings)) or any(len(parent.select(_settings)) for parent in stage.parents):
        return
    message = f"`{written(call.invocation)}` builds documentation into the image; `--no-document` leaves it out"
    fixes = option_fix(call, word.span, "--no-document", "Add `--no-document`")
    yield RULE.at(call.step, word.span, message, fixes=fixes)
