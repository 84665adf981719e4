r"""Let a failing command fail its pipe.

The result of a pipe is that of its last command. When the download in `wget -O- … | sort` fails, `sort` still
succeeds, and the build goes on with half a file. With `pipefail` the pipe fails when any of its commands does.

A pipe whose last command fails by itself when something is missing, such as `tar` or `sha256sum --check`, and one that
begins with a filter such as `find` are left to `minor-pipe-without-pipefail`.

It is an option of bash, of the shell of Alpine and of dash from version 0.5.13 on; Debian 12 and Ubuntu 24.04 have an
older one. Pipes whose first commands cannot fail, such as `echo`, and those whose result decides an `if` are left alone.

## Example

```dockerfile bad
FROM alpine:3.22
RUN wget -qO- https://example.com/hosts | sort -u > /etc/blocked
#   ^^^^ a failure of `wget` goes unnoticed in this pipe, since `pipefail` is off
```

```dockerfile fixed
FROM alpine:3.22
RUN set -o pipefail && wget -qO- https://example.com/hosts | sort -u > /etc/blocked
```

```dockerfile bad
FROM debian:12-slim
RUN curl -fsSL https://example.com/hosts | sort -u > /etc/blocked
#   ^^^^ a failure of `curl` goes unnoticed in this pipe, since `pipefail` is off
RUN true
```

```dockerfile fixed
FROM debian:12-slim
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -fsSL https://example.com/hosts | sort -u > /etc/blocked
RUN true
```

```dockerfile bad
FROM alpine:3.22
RUN <<EOF
set -e
list-packages | xargs apk add
#^^^^^^^^^^^^ a failure of `list-packages` goes unnoticed in this pipe, since `pipefail` is off
EOF
```

```dockerfile fixed
FROM alpine:3.22
RUN <<EOF
set -o pipefail
set -e
list-packages | xargs apk add
EOF
```

## Good

```dockerfile good
FROM debian:13-slim
SHELL ["/usr/bin/bash", "-o", "pipefail", "-c"]
RUN curl -fsSL https://example.com/hosts | sort > /etc/blocked
RUN yq eval '.a | .b' file.yml && echo "y" | tool --setup
```

```dockerfile good
FROM alpine:3.22
RUN set -eo pipefail; wget -qO- https://example.com/hosts | sort > /etc/blocked
RUN wget -qO- https://example.com/a.tar.gz | tar xz
RUN for name in $(list-packages | sort); do apk add "$name"; done
RUN if cat /etc/os-release | grep -q alpine; then apk add bash; fi
RUN <<EOF
#!/bin/bash
set -o pipefail
cat list | sort > sorted
EOF
```

## Fix safety

Unsafe: a pipe that failed unnoticed until now stops the build, and so does one whose last command stops reading early,
as `head` does; behind such a pipe no fix is offered. Where the shell has no such option and bash is in the image, a
`SHELL` instruction makes bash the shell of all later steps.

## When to ignore

Where the first command is allowed to fail; `|| true` behind it says so.

## Sources

- https://docs.docker.com/build/building/best-practices/#using-pipes
- https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#set
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ...finding import Finding, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._pipes import Pipe, Risk, beginning_with_shell, fixes, pipes

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
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
    profiles=("hadolint",),
)


def _findings(step: Step) -> tuple[Finding, ...]:
    """The findings of a step, with the fix that needs to know nothing of other steps."""
    found = [pipe for pipe in pipes(step) if pipe.risk is Risk.REAL]
    return tuple(_finding(pipe, is_first=number == 0) for number, pipe in enumerate(found))


def _finding(pipe: Pipe, *, is_first: bool) -> Finding:
    return RULE.at(
        pipe.step,
        pipe.command.name.span,
        f"a failure of `{pipe.command.name.value or pipe.command.name.text}` goes unnoticed in this pipe, "
        "since `pipefail` is off",
        severity=None if pipe.is_download else Severity.INFORMATION,
        fixes=fixes(pipe.step) if is_first else (),
    )


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    yield from beginning_with_shell(stage, stage.select(_findings))
