"""Use a flag that the instruction has.

Flags belong to an instruction: `--from` to COPY, `--mount` to RUN. BuildKit stops at one that it does not know, and at
an option or a type of a mount that it does not know.

## Example

```dockerfile bad
FROM alpine:3.22
COPY --chwon=app:app . /app
#    ^^^^^^^ `--chwon` is not a flag of COPY; did you mean `--chown`?
RUN --mount=type=cahce,target=/var/cache/apk apk add curl
#                ^^^^^ `cahce` is no type of a mount; it is one of `bind`, `cache`, `tmpfs`, `secret`, `ssh`; did you mean `cache`?
RUN --mount=type=bind,form=build,target=/mnt true
#                     ^^^^ `form` is not an option of a mount; did you mean `from`?
```

```dockerfile fixed
FROM alpine:3.22
COPY --chown=app:app . /app
RUN --mount=type=cache,target=/var/cache/apk apk add curl
RUN --mount=type=bind,from=build,target=/mnt true
```

## Good

```dockerfile good
FROM alpine:3.22
ADD --unpack=true --checksum=sha256:0000 https://example.com/a.tar /a
COPY --link --parents --exclude=*.md --chmod=u+x . /app
RUN --security=insecure --device=vendor.com/gpu --network=none --mount=type=secret,id=key,env=KEY true
HEALTHCHECK --start-interval=5s CMD true
```

## Fix safety

Unsafe: another flag may have been meant.

## When to ignore

Another frontend, named by `# syntax=`, has flags of its own.

## Sources

- https://docs.docker.com/reference/dockerfile/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ...finding import Finding, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._problems import finding, problems_in

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={"dockerfile-utils": ("39", "40", "41", "42")},
    fix=Safety.UNSAFE,
)


CODES = ("unknown-flag", "unknown-mount-option", "unknown-mount-type")


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Report unknown flags, and unknown options and types of mounts."""
    for located in problems_in(program):
        if located.problem.code in CODES:
            yield finding(RULE, located)
