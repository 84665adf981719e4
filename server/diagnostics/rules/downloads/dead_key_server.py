"""Fetch keys from servers that are there.

The pool `sks-keyservers.net` was closed in 2021, and its names are gone. What asks it for a key fails.

## Example

```dockerfile bad
FROM debian:13-slim
RUN gpg --batch --keyserver hkps://ha.pool.sks-keyservers.net --recv-keys 0123456789ABCDEF0123456789ABCDEF01234567
#                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this pool of key servers was closed in 2021
```

```dockerfile fixed
FROM debian:13-slim
RUN gpg --batch --keyserver hkps://keyserver.ubuntu.com --recv-keys 0123456789ABCDEF0123456789ABCDEF01234567
```

## Good

```dockerfile good
FROM debian:13-slim
RUN gpg --batch --keyserver hkps://keys.openpgp.org --recv-keys 0123456789ABCDEF0123456789ABCDEF01234567
```

## Fix safety

Unsafe: whether the other server has the key is not known here.

## When to ignore

Another server is tried where this one fails.

## Sources

- https://web.archive.org/web/20210622174117/https://sks-keyservers.net/
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"parfum": ("gpgUseHaPools",)},
    fix=Safety.UNSAFE,
)


@RULE.on_invocation("gpg", "apt-key")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    server = call.invocation.option("--keyserver")
    if server is None or server.value is None or "sks-keyservers.net" not in server.value or server.value_word is None:
        return
    # One of several servers that are tried in turn does no harm.
    if call.invocation.command.conditional or "||" in call.step.item.text:
        return
    span = server.value_word.span
    fixes = []
    if server.value_word is not server.word and server.value_word.text == server.value:
        edit = Edit(call.step.item, span, "hkps://keyserver.ubuntu.com")
        reason = "whether the other server has the key is not known here"
        fixes = [Fix("Ask keyserver.ubuntu.com", Safety.UNSAFE, lambda: (edit,), reason)]
    yield RULE.at(call.step, span, "this pool of key servers was closed in 2021", fixes=fixes)
