r"""Let signatures of packages be checked.

A package manager knows by its signature that a package is the one its distribution made. With the check off, a mirror or
anybody on the way can hand over another one, which is installed as root. What is missing is mostly the key of the
repository: install it, and the check succeeds.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --allow-unauthenticated tool
#                                        ^^^^^^^^^^^^^^^^^^^^^^^ `--allow-unauthenticated` installs what nobody has signed; install the key of the repository instead
RUN echo "deb [trusted=yes] https://packages.example.com/apt stable main" > /etc/apt/sources.list.d/example.list
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `[trusted=yes]` installs what nobody has signed; install the key of the repository instead
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y tool
RUN echo "deb [trusted=yes] https://packages.example.com/apt stable main" > /etc/apt/sources.list.d/example.list
```

```dockerfile bad
FROM fedora:43
RUN dnf install -y --nogpgcheck tool && rpm -i --nosignature https://example.com/other.rpm
#                  ^^^^^^^^^^^^ `--nogpgcheck` installs what nobody has signed; install the key of the repository instead
#                                              ^^^^^^^^^^^^^ `--nosignature` installs what nobody has signed; install the key of the repository instead
```

```dockerfile fixed
FROM fedora:43
RUN dnf install -y tool && rpm -i https://example.com/other.rpm
```

```dockerfile bad
FROM alpine:3.24
RUN wget https://example.com/other.apk && apk add --no-cache --allow-untrusted ./other.apk
#                                                            ^^^^^^^^^^^^^^^^^ `--allow-untrusted` installs a file that nobody has signed; compare its checksum first
```

## Good

```dockerfile good
FROM alpine:3.24 AS build
RUN make packages

FROM alpine:3.24
RUN --mount=type=bind,from=build,source=/packages,target=/packages apk add --allow-untrusted /packages/own-*.apk
```

```dockerfile good
FROM alpine:3.24
COPY dist/tool_*.apk /tmp/
RUN apk add --no-cache --allow-untrusted /tmp/tool_*.apk
```

```dockerfile good
FROM alpine:3.22
COPY example.rsa.pub /etc/apk/keys/
RUN apk add --no-cache --repository https://packages.example.com/alpine tool
```

## Fix safety

Unsafe: the installation fails until the key of the repository is there.

## When to ignore

For a package that you built yourself and never signed. One that lies there already, because it was copied or mounted, is
taken for such a package.

## Sources

- https://wiki.debian.org/SecureApt
- https://manpages.debian.org/trixie/apt/apt-get.8.en.html
- https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper
- https://dnf.readthedocs.io/en/latest/command_ref.html
- https://rpm.org/docs/latest/man/rpm.8
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ...word_edits import without_option

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={
        "checkov": (*("CKV2_DOCKER_7", "CKV2_DOCKER_8", "CKV2_DOCKER_9", "CKV2_DOCKER_10", "CKV2_DOCKER_11"),),
    },
    fix=Safety.UNSAFE,
    profiles=("security",),
)

_OPTIONS = {
    "apt-get": ("--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"),
    "apt": ("--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"),
    "apk": ("--allow-untrusted",),
    "yum": ("--nogpgcheck",),
    "dnf": ("--nogpgcheck", "--no-gpgchecks"),
    "microdnf": ("--nogpgcheck",),
    "zypper": ("--no-gpg-checks",),
    "rpm": ("--nosignature", "--nodigest"),
}
_SOURCES = ("[trusted=yes]", "[allow-insecure=yes]", "gpgcheck=0")


@RULE.on_invocation(*_OPTIONS)
def check_options(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN:
        return
    packages = invocation.packages
    is_own = bool(packages) and all(package.kind == "path" for package in packages)
    if is_own and not any(other.tool in ("curl", "wget") for other in step.invocations):
        return
    for name in _OPTIONS[invocation.tool]:
        option = invocation.option(name)
        if option is not None:
            edit = None if option.written in ("-o", "--option") else without_option(step, invocation, option)
            yield RULE.at(
                step,
                option.span,
                _of_file(option.written) if is_own else _message(option.written),
                severity=Severity.INFORMATION if is_own else None,
                fixes=[] if edit is None or is_own else [_fix(option.written, edit)],
            )


@RULE.on_step(Keyword.RUN)
def check_sources(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    text = step.item.text
    written = next((source for source in _SOURCES if source in text), None)
    script = step.commands
    if written is None or script is None or not script.dialect.is_posix:
        return
    for word in script.words:
        at = word.text.find(written)
        if at >= 0:
            span = word.span
            if "\n" in text[span.start : span.end]:
                start = text.find(written, span.start)
                span = Span(start, start + len(written))
            yield RULE.at(step, span, _message(written))


def _message(written: str) -> str:
    return f"`{written}` installs what nobody has signed; install the key of the repository instead"


def _of_file(written: str) -> str:
    return f"`{written}` installs a file that nobody has signed; compare its checksum first"


def _fix(written: str, edit: Edit) -> Fix:
    reason = "the installation fails until the key of the repository is there"
    return Fix(f"Drop `{written}`", Safety.UNSAFE, lambda: (edit,), reason)
