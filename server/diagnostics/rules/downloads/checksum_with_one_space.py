"""Put two spaces between a checksum and its file.

`sha256sum -c` reads two spaces, or a space and a star. GNU takes one space as well; older releases of BusyBox do not, and the check fails
there.

## Example

```dockerfile bad
FROM alpine:3.22
RUN echo "0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d tool.tar" | sha256sum -c -
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ one space between checksum and file is not read everywhere
```

```dockerfile fixed
FROM alpine:3.22
RUN echo "0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d  tool.tar" | sha256sum -c -
```

## Good

```dockerfile good
FROM alpine:3.22
RUN echo "$SUM  tool.tar" | sha256sum -c -
RUN echo "$SUM *tool.tar" | sha256sum -c -
```

## Fix safety

Safe: both say the same.

## When to ignore

The image has the programs of GNU.

## Sources

- https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.CORRECTNESS,
    also_known_as={"parfum": ("sha256sumEchoOneSpaces",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    for pipeline in script.pipelines if script is not None and "sum" in step.item.text else ():
        names = [program_name(command.name.value or "") for command in pipeline.commands]
        if names[:1] != ["echo"] or not names[-1].endswith("sum"):
            continue
        for word in pipeline.commands[0].arguments:
            match = re.fullmatch(r"[\"'](?:[0-9a-fA-F]{32,128}|\$\{?\w+\}?)( )[^ *\"']+[\"']", word.text)
            if match is not None and step.item.text[word.span.start : word.span.end] == word.text:
                at = word.span.start + match.start(1)
                edit = Edit(step.item, Span(at, at + 1), "  ")
                yield RULE.at(
                    step, word.span, "one space between checksum and file is not read everywhere", fixes=[_fix(edit)]
                )


def _fix(edit: Edit) -> Fix:
    return Fix("Put two", Safety.SAFE, lambda: (edit,))
