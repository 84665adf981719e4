r"""Set `pipefail` for pipes that hardly fail unnoticed, too.

In these pipes a failure either shows by itself or is unlikely: `tar`, `sha256sum --check` and `gpg` fail when what they
read is missing or cut off, `grep` when nothing comes, and a pipe that begins with `find` or `cat` reads what is in the
image anyway. One who sets `pipefail` everywhere need not think about which pipe is which.

The rule is off by default. Its option `harmless-pipes` has those count that begin with what cannot fail, such as `echo`,
and those whose result is looked at or only an argument. Pipes in which a failure goes unnoticed belong to `pipe-without-pipefail`.

## Example

```dockerfile bad
FROM alpine:3.22
RUN wget -qO- https://example.com/tool.tar.gz | tar xz -C /opt
#   ^^^^ `pipefail` is off, so that this pipe may go on after a failure of `wget`
```

```dockerfile fixed
FROM alpine:3.22
RUN set -o pipefail && wget -qO- https://example.com/tool.tar.gz | tar xz -C /opt
```

```dockerfile bad
FROM alpine:3.22
RUN <<EOF
set -e
cat /etc/list | xargs apk add
#^^ `pipefail` is off, so that this pipe may go on after a failure of `cat`
EOF
```

```dockerfile fixed
FROM alpine:3.22
RUN <<EOF
set -o pipefail
set -e
cat /etc/list | xargs apk add
EOF
```

```dockerfile bad profile=hadolint
FROM alpine:3.22
RUN echo "$TARGETARCH" | sed s/amd64/x86_64/ > /etc/architecture
#   ^^^^ `pipefail` is off, so that this pipe may go on after a failure of `echo`
```

```dockerfile fixed
FROM alpine:3.22
RUN set -o pipefail && echo "$TARGETARCH" | sed s/amd64/x86_64/ > /etc/architecture
```

## Good

```dockerfile good
FROM debian:13-slim
RUN if [ -f .git ] && head -n 1 .git | grep -q "^gitdir:"; then echo worktree; fi
```

```dockerfile good
FROM debian:13-slim
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -fsSL https://example.com/a.tar.gz | tar xz
```

## Fix safety

Unsafe: a pipe that failed unnoticed until now stops the build, and so does one whose last command stops reading early.

## When to ignore

Where nobody minds; that is why the rule is off by default.

## Sources

- https://docs.docker.com/build/building/best-practices/#using-pipes
- https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#set
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ...finding import Finding, Safety, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings
from ._pipes import Pipe, Risk, beginning_with_shell, fixes, pipes

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL4006",),
        "tally": ("hadolint/DL4006",),
        "kics": ("efbf148a",),
        "semgrep": ("set-pipefail",),
        "droast": ("DF057",),
        "doctor": ("DD040",),
    },
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("hadolint", "strict"),
    options=(
        switch(
            "harmless-pipes",
            "Whether pipes count in which nothing fails, as behind `echo`, or nobody minds.",
            "hadolint",
            "tally",
        ),
    ),
)


def _findings(step: Step) -> tuple[Finding, ...]:
    """The findings of a step, with the fix that needs to know nothing of other steps."""
    return _findings_of(step, Risk.MINOR)


def _findings_with_harmless(step: Step) -> tuple[Finding, ...]:
    return _findings_of(step, Risk.MINOR, Risk.NONE)


def _findings_of(step: Step, *risks: Risk) -> tuple[Finding, ...]:
    found = [pipe for pipe in pipes(step) if pipe.risk in risks]
    return tuple(_finding(pipe, is_first=number == 0) for number, pipe in enumerate(found))


def _finding(pipe: Pipe, *, is_first: bool) -> Finding:
    return RULE.at(
        pipe.step,
        pipe.command.name.span,
        f"`pipefail` is off, so that this pipe may go on after a failure of `{pipe.command.name.value or pipe.command.name.text}`",
        fixes=fixes(pipe.step) if is_first else (),
    )


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    findings = _findings_with_harmless if RULE.is_on("harmless-pipes", surroundings) else _findings
    yield from beginning_with_shell(stage, stage.select(findings))
