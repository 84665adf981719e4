r"""Do not write a command where none is run.

`ENV`, `ARG` and `LABEL` replace variables and nothing else: no shell sees their values. A command in backticks or `$(…)`
stays there as text, so that the variable is `` `pwd` `` and not a path. Run the command in the `RUN` that needs its
result, or hand the result over as a build argument.

## Example

```dockerfile bad
FROM python:3.14-slim
ENV PYTHONPATH=`pwd`
#              ^^^^^ nothing runs `pwd` here, so it stays in the value as text
LABEL built="on $(date)"
#               ^^^^^^^ nothing runs `date` here, so it stays in the value as text
```

## Good

```dockerfile good
FROM debian:13-slim
ARG BUILT
ENV PS1="$(whoami) > " NOTE='a `word`' START_COMMAND="run $(nproc)" HOME_OF="$HOME" PRICE=\$(10)
LABEL built="$BUILT"
RUN make -j "$(nproc)"
```

## No fix

What the command would have said on the day of the build is not in the file.

## When to ignore

Where a program runs what it finds in the variable.

## Sources

- https://docs.docker.com/reference/dockerfile/#environment-replacement
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ....syntax.words import KeyValue
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.CORRECTNESS, confidence=Confidence.MEDIUM)

_COMMAND = lazy_pattern(r"(?<!\\)(?:\$\((?!\()(?P<called>[\w./-]+)[^()]*\)|`(?P<quoted>[\w./-]+)[^`]*`)")
_MEANT_FOR_A_SHELL = lazy_pattern(r"(?i)\APS\d\Z|PROMPT|CMD|COMMAND|SCRIPT|HOOK")


@RULE.on_step(Keyword.ENV, Keyword.ARG, Keyword.LABEL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for pair in step.instruction.key_values:
        if pair.value is None or "'" in pair.value.text or _MEANT_FOR_A_SHELL.search(pair.key.text):
            continue
        match = _COMMAND.search(pair.value.text)
        if match is not None:
            name = match["called"] or match["quoted"]
            message = f"nothing runs `{name}` here, so it stays in the value as text"
            yield RULE.at(step, _span(step, pair, match.span()), message)


def _span(step: Step, pair: KeyValue, part: tuple[int, int]) -> Span:
    """The part of a value, or all of it where a line ends within."""
    assert pair.value is not None
    whole = pair.value.span
    if step.item.text[whole.start : whole.end] != pair.value.text:
        return whole
    return Span(whole.start + part[0], whole.start + part[1])
