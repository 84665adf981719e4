r"""Name the last USER by its number.

Kubernetes cannot tell whether a name is root: with `runAsNonRoot` it refuses to start an image whose user is not a number.
Only the last `USER` of the shipped image matters, and many images are never started with that option, so this is off
until it is asked for. The option `every-stage` has the last `USER` of each stage count, and `every-user` each
`USER` that is not written as a number.

## Example

```dockerfile bad
FROM debian:13-slim
RUN groupadd --gid 1001 svc && useradd --uid 1001 --gid svc svc
USER svc:svc
#    ^^^ Kubernetes cannot tell that `svc` is not root; write its number
```

```dockerfile bad
FROM node:22-slim
USER node
#    ^^^^ Kubernetes cannot tell that `node` is not root; write its number
```

```dockerfile fixed
FROM node:22-slim
USER 1000
```

```dockerfile bad profile=hadolint
FROM mcr.microsoft.com/dotnet/aspnet:10.0
USER root
#    ^^^^ `root` is not a number, so Kubernetes cannot tell who it is
RUN useradd svc
USER ${APP_UID}
#    ^^^^^^^^^^ `${APP_UID}` is not a number, so Kubernetes cannot tell who it is
```

## Good

```dockerfile good
FROM mcr.microsoft.com/dotnet/aspnet:10.0
USER root
RUN useradd svc
USER ${APP_UID}
```

## Fix safety

Safe: the number is the one that the file or the base image gives that very user, so group and home stay the same. It is
not offered beside a group, which would have to become a number too.

## When to ignore

Where nothing asks for `runAsNonRoot`.

## Sources

- https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
- https://docs.docker.com/reference/dockerfile/#user
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.accounts import created_users, is_root
from ....semantics.environment import BindingKind
from ....semantics.stage import Stage
from ....semantics.start_command import last_step
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ....syntax.words import Word
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...options import every_stage, switch
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SECURITY,
    also_known_as={"hadolint": ("DL3066",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict", "hadolint"),
    options=(
        every_stage("hadolint"),
        switch(
            "every-user",
            "Whether each USER counts that is not written as a number, also root, a variable and one of Windows.",
            "hadolint",
        ),
    ),
)


@RULE.on_step(Keyword.USER)
def check_every(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    if step.is_deferred or not step.instruction.words or not RULE.is_on("every-user", surroundings):
        return
    word = step.instruction.words[0]
    if not _as_told_by_file(step, word)[:1].isdigit():
        yield RULE.at(step, word.span, f"`{word.text}` is not a number, so Kubernetes cannot tell who it is")


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    step = last_step(stage, Keyword.USER)
    value = stage.final_state.user.value
    if RULE.is_on("every-user", surroundings):
        return
    if step is None or value is None or is_root(value) or stage.facts.is_windows:
        return
    if not (stage.is_shipped or RULE.is_on("every-stage", surroundings)):
        return
    name, _, group = value.partition(":")
    if not name or name.isdigit():
        return
    word = step.instruction.words[0]
    span = word.span
    fixes = []
    if word.text == value:
        span = Span(span.start, span.start + len(name))
        number = None if group else _number(stage, name)
        if number is not None:
            fixes = [Fix(f"Write {number}", Safety.SAFE, lambda: (Edit(step.item, span, number),))]
    message = f"Kubernetes cannot tell that `{name}` is not root; write its number"
    yield RULE.at(step, span, message, fixes=fixes)


def _as_told_by_file(step: Step, word: Word) -> str:
    """What the word comes to, or as it is written where the value is not to be seen in the file."""
    bindings = [step.binding(expansion.name) for expansion in word.expansions]
    if any(binding is None or binding.kind is BindingKind.BASE_IMAGE for binding in bindings):
        return word.text
    return step.evaluate(word) or word.text


def _number(stage: Stage, name: str) -> str | None:
    for link in stage.chain:
        for user in reversed(link.select(created_users).facts):
            if user.name == name:
                return user.uid if user.uid is not None and user.uid.isdigit() else None
    known = stage.facts.unprivileged_user
    return str(known.uid) if known is not None and known.name == name and known.uid is not None else None
