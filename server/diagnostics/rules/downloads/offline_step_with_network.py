"""Take the network from a step that needs none.

`RUN --network=none` keeps an installation that is meant to work offline from reaching out all the same.

## Example

```dockerfile bad
FROM ruby:3.4-slim
RUN bundle install --local
#                  ^^^^^^^ this is meant to work offline; `RUN --network=none` holds it to that
```

```dockerfile fixed
FROM ruby:3.4-slim
RUN --network=none bundle install --local
```

## Good

```dockerfile good
FROM ruby:3.4-slim
RUN --network=none bundle install --local
```

## Fix safety

Unsafe: something else in the step may need the network.

## When to ignore

Builders that know no `--network`.

## Sources

- https://docs.docker.com/reference/dockerfile/#run---network
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SECURITY,
    also_known_as={"tally": ("ruby/prefer-network-none-install",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("security", "strict"),
)


@RULE.on_invocation("bundle", "npm", "pnpm", "cargo", "pip", "uv", "yarn")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    invocation = call.invocation
    if invocation.tool == "bundle" and invocation.subcommand != "install":
        return
    option = invocation.option("--local" if invocation.tool == "bundle" else "--offline", "--no-index")
    if option is not None and call.step.keyword is Keyword.RUN and call.step.instruction.flag("network") is None:
        at = call.step.instruction.keyword_span.end
        edit = Edit(call.step.item, Span(at, at), " --network=none")
        reason = "something else in the step may need the network"
        fix = Fix("Take the network away", Safety.UNSAFE, lambda: (edit,), reason)
        message = "this is meant to work offline; `RUN --network=none` holds it to that"
        yield RULE.at(call.step, option.span, message, fixes=[fix])
