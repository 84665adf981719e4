"""Build the assets of Rails without a key.

`rails assets:precompile` starts the application, which asks for its secret key. With `SECRET_KEY_BASE_DUMMY=1` (Rails 7.1) it makes one up,
so that no real one has to be in the build.

## Example

```dockerfile bad
FROM ruby:3.4-slim
ENV RAILS_ENV=production
RUN ./bin/rails assets:precompile
#               ^^^^^^^^^^^^^^^^^ this asks for the secret key unless `SECRET_KEY_BASE_DUMMY=1` is set
```

```dockerfile fixed
FROM ruby:3.4-slim
ENV RAILS_ENV=production
RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile
```

## Good

```dockerfile good
FROM ruby:3.4-slim
ENV RAILS_ENV=production
RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile
```

## Fix safety

Unsafe: releases of Rails before 7.1 do not know the variable, and ask for the key all the same.

## When to ignore

The key comes with a secret mount.

## Sources

- https://guides.rubyonrails.org/asset_pipeline.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.model import Script
from ....shell.words import Word
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.SECURITY,
    also_known_as={"tally": ("ruby/asset-precompile-without-dummy-key",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None or "SECRET_KEY_BASE" in step.item.text or "type=secret" in step.item.text:
        return
    if any(step.binding(name) is not None for name in ("SECRET_KEY_BASE", "SECRET_KEY_BASE_DUMMY", "RAILS_MASTER_KEY")):
        return
    for word in script.words:
        if word.value == "assets:precompile":
            message = "this asks for the secret key unless `SECRET_KEY_BASE_DUMMY=1` is set"
            yield RULE.at(step, word.span, message, fixes=_fixes(step, script, word))
            return


def _fixes(step: Step, script: Script, word: Word) -> list[Fix]:
    command = next((command for command in script.commands if word in command.words), None)
    if command is None or (step.script is not None and step.script.is_exec_form):
        return []
    at = command.name.span.start
    edit = Edit(step.item, Span(at, at), "SECRET_KEY_BASE_DUMMY=1 ")
    reason = "releases of Rails before 7.1 do not know the variable"
    return [Fix("Set `SECRET_KEY_BASE_DUMMY`", Safety.UNSAFE, lambda: (edit,), reason)]
