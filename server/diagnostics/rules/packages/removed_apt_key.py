r"""Give a repository a key of its own rather than use `apt-key`.

A key added with `apt-key` is trusted for every repository there is. The program has been deprecated since 2020 and is gone from
Debian 13 and Ubuntu 24.10, where the build fails. Put the key below `/etc/apt/keyrings` and name it in the repository's line with
`signed-by`.

## Example

```dockerfile bad
FROM debian:12-slim
RUN curl -fsSL https://example.com/key.asc | apt-key add -
#                                            ^^^^^^^ `apt-key` trusts the key for all repositories and is gone from Debian 13 and Ubuntu 24.10
```

## Good

```dockerfile good
FROM debian:13-slim
ADD https://example.com/key.asc /etc/apt/keyrings/example.asc
RUN echo "deb [signed-by=/etc/apt/keyrings/example.asc] https://example.com/apt stable main" > /etc/apt/sources.list.d/example.list
RUN apt-get install -y curl apt-transport-https && apt-key list
```

## No fix

The line of the repository, which may be in another instruction or file, has to name the key.

## When to ignore

An old release whose end is near anyway.

## Sources

- https://manpages.debian.org/bookworm/apt/apt-key.8.en.html
- https://wiki.debian.org/DebianRepository/UseThirdParty
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity, Tag
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__, __doc__, Severity.WARNING, Category.SECURITY, profiles=("security", "strict"), tags=(Tag.DEPRECATED,)
)


@RULE.on_invocation("apt-key")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for keys being added."""
    if call.invocation.subcommand in ("add", "adv"):
        message = "`apt-key` trusts the key for all repositories and is gone from Debian 13 and Ubuntu 24.10"
        yield RULE.at(call.step, call.invocation.tool_word.span, message)
