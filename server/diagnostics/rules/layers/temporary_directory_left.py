r"""Remove a temporary folder in the RUN that made it.

`mktemp -d` makes a folder that nobody will ever find again. What is left in it stays in the layer.

## Example

```dockerfile bad
FROM debian:13-slim
RUN dir="$(mktemp -d)" && cd "$dir" && curl -fsSLO https://example.com/tool.tar.gz && tar -xzf tool.tar.gz -C /opt
#          ^^^^^^^^^ the folder that this makes is never removed and stays in the layer
```

## Good

```dockerfile good
FROM debian:13-slim
RUN dir="$(mktemp -d)" \
    && curl -fsSL -o "$dir/tool" https://example.com/tool \
    && install "$dir/tool" /usr/local/bin/ \
    && rm -rf "$dir"
RUN --mount=type=tmpfs,target=/tmp dir="$(mktemp -d)" && touch "$dir/a"
```

## No fix

Where in the script the folder is no longer needed is for you to say; `trap` can do it too.

## When to ignore

Nothing is left in the folder.

## Sources

- https://docs.docker.com/build/building/best-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.mounts import is_mounted
from ....semantics.step import Step
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"parfum": ("rmRecursiveAfterMktempD",)},
    confidence=Confidence.MEDIUM,
    profiles=("size",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if not step.traits.is_in_image or "mktemp" not in step.item.text or script is None or script.has_errors:
        return
    names = [program_name(command.name.value or "") for command in script.commands]
    if any(name in ("rm", "trap", "find", "mv") or name.endswith(".sh") for name in names):
        return
    if is_mounted(step, "/tmp") is not False:
        return
    for name, command in zip(names, script.commands, strict=True):
        is_folder = any(word.text in ("-d", "--directory", "-td", "-dt") for word in command.arguments)
        if name == "mktemp" and is_folder and command.in_substitution:
            yield RULE.at(step, command.span, "the folder that this makes is never removed and stays in the layer")
