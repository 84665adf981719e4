"""Clean up behind `gem update --system`.

The update leaves a copy of RubyGems' installer and its downloads in the home folder.

## Example

```dockerfile bad
FROM ruby:3.4-slim
RUN gem update --system
#       ^^^^^^ what the update downloads stays in the home folder
```

## Good

```dockerfile good
FROM ruby:3.4-slim
RUN gem update --system && rm -rf /root/.gem
```

## No fix

Whose home folder it is depends on the user.

## When to ignore

The stage is not shipped in any form.

## Sources

- https://guides.rubygems.org/command-reference/#gem-update
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SIZE,
    also_known_as={"parfum": ("gemUpdateSystemRmRootGem",)},
    is_default=False,
    profiles=("size", "strict"),
)


@RULE.on_invocation("gem")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    invocation = call.invocation
    text = call.step.item.text
    if invocation.subcommand == "update" and "--system" in text and ".gem" not in text and call.step.traits.is_in_image:
        span = (invocation.subcommand_word or invocation.tool_word).span
        yield RULE.at(call.step, span, "what the update downloads stays in the home folder")
