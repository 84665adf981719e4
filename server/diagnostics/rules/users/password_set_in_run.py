r"""Do not set a password while building.

A password that a `RUN` sets is the same in every container and in the history of the image for everybody to read. A
container has no login that would need one; where there is one, as with an SSH server, use keys that are handed over when
it starts.

## Example

```dockerfile bad
FROM debian:13-slim
RUN echo "root:hunter2" | chpasswd
#                         ^^^^^^^^ this sets a password that is the same in every container and stands in the image's history
RUN useradd --password "$(openssl passwd hunter2)" svc
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this sets a password that is the same in every container and stands in the image's history
RUN useradd -p hunter2 other
#           ^^^^^^^^^^ `useradd` takes the password for a hash, so that nobody can log in with it
RUN passwd -d root
#   ^^^^^^ this lets everybody log in without a password
```

## Good

```dockerfile good
FROM debian:13-slim
RUN useradd --create-home svc && passwd -l svc && adduser --disabled-password --gecos "" other
RUN echo "git:$(dd if=/dev/urandom bs=24 count=1 status=none | base64)" | chpasswd
RUN --mount=type=secret,id=pw echo "svc:$(cat /run/secrets/pw)" | chpasswd
```

## No fix

Whether anything needs the password is not in the file.

## When to ignore

In an image for trying something out.

## Sources

- https://docs.docker.com/build/building/secrets/
- https://man7.org/linux/man-pages/man8/chpasswd.8.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={"checkov": ("CKV2_DOCKER_17",)},
    profiles=("security",),
)

_NOT_IN_FILE = lazy_pattern(r"/dev/u?random|openssl rand|pwgen|uuidgen|/run/secrets/|type=secret")
"""What draws a password by chance, or takes it from a secret."""
_HASH = lazy_pattern(r"[$_]|[./0-9A-Za-z]{13}\Z")
"""https://man7.org/linux/man-pages/man5/crypt.5.html."""
_SETS = "this sets a password that is the same in every container and stands in the image's history"


@RULE.on_invocation("chpasswd", "passwd", "useradd", "usermod")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN or not step.traits.is_in_image:
        return
    match invocation.tool:
        case "chpasswd":
            if _NOT_IN_FILE.search(step.item.text) is None:
                yield RULE.at(step, invocation.tool_word.span, _SETS)
        case "passwd":
            if invocation.has("--delete"):
                yield RULE.at(step, invocation.tool_word.span, "this lets everybody log in without a password")
            elif invocation.has("--stdin"):
                yield RULE.at(step, invocation.tool_word.span, _SETS)
        case _:
            option = invocation.option("--password")
            if option is not None and option.value_word is not None and option.value not in ("!", "*", "x", "!!"):
                is_hash = option.value is None or _HASH.match(option.value) is not None
                in_vain = f"`{invocation.tool}` takes the password for a hash, so that nobody can log in with it"
                span = Span(option.span.start, option.value_word.span.end)
                yield RULE.at(step, span, _SETS if is_hash else in_vain)
