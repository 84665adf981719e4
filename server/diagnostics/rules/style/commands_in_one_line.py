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
from ...chains import ChainLayout, chain_layout, link_layout
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
    text, escape = step.item.text, step.item.escape
    operator = text[span.start : span.end]
    joint = _layout(step, span.start).joint(escape, operator)
    start = len(text[: span.start].rstrip(" \t"))
    end = len(text) - len(text[span.end :].lstrip(" \t"))
    edit = Edit(step.item, Span(start, end), joint)
    return Fix("Put it on a line of its own", Safety.SAFE, lambda: (edit,))


def _layout(step: Step, at: int) -> ChainLayout:
    """How the command behind an operator is to stand: as the one before it, or else as the other links of the chain."""
    line_start = step.item.text.rfind("\n", 0, at) + 1
    starts = [command.span.start for command in step.commands.commands] if step.commands is not None else []
    first = min((start for start in starts if line_start <= start < at), default=at)
    beside = link_layout(step, first)
    if beside is not None:
        return beside
    indentation = step.item.text[line_start:first]
    if line_start and not indentation.strip():
        # The line begins a statement of its own, in which the chain is.
        return ChainLayout(indentation + ("\t" if indentation.endswith("\t") else " " * 4), ends_lines=False)
    return chain_layout(step)
