"""Compile bootsnap's cache with one process.

`bootsnap precompile` starts several processes, which hang or crash where the image is built under emulation (QEMU), as for another
platform.

## Example

```dockerfile bad
FROM ruby:3.4-slim
RUN bundle exec bootsnap precompile --gemfile
#                        ^^^^^^^^^^ under emulation this hangs without `-j 1`
```

## Good

```dockerfile good
FROM ruby:3.4-slim
RUN bundle exec bootsnap precompile -j 1 --gemfile
```

## No fix

Rails writes `-j 1` behind `precompile`; without emulation it only takes longer.

## When to ignore

The image is never built under emulation.

## Sources

- https://github.com/rails/bootsnap/issues/495
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
    Category.CORRECTNESS,
    also_known_as={"tally": ("ruby/bootsnap-precompile-without-j1",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None or "bootsnap" not in step.item.text:
        return
    for command in script.commands:
        values = [word.value or "" for word in command.words]
        if "bootsnap" in values and "precompile" in values and not any(value.startswith("-j") for value in values):
            word = command.words[values.index("precompile")]
            yield RULE.at(step, word.span, "under emulation this hangs without `-j 1`")
