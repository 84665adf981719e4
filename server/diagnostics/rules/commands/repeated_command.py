r"""Say only once what the container runs.

Only the last `CMD`, `ENTRYPOINT` and `HEALTHCHECK` of a stage counts; the ones before it are ignored without a word.
Mostly one was meant for another stage, or two things were meant to run.

## Example

```dockerfile bad
FROM node:22-slim
CMD ["node", "migrate.js"]
#^^ only the last `CMD` of a stage counts, so this one does nothing
COPY . .
CMD ["node", "server.js"]
```

```dockerfile fixed
FROM node:22-slim
COPY . .
CMD ["node", "server.js"]
```

## Good

```dockerfile good
FROM node:22-slim AS development
CMD ["npm", "run", "dev"]

FROM development
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node", "server.js"]
HEALTHCHECK NONE
```

## Fix safety

Safe: the instruction is removed that has no effect. The image stays the same but for an empty entry in its history.

## When to ignore

Never.

## Sources

- https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/
- https://docs.docker.com/reference/dockerfile/#cmd
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Related, Safety, Severity, Tag
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("MultipleInstructionsDisallowed",),
        "hadolint": ("DL4003", "DL4004", "DL3012"),
        "tally": ("buildkit/MultipleInstructionsDisallowed",),
        "trivy": ("DS-0016", "AVD-DS-0016", "DS-0007", "AVD-DS-0007", "DS-0023", "AVD-DS-0023"),
        "kics": ("41c195f4", "6938958b"),
        "semgrep": ("multiple-entrypoint-instructions",),
        "dockerfile-utils": ("37",),
        "droast": ("DF038", "DF039", "DF041"),
        "doctor": ("DD036", "DD037", "DD049"),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "buildkit"),
    tags=(Tag.UNNECESSARY,),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    for keyword in (Keyword.CMD, Keyword.ENTRYPOINT, Keyword.HEALTHCHECK):
        steps = stage.steps_with(keyword).facts
        for step in steps[:-1]:
            yield _finding(keyword, step, steps[-1])


def _finding(keyword: Keyword, step: Step, last: Step) -> Finding:
    span = Span(0, len(step.item.text))
    return RULE.at(
        step,
        step.instruction.keyword_span,
        f"only the last `{keyword.value}` of a stage counts, so this one does nothing",
        related=[Related(last.item, last.instruction.keyword_span, "this one counts")],
        fixes=[Fix(f"Remove this {keyword.value}", Safety.SAFE, lambda: (Edit(step.item, span, ""),))],
    )
