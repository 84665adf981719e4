"""Leave tools for debugging out of the final image.

Editors, network tools and debuggers are of no use to the program and of much use to somebody who breaks in. `docker debug` and
ephemeral containers bring them when they are needed.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends nmap vim && rm -rf /var/lib/apt/lists/*
#                                                                ^^^^ `nmap` is for debugging, and is shipped
#                                                                     ^^^ `vim` is for debugging, and is shipped
CMD ["/app"]
```

## Good

```dockerfile good
FROM debian:13-slim AS tools
RUN apt-get update && apt-get install -y vim

FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
CMD ["/app"]
```

## No fix

Whether a tool is used by the program is for you to say.

## When to ignore

The tools are what the image is for.

## Sources

- https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages
- https://docs.docker.com/reference/cli/docker/debug/
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SECURITY,
    confidence=Confidence.MEDIUM,
    is_default=False,
    profiles=("security",),
)

_TOOLS = frozenset(
    (
        *(
            "vim",
            "vim-tiny",
            "nano",
            "emacs",
            "emacs-nox",
            "nmap",
            "tcpdump",
            "wireshark",
            "tshark",
            "strace",
            "ltrace",
        ),
        *("gdb", "telnet", "inetutils-telnet", "netcat", "netcat-openbsd", "netcat-traditional", "nmap-ncat", "ncat"),
        *("socat", "htop", "lsof", "dnsutils", "bind-tools", "bind-utils", "iputils-ping", "net-tools", "traceroute"),
    )
)


@RULE.on_invocation("apt", "apt-get", "apk", "dnf", "yum", "microdnf", "zypper")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    if call.invocation.subcommand not in ("install", "add") or not call.step.traits.is_in_image:
        return
    for package in call.invocation.packages:
        if package.name in _TOOLS:
            yield RULE.at(call.step, package.word.span, f"`{package.name}` is for debugging, and is shipped")
