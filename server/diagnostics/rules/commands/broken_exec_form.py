r"""Write the exec form as valid JSON.

An array that is not valid JSON is not refused: the builder hands the whole text, brackets and all, to a shell, which
finds no such program when the container starts. Strings stand in double quotes, with commas between them and none behind
the last. Variables are not expanded in an exec form, so one cannot stand there without quotes either.

## Example

```dockerfile bad
FROM node:22-slim
CMD ['node', 'server.js']
#    ^^^^^^ this is not a JSON array but a command for a shell: JSON strings stand in double quotes
```

```dockerfile fixed
FROM node:22-slim
CMD ["node", "server.js"]
```

```dockerfile bad
FROM node:22-slim
ARG PORT=80
CMD ["server", $PORT]
#              ^^^^^ this is not a JSON array but a command for a shell: `$PORT` stands without double quotes
```

```dockerfile bad
FROM node:22-slim
ENTRYPOINT ["node", "server.js",]
#                              ^ this is not a JSON array but a command for a shell: a comma stands before the closing bracket
```

```dockerfile fixed
FROM node:22-slim
ENTRYPOINT ["node", "server.js"]
```

## Good

```dockerfile good
FROM debian:13-slim
ARG DEBUG
RUN [ "$DEBUG" = "true" ] || exit 0
RUN [ -f /etc/passwd ] && [ -d /etc ]
CMD ["/bin/sh"]
```

## Fix safety

Unsafe: what was a shell command becomes a program with arguments. That is what the brackets say, and yet another thing.

## When to ignore

Never; a test in brackets is not reported.

## Sources

- https://docs.docker.com/reference/dockerfile/#exec-form
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ....project.plain_values import as_list
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.items import Instruction
from ....syntax.json_form import NotJson
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("JSONArgsRecommended",),
        "hadolint": ("DL3025",),
        "tally": ("tally/invalid-json-form",),
        "kics": ("34945ae8",),
        "dockerfile-utils": ("49",),
    },
    fix=Safety.UNSAFE,
    profiles=("hadolint", "buildkit"),
)

_LOOKS_LIKE_AN_ARRAY = lazy_pattern(
    r"\[\s*(?:[\"'\u201c\u2018][^\]]*[\"'\u201d\u2019]\s*(?:,|\])|[\"'][^\"']*[\"']\s*,)"
)


@RULE.on_step(Keyword.CMD, Keyword.ENTRYPOINT, Keyword.HEALTHCHECK, Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    broken = step.instruction.json
    if not isinstance(broken, NotJson) or broken.is_refused or not _is_meant(step.instruction):
        return
    repaired = _repaired(step.instruction)
    text = step.instruction.command_text
    span = text.span(0, len(text.text))
    fixes: list[Fix] = []
    if repaired is not None and "\n" not in step.item.text[span.start : span.end]:
        fixes.append(
            Fix(
                "Write valid JSON",
                Safety.UNSAFE,
                lambda: (Edit(step.item, span, repaired),),
                "what was a shell command becomes a program with arguments",
            )
        )
    yield RULE.at(
        step,
        broken.span,
        f"this is not a JSON array but a command for a shell: {broken.reason}",
        fixes=fixes,
    )


def _is_meant(instruction: Instruction) -> bool:
    """Whether an array was meant; a RUN and a HEALTHCHECK may begin with a test in brackets."""
    text = instruction.command_text.text.strip()
    if instruction.keyword in (Keyword.CMD, Keyword.ENTRYPOINT):
        return not re.match(r"\[\[?\s+-?\w", text)
    return text.endswith("]") and "&&" not in text and "||" not in text and bool(_LOOKS_LIKE_AN_ARRAY.match(text))


def _repaired(instruction: Instruction) -> str | None:
    """The text as valid JSON, where only quotes, commas or backslashes were wrong; ``None`` otherwise."""
    text = instruction.command_text.text.strip()
    candidates = [re.sub(r",\s*\]\Z", "]", text)]
    plain = re.sub("[\u201c\u201d]", '"', candidates[0])
    candidates.append(plain)
    if '"' not in plain and "\\" not in plain:
        candidates.append(re.sub("['\u2018\u2019]", '"', plain))
    candidates.append(re.sub(r'"(\s+)"', r'",\1"', plain))
    candidates.append(re.sub(r'\\(?!["\\/bfnrtu])', r"\\\\", plain))
    for candidate in candidates:
        try:
            read = as_list(json.loads(candidate))
        except ValueError:
            continue
        if read and all(isinstance(element, str) for element in read):
            return candidate
    return None
