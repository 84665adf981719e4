r"""Compare a downloaded key with its fingerprint.

The key of a repository decides whose packages are installed. One that is downloaded and trusted at once is as good as the
server that sent it: whoever takes that over signs with a key of their own. `gpg --show-keys` prints the fingerprint, which
can be compared with the one that the project has published, and `ADD --checksum` compares the whole file.

Most projects, Docker among them, tell you to do without; this is off until it is asked for.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSL https://example.com/key.gpg | gpg --dearmor -o /etc/apt/keyrings/example.gpg
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ this key is trusted without a look at its fingerprint
RUN curl -fsSL https://example.com/key.asc -o /etc/apt/keyrings/example.asc
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ this key is trusted without a look at its fingerprint
```

```dockerfile bad
FROM fedora:44
RUN rpm --import https://example.com/RPM-GPG-KEY-example
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this key is trusted without a look at its fingerprint
```

## Good

```dockerfile good
FROM debian:13-slim
RUN curl -fsSL https://example.com/key.asc -o /etc/apt/keyrings/example.asc \
    && gpg --show-keys --with-colons /etc/apt/keyrings/example.asc | grep -q 9DC858229FC7DD38854AE2D88D81803C0EBFCD88
RUN curl -fsSL https://example.com/two.asc -o /etc/apt/keyrings/two.asc \
    && echo "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  /etc/apt/keyrings/two.asc" | sha256sum -c -
ADD --checksum=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 https://example.com/key.asc /etc/apt/keyrings/
```

## No fix

The fingerprint has to come from another place than the key.

## When to ignore

The server is trusted as much as the key.

## Sources

- https://wiki.debian.org/DebianRepository/UseThirdParty
- https://docs.docker.com/reference/dockerfile/#add---checksum
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.model import Command
from ....shell.words import Word
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__, __doc__, Severity.INFORMATION, Category.SECURITY, is_default=False, profiles=("security", "strict")
)

_COMPARES = lazy_pattern(
    r"sha(?:256|384|512)sum|shasum|--show-keys|--fingerprint|--with-fingerprint|gpg\s+(?:\S+\s+)*--verify"
    r"|(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{4}\s?){10}(?![0-9A-Fa-f])"
)
_KEY = lazy_pattern(r"(?:keyrings?|trusted\.gpg|rpm-gpg|pki)/|\.(?:asc|gpg|key|pub)\Z|gpg-?key|/KEYS\Z", re.IGNORECASE)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    text = step.item.text
    if script is None or not script.dialect.is_posix or "http" not in text or _COMPARES.search(text):
        return
    trusting = {command.pipeline for command in script.commands if _trusts(command)}
    for command in script.commands:
        address = next(
            (word for word in command.arguments if (word.value or "").startswith(("http://", "https://"))), None
        )
        if address is not None and _is_key(command, address, in_pipe=command.pipeline in trusting):
            yield RULE.at(step, address.span, "this key is trusted without a look at its fingerprint")


def _trusts(command: Command) -> bool:
    """Whether a command makes a key of what it reads."""
    words = {word.value or "" for word in command.words}
    name = (command.name.value or "").rpartition("/")[2]
    return (name in ("gpg", "gpg2") and bool(words & {"--dearmor", "--import"})) or (
        name == "apt-key" and "add" in words
    )


def _is_key(command: Command, address: Word, *, in_pipe: bool) -> bool:
    name = (command.name.value or "").rpartition("/")[2]
    words = [word.value or "" for word in command.words]
    if name == "rpm":
        return "--import" in words
    if name not in ("curl", "wget"):
        return False
    if in_pipe:
        return True
    targets = [redirection.target.value or "" for redirection in command.redirections if redirection.target is not None]
    others = [word for word in words[1:] if word != address.value]
    return any(_KEY.search(target) and "/" in target for target in (*targets, *others) if "://" not in target)
