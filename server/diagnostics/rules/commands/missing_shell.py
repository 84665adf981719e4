r"""Use the exec form in an image without a shell.

A command in shell form is handed to `/bin/sh`. An image that begins from `scratch` or a distroless image has none: `RUN`
fails while building, `CMD` and `ENTRYPOINT` when the container starts.

## Example

```dockerfile bad
FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -o /server .

FROM scratch
COPY --from=build /server /server
CMD /server --port 80
#^^ `scratch` has no shell to run this; write it as a JSON array
```

```dockerfile fixed
FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -o /server .

FROM scratch
COPY --from=build /server /server
CMD ["/server", "--port", "80"]
```

```dockerfile bad
FROM gcr.io/distroless/base-debian12
RUN mkdir /data
#^^ `gcr.io/distroless/base-debian12` has no shell to run this; do it in an earlier stage and copy the result
```

## Good

```dockerfile good
FROM scratch
COPY --from=busybox:1.37 /bin/busybox /bin/sh
RUN echo hello
```

```dockerfile good
FROM scratch
ADD rootfs.tar.xz /
CMD bash
```

```dockerfile good
FROM gcr.io/distroless/base-debian12:debug
SHELL ["/busybox/sh", "-c"]
RUN mkdir /data
```

## Fix safety

Unsafe: the command is started without a shell, which it never had. Offered where it is one command of plain words.

## When to ignore

Where a mount brings the shell.

## Sources

- https://docs.docker.com/reference/dockerfile/#shell-and-exec-form
- https://github.com/GoogleContainerTools/distroless#entrypoints
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ....semantics.mounts import mounts
from ....semantics.programs import program_is_there
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={"tally": ("tally/shell-run-in-scratch",)},
    fix=Safety.UNSAFE,
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    if stage.facts.has_shell is not False or stage.facts.is_windows:
        return
    steps = [
        step for keyword in (Keyword.RUN, Keyword.CMD, Keyword.ENTRYPOINT) for _, step in stage.steps_with(keyword)
    ]
    steps = [step for step in steps if _asks_for_shell(step)]
    if not steps or program_is_there(stage, "sh") is not False:
        return
    base = stage.chain[-1].base.value or "this image"
    for step in steps:
        advice = "do it in an earlier stage and copy the result"
        if step.keyword is not Keyword.RUN:
            advice = "write it as a JSON array"
        yield RULE.at(
            step,
            step.instruction.keyword_span,
            f"`{base}` has no shell to run this; {advice}",
            fixes=[] if step.keyword is Keyword.RUN else _fixes(step),
        )


def _asks_for_shell(step: Step) -> bool:
    """Whether it is in shell form for the shell that no image without one can have."""
    if step.instruction.json is not None or step.shell.instruction is not None or not step.instruction.arguments.text:
        return False
    script = step.script
    if script is not None and script.is_heredoc and script.script.text.text.startswith("#!"):
        return False
    return not any(mount.type == "bind" for mount in mounts(step))


def _fixes(step: Step) -> list[Fix]:
    script = step.commands
    if script is None or len(script.commands) != 1 or script.has_errors or script.separators:
        return []
    command = script.commands[0]
    values = [word.value for word in command.words]
    if None in values or command.assignments or command.redirections or any(word.has_glob for word in command.words):
        return []
    text = json.dumps(values, ensure_ascii=False)
    span = Span(command.span.start, command.span.end)
    if "\n" in step.item.text[span.start : span.end]:
        return []
    reason = "the command is started without the shell that it never had"
    return [Fix("Write it as a JSON array", Safety.UNSAFE, lambda: (Edit(step.item, span, text),), reason)]
