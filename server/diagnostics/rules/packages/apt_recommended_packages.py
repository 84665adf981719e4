r"""Install what is named, not what goes with it.

apt installs recommended packages besides those that are needed: documentation, fonts, a mail server. In an image they are
mostly dead weight, and each is one more thing to update. With `--no-install-recommends`, a Debian image with a few tools was
166.6 MB rather than 179.6 MB; with `git` or `build-essential` the difference is larger.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*
#                             ^^^^^^^ without `--no-install-recommends`, packages that are only recommended are shipped too
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends jq && rm -rf /var/lib/apt/lists/*
```

Without a package, `--fix-broken` installs what packages lack that are there already, and what that recommends.

```dockerfile bad
FROM debian:13-slim
COPY tool.deb /tmp/
RUN dpkg -i /tmp/tool.deb || apt-get -fy install
#                                        ^^^^^^^ without `--no-install-recommends`, packages that are only recommended are shipped too
```

```dockerfile fixed
FROM debian:13-slim
COPY tool.deb /tmp/
RUN dpkg -i /tmp/tool.deb || apt-get -fy install --no-install-recommends
```

`curl`, `wget` and `git` only recommend the certificates they need for `https`, so the fix adds those.

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y \
#                             ^^^^^^^ without `--no-install-recommends`, packages that are only recommended are shipped too
        curl \
        jq \
    && rm -rf /var/lib/apt/lists/*
RUN curl -fsSLo /usr/local/bin/tool https://example.com/tool
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        ca-certificates \
        curl \
        jq \
    && rm -rf /var/lib/apt/lists/*
RUN curl -fsSLo /usr/local/bin/tool https://example.com/tool
```

## Good

```dockerfile good
FROM debian:13 AS build
RUN apt-get update && apt-get install -y gcc

FROM debian:13-slim
RUN apt-get install -y --no-install-recommends curl
RUN apt-get install -y -o APT::Install-Recommends=false git
RUN apt-get install $OPTIONS jq
```

```dockerfile good
FROM debian:13-slim
RUN echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/99recommends
RUN apt-get update && apt-get install -y curl
```

## Fix safety

Unsafe: what is recommended may be what the program needs, which may show only when it runs.

## When to ignore

The recommended packages are wanted. Then name them, so that the next reader knows.

## Sources

- https://manpages.debian.org/trixie/apt/apt-get.8.en.html
- https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ...fact_checks import PlacedFact
from ...finding import Finding, Safety, Severity
from ...options import every_stage
from ...rule import Call, Category, Rule, Surroundings
from ._prompts import is_set_by_file, may_hide_options

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={
        "hadolint": ("DL3015",),
        "trivy": ("DS-0029", "AVD-DS-0029"),
        "kics": ("7384dfb2",),
        "semgrep": ("missing-no-install-recommends",),
        "parfum": ("aptGetInstallUseNoRec",),
        "dockerfilelint": ("apt-get_recommends",),
        "droast": ("DF016",),
        "doctor": ("DD003",),
    },
    fix=Safety.UNSAFE,
    profiles=("hadolint", "size", "strict"),
    options=(every_stage("hadolint"),),
)


def _recommending_calls(step: Step) -> list[Call]:
    return [Call(step, invocation) for invocation in step.invocations if _takes_recommended(Call(step, invocation))]


def _takes_recommended(call: Call) -> bool:
    invocation = call.invocation
    if invocation.tool not in ("apt-get", "apt", "aptitude") or invocation.subcommand != "install":
        return False
    if may_hide_options(invocation) or "chroot" in invocation.wrappers:
        return False
    if not (invocation.operands or invocation.has("-f", "--fix-broken")):
        return False
    says = ("--no-install-recommends", "--without-recommends", "--install-recommends", "--with-recommends")
    return not invocation.has(*says, "--simulate", "--print-uris", "--download-only", "--only-upgrade", "--help")


@RULE.on_fact(_recommending_calls)
def check(placed: PlacedFact[Call], surroundings: Surroundings) -> Iterator[Finding]:
    """Look for installs, unless a setting written before them says no to recommendations."""
    call = placed.fact
    word = call.invocation.subcommand_word
    if word is None or not (placed.stage.traits.is_in_image or RULE.is_on("every-stage", surroundings)):
        return
    if not is_set_by_file(placed.stage, placed.position, "install-recommends"):
        message = "without `--no-install-recommends`, packages that are only recommended are shipped too"
        yield RULE.at(call.step, word.span, message)
