"""Name a frontend that is new enough for the file.

`# syntax=docker/dockerfile:1.2` has every builder read the file with that version, however new the builder is, and it
refuses what came later. `docker/dockerfile:1` follows the newest release of the first version, which stays compatible.

## Example

```dockerfile bad
# syntax=docker/dockerfile:1.2
#        ^^^^^^^^^^^^^^^^^^^^^ Dockerfile 1.2 does not know heredocs, used in line 3; it takes 1.4
FROM alpine:3.22
RUN <<EOF
apk add --no-cache curl
EOF
```

```dockerfile fixed
# syntax=docker/dockerfile:1
FROM alpine:3.22
RUN <<EOF
apk add --no-cache curl
EOF
```

## Good

```dockerfile good
# syntax=docker/dockerfile:1.4
FROM alpine:3.22
RUN <<EOF
apk add --no-cache curl
EOF
```

```dockerfile good
# syntax=docker/dockerfile:1.7-labs
FROM alpine:3.22
COPY --parents . /app
```

```dockerfile good
# syntax=example.com/frontend:0.1
FROM alpine:3.22
COPY --parents . /app
```

## Fix safety

Unsafe: a newer frontend may warn of more, and follows new releases from then on.

## When to ignore

Never: the build fails.

## Sources

- https://docs.docker.com/build/buildkit/dockerfile-release-notes/
- https://docs.docker.com/build/buildkit/frontend/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._features import Feature, FeatureUse, features_used
from ._frontend import Frontend, frontend

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    fix=Safety.UNSAFE,
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare the version that is named with what the file uses."""
    named = frontend(program)
    if named is None or not named.is_own or len(named.version) < 2:
        return
    for found in program.select(features_used):
        if not _reads(named, found.fact.feature):
            line = program.tree.lines[program.starts[found.stage] + found.position] + 1
            yield _finding(named, found.fact, line)
            return


def _reads(named: Frontend, feature: Feature) -> bool:
    version = named.version[:2]
    if named.is_labs:
        return version >= feature.labs
    return feature.stable is not None and version >= feature.stable


def _finding(named: Frontend, use: FeatureUse, line: int) -> Finding:
    directive, feature = named.directive, use.feature
    version = ".".join(map(str, named.version))
    needed = feature.labs if named.is_labs or feature.stable is None else feature.stable
    channel = "-labs" if named.is_labs or feature.stable is None else ""
    takes = ".".join(map(str, needed)) + channel
    shown = version + ("-labs" if named.is_labs else "")
    message = f"Dockerfile {shown} does not know {feature.name}, used in line {line}; it takes {takes}"
    name, _, tag = directive.value.rpartition(":")
    fixes: list[Fix] = []
    if name and "@" not in directive.value:
        start = directive.value_span.start + len(name) + 1
        edit = Edit(directive, Span(start, start + len(tag)), f"1{channel}")
        reason = "a newer frontend may warn of more, and follows new releases from then on"
        fixes.append(Fix(f"Change to `{name}:1{channel}`", Safety.UNSAFE, lambda: (edit,), reason, uncovers=True))
    return RULE.at(directive, directive.value_span, message, fixes=fixes)
