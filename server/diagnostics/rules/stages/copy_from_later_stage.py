"""Copy from a stage that stands above.

BuildKit knows a stage only once it has been declared, and refuses to copy or mount from one that comes later in the
file.

## Example

```dockerfile bad
FROM alpine:3.22 AS final
COPY --from=build /app /app
#           ^^^^^ the stage `build` is declared below, in line 3; move it above this one
FROM golang:1.26 AS build
RUN --mount=from=tools,target=/tools /tools/check
#                ^^^^^ the stage `tools` is declared below, in line 5; move it above this one
FROM alpine:3.22 AS tools
```

## Good

```dockerfile good
FROM golang:1.26 AS build
FROM alpine:3.22 AS final
COPY --from=build /app /app
```

## No fix

Moving a stage may change which one is the last and so is built by default.

## When to ignore

Never: the build fails.

## Sources

- https://docs.docker.com/reference/dockerfile/#copy---from
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ...finding import Finding, Related, Severity
from ...rule import Category, Rule, Surroundings
from ._sources import sources, taking_files

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={"hadolint": ("DL3022",), "tally": ("hadolint/DL3022", "tally/circular-stage-deps")},
    profiles=("hadolint",),
)


@RULE.on_facts_of_dockerfile(taking_files)
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare the place of each source with that of the stage it names."""
    for source in sources(program):
        if source.target is None or source.target <= source.position:
            continue
        target = program.stages[source.target]
        line = program.tree.source.line_of(program.tree.start(program.starts[source.target])) + 1
        which = f"the stage `{target.name}`" if target.name is not None else f"stage {source.target}"
        message = f"{which} is declared below, in line {line}; move it above this one"
        item = target.from_step.item
        related = Related(item, item.span, "the stage that is named")
        yield RULE.at(source.step, source.use.span, message, related=[related])
