"""Compile bootsnap's cache with one process.

`bootsnap precompile` starts several processes, which hang or crash where the image is built under emulation (QEMU), as for another
platform.

## Example

```dockerfile bad
FROM ruby:3.4-slim
RUN bundle exec bootsnap precompile --gemfile
#                        ^^^^^^^^^^ under emulation this hangs without `-j 1`
```

```dockerfile fixed
FROM ruby:3.4-slim
RUN bundle exec bootsnap precompile -j 1 --gemfile
```

## Good

```dockerfile good
FROM ruby:3.4-slim
RUN bundle exec bootsnap precompile -j 1 --gemfile
```

## Fix safety

Unsafe: without emulation the step takes longer.

## When to ignore

The image is never built under emulation.

## Sources

- https://github.com/rails/bootsnap/issues/495
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.words import Word
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.CORRECTNESS,
    also_known_as={"tally": ("ruby/bootsnap-precompile-without-j1",)},
    fix=Safety.UNSAFE,
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
            is_exec_form = step.script is not None and step.script.is_exec_form
            message = "under emulation this hangs without `-j 1`"
            yield RULE.at(step, word.span, message, fixes=[] if is_exec_form else [_fix(step, word)])
            return


def _fix(step: Step, word: Word) -> Fix:
    edit = Edit(step.item, Span(word.span.end, word.span.end), " -j 1")
    return Fix("Add `-j 1`", Safety.UNSAFE, lambda: (edit,), "without emulation the step takes longer")
