"""Give Rails its folders.

Rails writes into `tmp`, `log` and `storage`, and SQLite into `db`. As another user than root it can only do so in folders that belong to
that user.

## Example

```dockerfile bad
FROM ruby:3.4-slim
WORKDIR /rails
COPY . .
USER 1000:1000
CMD ["./bin/rails", "server"]
#^^ `1000:1000` owns none of the folders that Rails writes into
```

## Good

```dockerfile good
FROM ruby:3.4-slim
WORKDIR /rails
COPY . .
RUN chown -R 1000:1000 db log storage tmp
USER 1000:1000
CMD ["./bin/rails", "server"]
```

## No fix

Which of the folders are written to is not known here.

## When to ignore

The folders are mounted.

## Sources

- https://guides.rubyonrails.org/getting_started.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.accounts import is_root
from ....semantics.stage import Stage
from ....semantics.start_command import program_names, stands_in, start_command
from ....semantics.step import Step
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={"tally": ("ruby/state-paths-not-writable-as-non-root",)},
    confidence=Confidence.LOW,
    is_default=False,
    profiles=("strict",),
)


def _gives_away(step: Step) -> tuple[bool, ...]:
    return (True,) if "chown" in step.item.text or "chmod" in step.item.text or "VOLUME" in step.item.text else ()


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    user = stage.final_state.user
    if (
        not stage.is_shipped
        or is_root(user.value) is not False
        or "rails" not in program_names(start_command(stage).step)
    ):
        return
    step = start_command(stage).step
    if step is not None and stands_in(stage, step) and not any(link.select(_gives_away).facts for link in stage.chain):
        message = f"`{user.value}` owns none of the folders that Rails writes into"
        yield RULE.at(step, step.item.keyword_span, message)
