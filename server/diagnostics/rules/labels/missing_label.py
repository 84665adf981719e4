"""Give the image the labels that were agreed on.

Labels say who made an image, from which source and which version it is. Which ones an image needs is for its makers to agree on, in
the option `required`; without it, any label will do.

## Example

```dockerfile bad
FROM alpine:3.22
#    ^^^^^^^^^^^ the image has no labels that say what it is
CMD ["sh"]
```

## Good

```dockerfile good
FROM alpine:3.22 AS build

FROM alpine:3.22
LABEL org.opencontainers.image.version="1.2.3"
CMD ["sh"]
```

```dockerfile good profile=hadolint
FROM alpine:3.22
CMD ["sh"]
```

## No fix

What the labels say is not known here.

## When to ignore

The labels are added by the build, as `docker buildx build --label` and the build action of GitHub do.

## Sources

- https://docs.docker.com/engine/manage-resources/labels/
- https://specs.opencontainers.org/image-spec/annotations/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....project.plain_values import as_list
from ....semantics.stage import Stage
from ....syntax.bodies import From, body_of
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...options import OptionKind, RuleOption, switch
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={"hadolint": ("DL3049",), "droast": ("DF074",), "doctor": ("DD046", "DD078")},
    is_default=False,
    profiles=("strict", "hadolint"),
    options=(
        RuleOption("required", OptionKind.TEXTS, "The labels that an image must have."),
        switch("only-required", "Whether an image without any is left alone unless some are required.", "hadolint"),
    ),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    body = body_of(stage.from_step.item)
    if not stage.is_shipped or not isinstance(body, From) or body.image is None:
        return
    option = as_list(surroundings.options.get(RULE.id, {}).get("required"))
    required = [name for name in option or () if isinstance(name, str)]
    present = _names(stage)
    if None in present:
        return
    missing = [name for name in required if name not in present]
    if missing:
        listed = ", ".join(f"`{name}`" for name in missing)
        yield RULE.at(stage.from_step, body.image.span, f"the image lacks labels that were agreed on: {listed}")
    elif not required and not present and not RULE.is_on("only-required", surroundings):
        yield RULE.at(stage.from_step, body.image.span, "the image has no labels that say what it is")


def _names(stage: Stage) -> set[str | None]:
    """The names of the labels of a stage and those it begins from, ``None`` among them where one is not known."""
    return {
        pair.key.value
        for link in stage.chain
        for step in link.steps_with(Keyword.LABEL).facts
        for pair in step.instruction.key_values
    }
