r"""Clean up behind `gem update --system`.

The update leaves a copy of RubyGems' installer and its downloads in the home folder.

## Example

```dockerfile bad
FROM ruby:3.4-slim
RUN gem update --system
#       ^^^^^^ what the update downloads stays in the home folder
```

```dockerfile fixed
FROM ruby:3.4-slim
RUN gem update --system \
    && rm -rf /root/.gem
```

## Good

```dockerfile good
FROM ruby:3.4-slim
RUN gem update --system && rm -rf /root/.gem
```

## Fix safety

Unsafe: only offered where root runs the step; another home folder is not known.

## When to ignore

The stage is not shipped in any form.

## Sources

- https://guides.rubygems.org/command-reference/#gem-update
"""

from __future__ import annotations

from collections.abc import Iterator

from ...chains import appended_command
from ...finding import Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SIZE,
    also_known_as={"parfum": ("gemUpdateSystemRmRootGem",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("size", "strict"),
)


@RULE.on_invocation("gem")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    invocation = call.invocation
    text = call.step.item.text
    if invocation.subcommand == "update" and "--system" in text and ".gem" not in text and call.step.traits.is_in_image:
        span = (invocation.subcommand_word or invocation.tool_word).span
        message = "what the update downloads stays in the home folder"
        yield RULE.at(call.step, span, message, fixes=_fixes(call))


def _fixes(call: Call) -> list[Fix]:
    edit = appended_command(call.step, "rm -rf /root/.gem") if call.step.user.value in ("root", "0") else None
    reason = "what else is in the folder goes too"
    return [] if edit is None else [Fix("Remove it in the same RUN", Safety.UNSAFE, lambda: (edit,), reason)]
