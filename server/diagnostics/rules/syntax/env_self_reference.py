"""Do not use a variable in the same ENV that sets it.

All values of an ENV are worked out with the variables as they were before the instruction. What another pair of the
same ENV sets is not seen yet: the variable is empty, or still has the value of the base image.

## Example

```dockerfile bad
FROM alpine:3.22
ENV APP_HOME=/srv/app PATH=$APP_HOME/bin:$PATH
#                           ^^^^^^^^ this ENV sets `APP_HOME`, but its values are worked out before that, so it is empty here
```

```dockerfile fixed
FROM alpine:3.22
ENV APP_HOME=/srv/app
ENV PATH=$APP_HOME/bin:$PATH
```

```dockerfile bad
FROM alpine:3.22
ENV GOPATH=/go \\
    GOBIN=${GOPATH}/bin \\
#           ^^^^^^ this ENV sets `GOPATH`, but its values are worked out before that, so it is empty here
    CGO_ENABLED=0
```

```dockerfile fixed
FROM alpine:3.22
ENV GOPATH=/go
ENV GOBIN=${GOPATH}/bin \\
    CGO_ENABLED=0
```

## Good

```dockerfile good
FROM alpine:3.22
ENV A=x B="\\${A}_y" C=1
ENV D=$A A=$A:more PATH=/opt/bin:$PATH
ENV E=${F:-1} F=2
```

## Fix safety

Unsafe: the variable gets the value that was meant, where it was empty or another one so far.

## When to ignore

You want the value from before the instruction.

## Sources

- https://docs.docker.com/reference/dockerfile/#environment-replacement
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.environment import Binding, BindingKind
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ....syntax.words import KeyValue
from ...finding import Confidence, Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._references import Reference, references

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3044",),
        "droast": ("DF062",),
        "buildkit": ("UndefinedVar",),
        "tally": ("buildkit/UndefinedVar",),
    },
    fix=Safety.UNSAFE,
    profiles=("hadolint", "buildkit"),
)

_WITH_OWN_DEFAULT = (":-", "-", ":+", "+", ":?", "?")


@RULE.on_step(Keyword.ENV)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare the variables of each pair with the names of the others."""
    pairs = step.instruction.key_values
    if len(pairs) < 2:
        return
    for reference in references(step.instruction):
        name = reference.expansion.name
        if reference.pair is None or reference.pair.key.text == name:
            continue
        setter = next((pair for pair in pairs if pair.key.text == name), None)
        if setter is None or reference.expansion.operator in _WITH_OWN_DEFAULT or _appends(step, setter):
            continue
        binding = step.binding(name)
        if binding is not None and binding.kind in (BindingKind.ENVIRONMENT, BindingKind.BUILD_ARGUMENT):
            continue
        yield _finding(step, reference, setter, binding)


def _appends(step: Step, setter: KeyValue) -> bool:
    """Whether the pair itself builds on the value from before."""
    return any(
        reference.pair is setter and reference.expansion.name == setter.key.text
        for reference in references(step.instruction)
    )


def _finding(step: Step, reference: Reference, setter: KeyValue, binding: Binding | None) -> Finding:
    name = setter.key.text
    is_known = step.before.environment.is_complete
    if binding is not None:
        then = "so here it still has the value of the base image"
    else:
        then = "so it is empty here" if is_known else "so here it has no value, or that of the base image"
    message = f"this ENV sets `{name}`, but its values are worked out before that, {then}"
    certainty = Confidence.HIGH if is_known and binding is None else Confidence.MEDIUM
    fixes = [] if reference.pair is None else _split(step, reference.pair, setter)
    return RULE.at(step, reference.expansion.name_span, message, fixes=fixes, confidence=certainty)


def _split(step: Step, pair: KeyValue, setter: KeyValue) -> list[Fix]:
    """Begin another ENV at the pair, if the variable is set before it and no comment stands between."""
    pairs = step.instruction.key_values
    index = pairs.index(pair)
    if setter.span > pair.span or step.is_deferred or index == 0:
        return []
    gap = Span(pairs[index - 1].span.end, pair.span.start)
    if "#" in step.item.text[gap.start : gap.end]:
        return []
    indentation = step.item.text[step.item.skipped : step.item.keyword_span.start]
    edit = Edit(step.item, gap, f"\n{indentation}{step.item.keyword_text} ")
    reason = "the variable gets another value than so far"
    return [Fix("Set it in an ENV of its own", Safety.UNSAFE, lambda: (edit,), reason)]
