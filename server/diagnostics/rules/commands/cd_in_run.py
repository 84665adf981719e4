r"""Say where the work is done with WORKDIR, also where a RUN changes directory more than once.

A long `RUN` that walks from folder to folder is hard to follow, and what it does depends on where it stands at each
command. Often the first folder can be a `WORKDIR`, or the tool takes the folder as an option (`make -C`, `tar -C`,
`cmake -B`, `git -C`).

The option `subshells` has those count that end with their subshell.

`cd-instead-of-workdir` reports the plain case, which it can mend: one `cd` at the start. This rule reports all others,
for those who want to hear of every `cd`, as hadolint and Trivy report it; it is off by default.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSL https://example.com/tool.tar.gz | tar -xz && cd tool && make install
#                                                           ^^^^^^^ `cd` in the middle of a `RUN`; `WORKDIR` or an option of the tool says where the work is done
```

```dockerfile bad profile=hadolint
FROM debian:13-slim
RUN curl -fsSL https://example.com/tool.tar.gz | tar -xz && (cd tool && make install)
#                                                            ^^^^^^^ `cd` in the middle of a `RUN`; `WORKDIR` or an option of the tool says where the work is done
```

## Good

```dockerfile good
FROM debian:13-slim
WORKDIR /src
RUN make -C one && make -C two
RUN (cd /tmp && make)
RUN cd /src/app && make install
```

## No fix

What a `cd` in the middle means depends on the commands before it, and `WORKDIR` cannot stand between two commands.

## When to ignore

In one long build step, which makes one layer for a good reason.

## Sources

- https://docs.docker.com/build/building/best-practices/#workdir
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...options import switch
from ...rule import Call, Category, Rule, Surroundings
from ._directory_changes import stands_for_workdir

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={
        "hadolint": ("DL3003",),
        "tally": ("hadolint/DL3003",),
        "trivy": ("DS-0013", "AVD-DS-0013"),
        "kics": ("f4a6bcd3",),
    },
    is_default=False,
    profiles=("hadolint",),
    options=(switch("subshells", "Whether a `cd` that ends with its subshell counts.", "hadolint", "tally"),),
)


@RULE.on_invocation("cd")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, command = call.step, call.invocation.command
    if step.keyword is not Keyword.RUN or not step.dialect.is_posix:
        return
    changes = [other for other in step.invocations if other.tool == "cd"]
    if not RULE.is_on("subshells", surroundings):
        changes = [other for other in changes if not other.command.in_subshell]
    # The first one stands for all.
    if not changes or changes[0].command is not command or stands_for_workdir(call):
        return
    yield RULE.at(
        step,
        command.span,
        "`cd` in the middle of a `RUN`; `WORKDIR` or an option of the tool says where the work is done",
    )
