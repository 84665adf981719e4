r"""Give each repository a key of its own.

A key that `apt-key` adds is trusted for every repository, Debian's own included. It has been deprecated since 2020 and is
no longer there in Debian 13. Put the key into `/etc/apt/keyrings` and name it in the source with `signed-by`.

## Example

```dockerfile bad
FROM debian:12-slim
RUN curl -fsSL https://example.com/key.asc | apt-key add -
#                                            ^^^^^^^ `apt-key` makes this key good for every repository; keep it in /etc/apt/keyrings and name it with `signed-by`
```

```dockerfile bad
FROM debian:13-slim
RUN apt-key adv --keyserver keyserver.ubuntu.com --recv-keys 0123456789ABCDEF0123456789ABCDEF01234567
#   ^^^^^^^ this release has no `apt-key` any more; keep the key in /etc/apt/keyrings and name it with `signed-by`
```

## Good

```dockerfile good
FROM debian:13-slim
RUN curl -fsSL https://example.com/key.asc -o /etc/apt/keyrings/example.asc \
    && echo "deb [signed-by=/etc/apt/keyrings/example.asc] https://example.com/apt stable main" \
        > /etc/apt/sources.list.d/example.list
```

## No fix

The key file and the source that should name it are two things in two places.

## When to ignore

On a release so old that its apt knows no `signed-by`.

## Sources

- https://manpages.debian.org/bookworm/apt/apt-key.8.en.html
- https://wiki.debian.org/DebianRepository/UseThirdParty
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.grammar import Keyword
from ...finding import Finding, Severity, Tag
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    profiles=("security",),
    tags=(Tag.DEPRECATED,),
)

_GONE = {"debian": ("13", "14"), "ubuntu": ("25.04", "25.10", "26.04")}


@RULE.on_invocation("apt-key")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN or invocation.subcommand not in ("add", "adv"):
        return
    facts = step.traits.facts
    if facts.release in _GONE.get(facts.distribution or "", ()):
        yield RULE.at(
            step,
            invocation.tool_word.span,
            "this release has no `apt-key` any more; keep the key in /etc/apt/keyrings and name it with `signed-by`",
            severity=Severity.ERROR,
        )
        return
    yield RULE.at(
        step,
        invocation.tool_word.span,
        "`apt-key` makes this key good for every repository; keep it in /etc/apt/keyrings and name it with `signed-by`",
    )
