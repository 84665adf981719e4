r"""Give each command of a long RUN its own line.

Where a RUN has several lines anyway, a command that hangs behind another one is easily missed, and changing it changes the line of
both. The option `every-chain` has those count too that stand on one line, of which nobody needs to be told by default.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y \
#                  ^^ the command behind this hangs on the line of another one
    curl \
    git
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update \
    && apt-get install -y \
    curl \
    git
```

```dockerfile bad profile=tally
FROM debian:13-slim
RUN mkdir /a && cd /a
#            ^^ the command behind this hangs on the line of another one
```

```dockerfile fixed
FROM debian:13-slim
RUN mkdir /a \
    && cd /a
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get update \
    && apt-get install -y curl
RUN mkdir /a && cd /a
```

## Fix safety

Safe: only line ends are added.

## When to ignore

Short commands that belong together.

## Sources

- https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/newline-per-chained-call",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
    options=(
        switch(
            "every-chain", "Whether chains count that stand on one line, also with `||` and in a HEALTHCHECK.", "tally"
        ),
    ),
)


@RULE.on_step(Keyword.RUN, Keyword.HEALTHCHECK)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    item, script = step.item, step.commands
    if script is None or script.has_errors or item.heredocs or item.is_exec_form or step.is_deferred:
        return
    with_every_chain = RULE.is_on("every-chain", surroundings)
    if not with_every_chain and ("\n" not in item.text.rstrip() or item.keyword is Keyword.HEALTHCHECK):
        return
    operators = ("&&", "||") if with_every_chain else ("&&",)
    for separator in script.separators:
        span = separator.span
        if separator.operator not in operators or item.text[span.start : span.end] != separator.operator:
            continue
        before = item.text[: span.start].rpartition("\n")[2].strip()
        after = item.text[span.end :].partition("\n")[0].strip()
        if before and after not in ("", item.escape):
            yield RULE.at(
                step, span, "the command behind this hangs on the line of another one", fixes=[_fix(step, span)]
            )


def _fix(step: Step, span: Span) -> Fix:
    text = step.item.text
    newline = "\r\n" if "\r\n" in text else "\n"
    start = len(text[: span.start].rstrip(" \t"))
    edit = Edit(step.item, Span(start, span.start), f" {step.item.escape}{newline}    ")
    return Fix("Put it on a line of its own", Safety.SAFE, lambda: (edit,))
