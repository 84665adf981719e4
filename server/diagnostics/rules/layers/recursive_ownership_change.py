"""Set owner and mode where files are copied, not in a later RUN.

A layer holds whole files. Changing the owner or mode of a file that an earlier instruction wrote stores the file a second
time, so `RUN chown -R` behind a `COPY` doubles what was copied. `COPY --chown=` and `COPY --chmod=` write it once.

## Example

```dockerfile bad
FROM node:22-slim
WORKDIR /app
COPY . .
RUN chown -R node:node /app
#   ^^^^^^^^ `chown -R` stores everything below `/app` a second time, since another layer wrote it
USER node
```

```dockerfile fixed
FROM node:22-slim
WORKDIR /app
COPY --chown=node:node . .
RUN chown node:node /app
USER node
```

```dockerfile bad
FROM debian:13-slim
COPY bin/ /opt/tool/bin/
RUN chmod -R 0755 /opt/tool/bin
#   ^^^^^^^^ `chmod -R` stores everything below `/opt/tool/bin` a second time, since another layer wrote it
```

## Good

```dockerfile good
FROM node:22-slim
WORKDIR /app
COPY --chown=node:node . .
RUN mkdir -p /var/cache/app && chown -R node:node /var/cache/app
```

```dockerfile good
FROM node:22-slim AS build
COPY . /app
RUN chown -R node:node /app

FROM node:22-slim
COPY --from=build --chown=node:node /app/dist /app
```

```dockerfile good
FROM prom/prometheus:v3.5.0
COPY prometheus.yml /etc/prometheus/prometheus.yml
RUN chown -R nobody:nobody /etc/prometheus
```

## Fix safety

Unsafe: the copied files get the same owner, but files that other instructions wrote below the folder in between would
keep theirs. It is offered where one `COPY` or `ADD` without `--chown` wrote the folder and nothing else ran in between.

## When to ignore

Where the files are few and small.

## Sources

- https://docs.docker.com/reference/dockerfile/#copy---chown---chmod
- https://docs.docker.com/engine/storage/drivers/#the-copy-on-write-cow-strategy
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.file_effects import FileEffect, PathEffect, path_effects
from ....semantics.mounts import is_below
from ....semantics.selection import Selection
from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...fact_checks import FactsOfStage, PlacedFact
from ...finding import Edit, Finding, Fix, Related, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SIZE,
    also_known_as={"tally": ("tally/prefer-copy-chmod",)},
    fix=Safety.UNSAFE,
    profiles=("size",),
)

_CHANGES = (FileEffect.CHANGES_OWNER, FileEffect.CHANGES_MODE)


def _changes(step: Step) -> list[PathEffect]:
    """Recursive changes of owner or mode."""
    return [effect for effect in path_effects(step) if effect.effect in _CHANGES and effect.is_tree]


@RULE.on_fact(_changes)
def check(change: PlacedFact[PathEffect], surroundings: Surroundings) -> Iterator[Finding]:
    if change.stage.is_shipped:
        yield from _finding(change.stage, change.stage.select(path_effects), change.position, change.fact)


def _finding(
    stage: FactsOfStage, effects: Selection[PathEffect], position: int, change: PathEffect
) -> Iterator[Finding]:
    writer = next(
        (
            earlier
            for earlier in effects.before(position)
            if earlier.effect is FileEffect.WRITES
            and earlier.is_tree
            and earlier.step.keyword in (Keyword.COPY, Keyword.ADD)
            and is_below(earlier.path, change.path)
            and not _was_right_at_once(earlier, change)
        ),
        None,
    )
    invocation = change.invocation
    if writer is None or invocation is None:
        return
    recursive = invocation.option("--recursive")
    if recursive is None:
        return
    span = Span(invocation.tool_word.span.start, recursive.span.end)
    yield RULE.at(
        change.step,
        span,
        f"`{invocation.tool_word.text} -R` stores everything below `{change.path}` a second time, "
        f"since another layer wrote it",
        related=[Related(writer.step.item, writer.step.instruction.keyword_span, "the files are written here")],
        fixes=_fixes(stage, effects, position, change, writer),
    )


def _was_right_at_once(writer: PathEffect, change: PathEffect) -> bool:
    """Whether the copy already says the owner or mode, so that the change finds nothing to do."""
    flag = "chown" if change.effect is FileEffect.CHANGES_OWNER else "chmod"
    return writer.step.instruction.flag(flag) is not None


def _fixes(
    stage: FactsOfStage, effects: Selection[PathEffect], position: int, change: PathEffect, writer: PathEffect
) -> list[Fix]:
    invocation = change.invocation
    if invocation is None or change.effect is not FileEffect.CHANGES_OWNER or len(invocation.operands) != 2:
        return []
    owner = invocation.operand_values[0]
    writers = [effect for effect in effects.before(position) if is_below(effect.path, change.path)]
    if owner is None or writers != [writer] or _runs_between(stage, writer.step, position):
        return []
    recursive = invocation.option("--recursive")
    if recursive is None or recursive.word.text != recursive.written:
        return []
    if not _is_known_before(owner, invocation, change.step):
        return []
    # COPY takes the number of the user as the group where none is named; `chown` leaves the group of root.
    owner = owner if ":" in owner else f"{owner}:0"

    def edits() -> tuple[Edit, ...]:
        end = writer.step.instruction.keyword_span.end
        start = recursive.span.start
        return (
            Edit(writer.step.item, Span(end, end), f" --chown={owner}"),
            Edit(change.step.item, Span(start, recursive.span.end + 1), ""),
        )

    return [
        Fix(
            f"Copy with --chown={owner}",
            Safety.UNSAFE,
            edits,
            "the folder itself and what other instructions wrote in it may keep another owner",
        )
    ]


def _is_known_before(owner: str, invocation: Invocation, step: Step) -> bool:
    """Whether COPY can be told this owner: both halves written, and no account that the RUN itself may create."""
    if owner.startswith(":") or owner.endswith(":") or "." in owner:
        return False
    script = step.commands
    return owner.replace(":", "").isdecimal() or (script is not None and script.commands[0] is invocation.command)


def _runs_between(stage: FactsOfStage, writer: Step, changed_at: int) -> bool:
    """Whether another RUN stands between the copy and the change, which might write into the folder."""
    copies = stage.steps_with(writer.item.keyword or Keyword.COPY)
    copied_at = next(position for position, step in copies if step is writer)
    return any(copied_at < position < changed_at for position in stage.steps_with(Keyword.RUN).positions)
