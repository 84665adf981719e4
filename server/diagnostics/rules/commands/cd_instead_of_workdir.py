r"""Change directory with WORKDIR, not with a cd at the start of a RUN.

The directory that `cd` goes to is forgotten at the end of the `RUN`. `WORKDIR` says once where the following instructions
work, creates the folder if need be, and is what `docker exec` and the program itself start in.

## Example

```dockerfile bad
FROM debian:13-slim
WORKDIR /
RUN cd /src/app && make install
#   ^^^^^^^^^^^ this `cd` lasts only for this `RUN`; `WORKDIR /src/app` says where the work is done
COPY site /site
```

```dockerfile fixed
FROM debian:13-slim
WORKDIR /
WORKDIR /src/app
RUN make install
WORKDIR /
COPY site /site
```

```dockerfile bad
FROM debian:13-slim
WORKDIR /src
RUN cd app \
#   ^^^^^^ this `cd` lasts only for this `RUN`; `WORKDIR /src/app` says where the work is done
    # Everything is made here.
    && make \
    && make install
WORKDIR /srv
```

```dockerfile fixed
FROM debian:13-slim
WORKDIR /src
WORKDIR /src/app
RUN make \
    && make install
WORKDIR /srv
```

## Good

```dockerfile good
FROM debian:13-slim
WORKDIR /src
RUN make
RUN (cd /tmp && make) && make install
RUN make -C /src/other
RUN cd /src/one && make && cd /src/two && make
RUN cd "$(mktemp -d)" && make
RUN for d in a b; do cd "/src/$d" && make; done
RUN cd /tmp/build && make install
RUN cd /src/three && make install && rm -rf /src/three
```

## Fix safety

Safe: the directory before is known, and `WORKDIR` goes back to it behind the `RUN` unless another `WORKDIR` follows.

## When to ignore

Where a folder is entered once and the way back would only be noise.

## Sources

- https://docs.docker.com/build/building/best-practices/#workdir
- https://docs.docker.com/reference/dockerfile/#workdir
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.file_effects import absolute_path
from ....semantics.mounts import is_mounted
from ....semantics.step import Step
from ....shell.model import Script
from ....syntax.flags import Flag
from ....syntax.grammar import Keyword
from ....syntax.items import Instruction
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._directory_changes import stands_for_workdir

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={
        "hadolint": ("DL3003",),
        "tally": ("hadolint/DL3003",),
        "trivy": ("DS-0013", "AVD-DS-0013"),
        "kics": ("f4a6bcd3",),
        "semgrep": ("use-workdir",),
        "droast": ("DF008",),
        "doctor": ("DD045",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint",),
)


@RULE.on_invocation("cd")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    script = step.commands
    if script is None or not stands_for_workdir(call):
        return
    path = absolute_path(step.workdir.value, invocation.operand_values[0])
    if path is None:
        return
    yield RULE.at(
        step,
        invocation.command.span,
        f"this `cd` lasts only for this `RUN`; `WORKDIR {path}` says where the work is done",
        fixes=_fixes(step, script, path),
    )


def _fixes(step: Step, script: Script, path: str) -> list[Fix]:
    before = step.workdir.value
    following = step.next
    goes_elsewhere = following is not None and following.keyword is Keyword.WORKDIR and _is_absolute_word(following)
    if step.is_deferred or step.script is None or step.script.is_heredoc or (before is None and not goes_elsewhere):
        return []
    if is_mounted(step, path) is not False or any(map(_is_relative, step.instruction.flags)):
        return []

    def edits() -> tuple[Edit, ...]:
        start = script.commands[0].span.start
        rest = script.commands[1].span.start
        # The last directory is where the container starts, so the way back is needed at the end of a stage as well.
        text = step.item.text
        back = "" if goes_elsewhere else f"WORKDIR {before}\n"
        line_end = ""
        if back and not text.endswith("\n"):
            line_end, back = "\n", back.rstrip("\n")
        return (
            Edit(step.item, Span(0, 0), f"WORKDIR {path}\n"),
            Edit(step.item, Span(start, rest), ""),
            *([Edit(step.item, Span(len(text), len(text)), line_end + back)] if back else []),
        )

    return [Fix(f"Use WORKDIR {path}", Safety.SAFE, edits)]


def _is_relative(flag: Flag) -> bool:
    """Whether a mount is placed from the working directory, so that it would move with it."""
    target = flag.mount_option("target", "dst", "destination") if flag.name == "mount" else None
    return target is not None and target.value_word is not None and not target.value_word.text.startswith("/")


def _is_absolute_word(instruction: Instruction) -> bool:
    return bool(instruction.words) and instruction.words[0].text.startswith("/")
