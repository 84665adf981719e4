r"""Name packages, not patterns of names.

`apt-get install php-*` installs every package there is whose name fits, hundreds perhaps, and another set tomorrow. If a file in
the working directory fits, the shell puts its name there instead.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends libxcb-* && rm -rf /var/lib/apt/lists/*
#                                                                ^^^^^^^^ `libxcb-*` installs every package whose name fits, and others tomorrow
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get install -y curl=8.14.* ./*.deb /tmp/*.deb g++ && rm -rf /var/lib/apt/lists/*
RUN apt-get purge -y 'x11-*'
```

## No fix

Which packages are wanted cannot be told from the pattern.

## When to ignore

All packages of a repository of your own are wanted.

## Sources

- https://manpages.debian.org/trixie/apt/apt-get.8.en.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.REPRODUCIBILITY,
    also_known_as={"doctor": ("DD069",)},
    profiles=("strict",),
)


@RULE.on_invocation("apt-get", "apt", "yum", "dnf", "microdnf", "tdnf")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for an asterisk in a name; in versions and file names it is in its place."""
    if call.invocation.subcommand != "install":
        return
    for package in call.invocation.packages:
        name = (package.word.value or "").partition("=")[0]
        if package.kind == "name" and "*" in name and not name.endswith((".deb", ".rpm")):
            message = f"`{name}` installs every package whose name fits, and others tomorrow"
            yield RULE.at(call.step, package.word.span, message)
