r"""Answer apt's question before it is asked.

Without `-y`, `apt-get install` asks for confirmation as soon as more is to be installed than was named. Nobody can answer
during a build: apt reads the end of its input, says “Abort.” and the build stops. Whether it does may change from one day to
the next, with the dependencies of a package.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install --no-install-recommends curl
#                             ^^^^^^^ without `-y`, `apt-get install` stops the build as soon as it asks, since nobody answers
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get install --assume-yes curl
RUN apt-get -qq install git
RUN apt-get -o APT::Get::Assume-Yes=true install jq
RUN yes | apt-get install tar
RUN apt-get $OPTIONS install zip
RUN apt-get --simulate install xz-utils
```

```dockerfile good
FROM debian:13-slim
RUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90yes
RUN apt-get install curl
```

## Fix safety

Safe: a build that went through before does the same.

## When to ignore

The base image answers by a setting in `/etc/apt/apt.conf.d`.

## Sources

- https://manpages.debian.org/trixie/apt/apt-get.8.en.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ...fact_checks import PlacedFact
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import written
from ._prompts import is_set_by_file, may_prompt, option_fix

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3014",),
        "tally": ("hadolint/DL3014",),
        "trivy": ("DS-0021", "AVD-DS-0021"),
        "kics": ("77783205",),
        "semgrep": ("missing-assume-yes-switch",),
        "parfum": ("aptGetInstallUseY",),
        "dockerfilelint": ("apt-get_missing_param",),
        "droast": ("DF015",),
        "doctor": ("DD023",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "strict"),
)

_ASKING = frozenset(("install", "reinstall", "upgrade", "dist-upgrade", "full-upgrade", "build-dep", "remove", "purge"))


def _asking_calls(step: Step) -> list[Call]:
    calls = [Call(step, invocation) for invocation in step.invocations if invocation.tool in ("apt-get", "apt")]
    return [call for call in calls if call.invocation.subcommand in _ASKING and may_prompt(call, "--yes")]


@RULE.on_fact(_asking_calls)
def check(placed: PlacedFact[Call], surroundings: Surroundings) -> Iterator[Finding]:
    """Look for calls that ask, unless a setting written before them answers."""
    call = placed.fact
    word = call.invocation.subcommand_word
    if word is None or is_set_by_file(placed.stage, placed.position, "assume-yes"):
        return
    message = f"without `-y`, `{written(call.invocation)}` stops the build as soon as it asks, since nobody answers"
    yield RULE.at(call.step, word.span, message, fixes=option_fix(call, word.span, "-y", "Add `-y`"))
