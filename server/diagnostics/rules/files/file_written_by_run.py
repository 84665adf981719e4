"""Write files with COPY.

`COPY` with a here-document writes a file without a shell and its quoting, and says its owner and mode in the same place.

## Example

```dockerfile bad
FROM alpine:3.22
RUN echo "listen 8080" > /etc/app.conf
#   ^^^^ `COPY` with a here-document writes this file without a shell
```

## Good

```dockerfile good
FROM alpine:3.22
COPY <<EOF /etc/app.conf
listen 8080
EOF
RUN echo "$(date)" > /built
RUN echo "more" >> /etc/app.conf
```

## No fix

The shell's quoting and the builder's differ.

## When to ignore

Builders that know no here-documents.

## Sources

- https://docs.docker.com/reference/dockerfile/#here-documents
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/prefer-copy-heredoc",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None or len(script.commands) != 1 or step.item.flags:
        return
    command = script.commands[0]
    if program_name(command.name.value or "") not in ("echo", "printf", "cat") or len(command.redirections) != 1:
        return
    written = command.redirections[0]
    is_known = all(word.value is not None for word in command.words) and written.target is not None
    if (
        written.operator == ">"
        and is_known
        and (program_name(command.name.value or "") != "cat" or not command.arguments)
    ):
        yield RULE.at(step, command.name.span, "`COPY` with a here-document writes this file without a shell")
