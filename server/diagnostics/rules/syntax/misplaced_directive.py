"""Put `# syntax=` and `# escape=` at the very top.

Parser directives count only in the first lines, before any other comment, any empty line and any instruction, and `#
syntax=` only where the number sign begins the line. Anywhere else they are comments, and nothing says so: the builder's
own frontend reads the file, and the backslash stays the escape character.

## Example

```dockerfile bad
# Builds the server.
# syntax=docker/dockerfile:1
#^^^^^^^^^^^^^^^^^^^^^^^^^^^ `# syntax=` counts only at the top of the file, before other comments; this is just a comment
FROM alpine:3.22
```

```dockerfile fixed
# syntax=docker/dockerfile:1
# Builds the server.
FROM alpine:3.22
```

```dockerfile bad

# escape=`
#^^^^^^^^^ `# escape=` counts only at the top of the file, before other comments; this is just a comment
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
```

```dockerfile fixed
# escape=`

FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
```

## Good

```dockerfile good
# syntax=docker/dockerfile:1
# escape=\\
# Builds the server; the syntax=docker/dockerfile:1 above is needed.
FROM alpine:3.22
```

## Fix safety

Unsafe: another frontend is downloaded to read the file, or another character is the escape character then.

## When to ignore

The comment is an example.

## Sources

- https://docs.docker.com/reference/dockerfile/#parser-directives
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.items import Comment, Item
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._frontend import directive_named

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    fix=Safety.UNSAFE,
)

_SYNTAX = lazy_pattern(r"syntax\s*=\s*[\w.-]+(?:/[\w.-]+)+(?:[:@][\w.:-]+)?", re.IGNORECASE)
_ESCAPE = lazy_pattern(r"escape\s*=\s*[`\\]", re.IGNORECASE)
_BYTE_ORDER_MARK = "\ufeff"


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at the comments above the first FROM."""
    found: set[str] = set()
    for item in program.preamble:
        name = _name(item) if isinstance(item, Comment) else None
        if not isinstance(item, Comment) or name is None or name in found or directive_named(program, name) is not None:
            continue
        found.add(name)
        message = f"`# {name}=` counts only at the top of the file, before other comments; this is just a comment"
        yield RULE.at(item, item.span, message, fixes=_move(program, item, name))


def _name(comment: Comment) -> str | None:
    if _SYNTAX.fullmatch(comment.content):
        return "syntax"
    return "escape" if _ESCAPE.fullmatch(comment.content) else None


def _move(program: Program, comment: Comment, name: str) -> list[Fix]:
    first = program.tree.items[0]
    text = comment.text.strip()
    reason = (
        "another frontend is downloaded to read the file"
        if name == "syntax"
        else "the file is read with another escape character"
    )
    if first is comment:
        start = comment.text.index("#")
        indentation = Edit(comment, Span(len(_mark(comment)), start), "")
        return [Fix("Remove the indentation", Safety.UNSAFE, lambda: (indentation,), reason, uncovers=True)]
    if first.text.startswith("#!"):
        return []
    at = len(_mark(first))
    edits = (
        Edit(first, Span(at, at), f"{text}\n"),
        Edit(comment, Span(0, len(comment.text)), ""),
    )
    return [Fix("Move it to the top", Safety.UNSAFE, lambda: edits, reason, uncovers=True)]


def _mark(item: Item) -> str:
    return _BYTE_ORDER_MARK if item.text.startswith(_BYTE_ORDER_MARK) else ""
