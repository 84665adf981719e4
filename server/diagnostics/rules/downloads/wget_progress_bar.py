r"""Keep the progress bar of wget out of the build log.

wget draws a line for every 50 kilobytes where no terminal is attached: a hundred megabytes make two thousand lines in
the log. Off until it is asked for, since it changes nothing in the image.

## Example

```dockerfile bad
FROM debian:13-slim
RUN wget https://example.com/tool.tar.gz
#   ^^^^ `wget` draws its progress into the build log line by line
```

```dockerfile fixed
FROM debian:13-slim
RUN wget --progress=dot:giga https://example.com/tool.tar.gz
```

```dockerfile bad
FROM alpine:3.22
RUN wget https://example.com/tool.tar.gz
#   ^^^^ `wget` draws its progress into the build log line by line
```

```dockerfile fixed
FROM alpine:3.22
RUN wget -q https://example.com/tool.tar.gz
```

## Good

```dockerfile good
FROM debian:13-slim
RUN wget -q https://example.com/a && wget -nv https://example.com/b && wget --progress=dot:mega https://example.com/c
RUN wget -o wget.log https://example.com/d && wget --version
```

## Fix safety

Safe: only the output changes.

## When to ignore

Where the log is read by nobody.

## Sources

- https://www.gnu.org/software/wget/manual/wget.html#Download-Options
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
    Category.STYLE,
    also_known_as={
        "hadolint": ("DL3047",),
        "tally": ("hadolint/DL3047",),
        "droast": ("DF056",),
    },
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict", "hadolint"),
)

_QUIET = (
    "--quiet",
    "--no-verbose",
    "--progress",
    "--output-file",
    "--append-output",
    "--background",
    "--version",
    "--help",
)


@RULE.on_invocation("wget")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN or invocation.has(*_QUIET) or invocation.unknown_options:
        return
    if not invocation.operands or any(
        value is None and "/" not in word.text and not word.is_quoted and not word.text.startswith("$(")
        for word, value in zip(invocation.operands, invocation.operand_values, strict=True)
    ):
        return
    end = invocation.tool_word.span.end
    option = {"busybox": " -q", "dash": " --progress=dot:giga", "bash": " --progress=dot:giga"}.get(
        step.traits.facts.sh_is or ""
    )
    fixes = []
    if option is not None and step.item.text[invocation.tool_word.span.start : end] == invocation.tool_word.text:
        text = option
        fixes = [Fix(f"Add{text}", Safety.SAFE, lambda: (Edit(step.item, Span(end, end), text),))]
    message = "`wget` draws its progress into the build log line by line"
    yield RULE.at(step, invocation.tool_word.span, message, fixes=fixes)
