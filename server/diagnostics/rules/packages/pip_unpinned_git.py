"""Install a fixed revision from Git.

Without a revision behind `@`, pip takes whatever stands on the default branch when the layer is built, and the cache keeps it until
something above changes.

## Example

```dockerfile bad
FROM python:3.14-slim
RUN pip install --no-cache-dir git+https://github.com/example/tool.git
#                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ without `@` and a revision this installs another state each time
```

## Good

```dockerfile good
FROM python:3.14-slim
RUN pip install --no-cache-dir git+https://github.com/example/tool.git@v1.2.0
RUN pip install --no-cache-dir "tool @ git+https://github.com/example/tool@0a1b2c3d"
RUN pip install --no-cache-dir git+https://github.com/example/tool@$REVISION
```

## No fix

Which revision is meant is for you to say.

## When to ignore

The newest state is wanted, and the layer is built without the cache.

## Sources

- https://pip.pypa.io/en/stable/topics/vcs-support/
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.REPRODUCIBILITY, profiles=("strict",))


@RULE.on_invocation("pip", "uv")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    for package in call.invocation.packages:
        value = package.word.value or ""
        _, mark, address = value.partition("git+")
        path = address.partition("#")[0].partition("://")[2].partition("/")[2]
        if mark and path and "@" not in path:
            yield RULE.at(
                call.step, package.word.span, "without `@` and a revision this installs another state each time"
            )
