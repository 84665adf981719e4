r"""Put files where they belong at once.

Moving a file that an earlier instruction wrote stores it a second time: the layer below keeps it at the old place, and the
new layer holds it at the new one. A renamed tree of 500 MB makes the image 500 MB larger.

## Example

```dockerfile bad
FROM debian:13-slim
COPY model.bin /tmp/model.bin
RUN mv /tmp/model.bin /opt/model.bin
#      ^^^^^^^^^^^^^^ moving `/tmp/model.bin` here stores it a second time, since another layer holds it
```

```dockerfile fixed
FROM debian:13-slim
COPY model.bin /opt/model.bin
```

```dockerfile bad
FROM debian:13-slim
RUN tar -xf /srv/data.tar -C /opt/data
RUN mv /opt/data /srv/data
#      ^^^^^^^^^ moving `/opt/data` here stores it a second time, since another layer holds it
```

## Good

```dockerfile good
FROM debian:13-slim
COPY model.bin /opt/model.bin
RUN curl -fsSLo /tmp/tool https://example.com/tool && mv /tmp/tool /usr/local/bin/tool
```

```dockerfile good
FROM debian:13-slim AS build
COPY . /src
RUN mv /src/dist /out

FROM nginx:1.30
COPY --from=build /out /usr/share/nginx/html
```

## Fix safety

Unsafe: offered where one file is copied by the instruction right above and moved by a RUN that does nothing else. The old
place may have been needed for a moment.

## When to ignore

A few bytes.

## Sources

- https://docs.docker.com/engine/storage/drivers/#images-and-layers
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.file_effects import FileEffect, PathEffect, path_effects
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...fact_checks import PlacedFact
from ...finding import Edit, Finding, Fix, Related, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._earlier_writers import certain_writer, taken_from_others

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.SIZE, fix=Safety.UNSAFE, profiles=("size",))


def _moves(step: Step) -> list[PathEffect]:
    """What a step moves away that it did not write itself."""
    return taken_from_others(step, _is_move)


def _is_move(effect: PathEffect) -> bool:
    return effect.effect is FileEffect.REMOVES and effect.invocation is not None and effect.invocation.tool == "mv"


def _is_more_than_a_folder(effect: PathEffect) -> bool:
    return effect.invocation is None or effect.invocation.tool != "mkdir"


@RULE.on_fact(_moves)
def check(move: PlacedFact[PathEffect], surroundings: Surroundings) -> Iterator[Finding]:
    if not move.stage.is_shipped:
        return
    moved = move.fact
    earlier = move.stage.select(path_effects).before(move.position)
    writer = certain_writer(earlier, moved, counts=_is_more_than_a_folder)
    if writer is not None:
        yield RULE.at(
            moved.step,
            moved.span,
            f"moving `{moved.path}` here stores it a second time, since another layer holds it",
            related=[Related(writer.step.item, writer.span, f"`{writer.path}` is written here")],
            fixes=_fixes(moved, writer),
        )


def _fixes(move: PathEffect, writer: PathEffect) -> list[Fix]:
    """Copy to the place itself, where the RUN right behind the COPY does nothing but move that one file."""
    step, invocation = move.step, move.invocation
    script, body = step.commands, body_of(writer.step.instruction)
    if script is None or invocation is None or not isinstance(body, Transfer) or body.destination is None:
        return []
    target = invocation.operand_values[-1]
    is_alone = len(script.commands) == 1 and len(invocation.operands) == 2 and not script.commands[0].redirections
    is_one_file = len(body.sources) == 1 and not writer.is_tree and body.destination.text == move.path
    if not is_alone or not is_one_file or target is None or not target.startswith("/") or target.endswith("/"):
        return []
    if (
        step.previous is not writer.step.item
        or invocation.operands[-1].text != target
        or step.keyword is not Keyword.RUN
    ):
        return []
    if step.instruction.flags or invocation.wrappers or writer.step.keyword is not Keyword.COPY:
        return []

    def edits() -> tuple[Edit, ...]:
        return (
            Edit(writer.step.item, writer.span, target),
            Edit(step.item, Span(0, len(step.item.text)), ""),
        )

    reason = "the target may be a folder, into which the file was moved"
    return [Fix(f"Copy to `{target}`", Safety.UNSAFE, edits, reason)]
