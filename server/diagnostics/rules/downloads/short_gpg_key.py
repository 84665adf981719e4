r"""Ask for a key by its whole fingerprint.

A short key number is a part of the fingerprint, and anybody can make a key that has the same one: eight digits take
seconds. Sixteen are out of reach for most, and still not made to name one key. A key server hands out whatever matches.

## Example

```dockerfile bad
FROM debian:13-slim
RUN gpg --batch --keyserver keyserver.ubuntu.com --recv-keys F7B38A6C
#                                                            ^^^^^^^^ keys with this short number can be made by anybody; write all 40 digits of the fingerprint
RUN gpg --batch --keyserver keyserver.ubuntu.com --recv-keys 0123456789ABCDEF
#                                                            ^^^^^^^^^^^^^^^^ 16 digits do not name one key for certain; write all 40 of the fingerprint
```

## Good

```dockerfile good
FROM debian:13-slim
RUN gpg --batch --keyserver keyserver.ubuntu.com --recv-keys 0123456789ABCDEF0123456789ABCDEF01234567
RUN gpg --batch --keyserver keyserver.ubuntu.com --recv-keys "$KEY"
```

## No fix

The rest of the fingerprint is known only from its owner.

## When to ignore

Never.

## Sources

- https://www.gnupg.org/documentation/manuals/gnupg/Specify-a-User-ID.html
- https://evil32.com/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.SECURITY, profiles=("security",))

_SHORT_NUMBER = "keys with this short number can be made by anybody; write all 40 digits of the fingerprint"
_LONG_NUMBER = "16 digits do not name one key for certain; write all 40 of the fingerprint"
_SHORT = lazy_pattern(r"(?:0x)?(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{16})\Z")


@RULE.on_invocation("gpg", "apt-key")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN:
        return
    words = invocation.command.words
    if not any((word.value or "") in ("--recv-keys", "--recv-key", "--recv") for word in words):
        return
    for word in words[1:]:
        if word.value is not None and _SHORT.match(word.value):
            is_long = len(word.value.lower().removeprefix("0x")) == 16
            message = _LONG_NUMBER if is_long else _SHORT_NUMBER
            yield RULE.at(step, word.span, message, severity=Severity.INFORMATION if is_long else None)
