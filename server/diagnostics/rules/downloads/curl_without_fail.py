r"""Let curl fail when the server says no.

Without `--fail`, curl takes the page that says 404 or 500 for the file that was asked for, and reports success. The build
goes on with an error page, and fails later at another place, or not at all. wget needs no such option.

## Example

```dockerfile bad
FROM alpine:3.22
RUN curl -sSLO https://example.com/tool.tar.gz
#   ^^^^ without `--fail`, `curl` keeps an error page for the file and reports success
RUN curl https://example.com/list > list
#   ^^^^ without `--fail`, `curl` keeps an error page for the file and reports success
```

```dockerfile fixed
FROM alpine:3.22
RUN curl -fsSLO https://example.com/tool.tar.gz
RUN curl -f https://example.com/list > list
```

```dockerfile bad
FROM debian:13
RUN curl -sS https://example.com/key.asc | gpg --dearmor -o /etc/apt/keyrings/example.gpg
#   ^^^^ without `--fail`, `curl` hands an error page on and reports success
```

```dockerfile fixed
FROM debian:13
RUN curl -fsS https://example.com/key.asc | gpg --dearmor -o /etc/apt/keyrings/example.gpg
```

## Good

```dockerfile good
FROM alpine:3.22
RUN curl -fsSLO https://example.com/tool.tar.gz && curl --fail-with-body -O https://example.com/a
RUN curl -s -o /dev/null -w '%{http_code}' https://example.com/
RUN curl --version && curl -sI https://example.com/ && curl -s $OPTIONS https://example.com/
RUN curl -sSLO https://example.com/tool.tar.gz && echo "24454f83  tool.tar.gz" | sha256sum -c -
HEALTHCHECK CMD curl http://localhost/
```

An interpreter stops at the error page by itself:

```dockerfile good
FROM python:3.14
RUN curl -sSL https://install.python-poetry.org | python3 -
RUN curl -o- https://example.com/install.sh | bash
```

## Fix safety

Unsafe: a build that went on with an error page stops.

## When to ignore

Where the answer is wanted whatever it says.

## Sources

- https://curl.se/docs/manpage.html#-f
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....shell.model import Command
from ....shell.words import Word
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._checked import is_checked
from ._interpreters import script_reader, writes_to_standard_output

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={"parfum": ("curlUseFlagF",), "droast": ("DF035",)},
    fix=Safety.UNSAFE,
)

_FAILS_OR_LOOKS = (
    "--fail",
    "--fail-with-body",
    "--no-fail",
    "--write-out",
    "--head",
    "--include",
    "--config",
    "--help",
)
_CLUSTER = lazy_pattern(r"-[a-zA-Z]{2,}\Z")


@RULE.on_invocation("curl")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN or invocation.has(*_FAILS_OR_LOOKS) or invocation.unknown_options:
        return
    values = invocation.operand_values
    if not values or any(value is None and not _is_address(word.text) for word, value in _operands(invocation)):
        return
    if any("://localhost" in (value or "") or "://127." in (value or "") for value in values):
        return
    output = invocation.option("--output")
    if (output is not None and output.value == "/dev/null") or is_checked(step) or invocation.command.conditional:
        return
    reader = _reader(step, invocation)
    if reader is not None and script_reader(reader) is not None:
        return
    does = "keeps an error page for the file" if reader is None else "hands an error page on"
    yield RULE.at(
        step,
        invocation.tool_word.span,
        f"without `--fail`, `curl` {does} and reports success",
        fixes=_fixes(step, invocation),
    )


def _reader(step: Step, invocation: Invocation) -> Command | None:
    """The command that a pipe hands the download to."""
    if step.commands is None or not writes_to_standard_output(invocation):
        return None
    commands = step.commands.pipelines[invocation.command.pipeline].commands
    position = commands.index(invocation.command) + 1
    return commands[position] if position < len(commands) else None


def _operands(invocation: Invocation) -> Iterator[tuple[Word, str | None]]:
    return zip(invocation.operands, invocation.operand_values, strict=True)


def _is_address(text: str) -> bool:
    return "://" in text or text.startswith(('"', "'"))


def _fixes(step: Step, invocation: Invocation) -> list[Fix]:
    words = invocation.command.words
    if invocation.tool_word not in words:
        return []
    position = words.index(invocation.tool_word) + 1
    following = words[position] if position < len(words) else invocation.tool_word
    if _CLUSTER.match(following.text):
        at, text = following.span.start + 1, "f"
    else:
        at, text = invocation.tool_word.span.end, " -f"
    if step.item.text[invocation.tool_word.span.start : invocation.tool_word.span.end] != invocation.tool_word.text:
        return []
    reason = "a build that went on with an error page stops"
    return [Fix("Add -f", Safety.UNSAFE, lambda: (Edit(step.item, Span(at, at), text),), reason)]
