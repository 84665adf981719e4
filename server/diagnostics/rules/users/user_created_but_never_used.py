r"""Run as the user that was created.

A user that a `RUN` creates and nothing names afterwards changes nothing: the container still runs as root. Mostly the
`USER` was forgotten.

## Example

```dockerfile bad
FROM debian:13-slim
RUN groupadd --gid 1001 svc && useradd --uid 1001 --gid svc svc
#                                                           ^^^ the user `svc` is created, yet nothing runs as it
COPY server /usr/local/bin/
CMD ["server"]
```

```dockerfile fixed
FROM debian:13-slim
RUN groupadd --gid 1001 svc && useradd --uid 1001 --gid svc svc
COPY server /usr/local/bin/
USER 1001
CMD ["server"]
```

## Good

```dockerfile good
FROM debian:13-slim
RUN useradd --uid 1001 svc
USER 1001
CMD ["server"]
```

```dockerfile good
FROM debian:13-slim
RUN useradd svc && chown svc /data
COPY docker-entrypoint.sh /
ENTRYPOINT ["/docker-entrypoint.sh"]
```

```dockerfile good
FROM debian:13-slim
RUN useradd builder && su builder -c "make"
CMD ["nginx"]
```

```dockerfile good
FROM node:24-slim AS dev-envs
RUN useradd --create-home vscode
CMD ["npm", "start"]
```

## Fix safety

Unsafe: what runs may write where only root may. The `USER` stands behind the last step that may need root.

## When to ignore

For a user that a server switches to by its own configuration.

## Sources

- https://docs.docker.com/build/building/best-practices/#user
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.accounts import created_users, is_root
from ....semantics.stage import Stage
from ....semantics.start_command import gives_up_root, is_script, start_command
from ....semantics.step import Step
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Finding, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ..languages._stages import is_for_development

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SECURITY,
    also_known_as={"tally": ("tally/user-created-but-never-used",)},
    fix=Safety.UNSAFE,
    profiles=("security",),
)

_TOKEN = lazy_pattern(r"[A-Za-z0-9_][\w-]*")


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    created = stage.select(created_users).facts
    if not created or is_for_development(stage) or not stage.is_shipped or not is_root(stage.final_state.user.value):
        return
    step = start_command(stage).step
    if step is None or is_script(step) or gives_up_root(stage) is not False:
        return
    mentions = [mention for link in stage.chain for mention in link.select(_tokens).facts]
    for user in created:
        names = {user.name} if user.uid is None else {user.name, user.uid}
        elsewhere = any(
            not names.isdisjoint(tokens) for where, tokens in mentions if where is not user.step
        ) or _is_named_again(user.step, user.word.text, user.name)
        if not elsewhere:
            message = f"the user `{user.name}` is created, yet nothing runs as it"
            yield RULE.at(user.step, user.word.span, message)


def _tokens(step: Step) -> tuple[tuple[Step, frozenset[str]], ...]:
    return ((step, frozenset(_TOKEN.findall(step.item.text))),)


def _is_named_again(step: Step, written: str, name: str) -> bool:
    """Whether the step that creates the user hands something to it or runs something as it."""
    for invocation in step.invocations:
        if invocation.tool in ("useradd", "adduser", "groupadd", "addgroup", "usermod", "passwd", "chpasswd"):
            continue
        for word in invocation.command.words:
            if name in _TOKEN.findall(word.value or word.text) or written in word.text:
                return True
    return False
