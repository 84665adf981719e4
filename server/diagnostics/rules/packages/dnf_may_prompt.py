r"""Answer dnf's question before it is asked.

Without `-y`, dnf asks “Is this ok” before it installs, removes or updates anything. Nobody can answer during a build: dnf
says “Operation aborted” and the build stops. The same goes for tdnf.
microdnf, which asks in some of its versions only, is not spoken of.

## Example

```dockerfile bad
FROM fedora:43
RUN dnf install git && dnf clean all
#       ^^^^^^^ without `-y`, `dnf install` waits for an answer that nobody gives, and stops the build
```

```dockerfile fixed
FROM fedora:43
RUN dnf install -y git && dnf clean all
```

## Good

```dockerfile good
FROM fedora:43
RUN dnf -y install git && dnf --assumeyes install tar && dnf clean all
RUN dnf --setopt=assumeyes=1 install jq && dnf clean all
RUN yes | dnf install gcc
RUN dnf makecache && dnf clean all
```

```dockerfile good
FROM fedora:43
RUN echo assumeyes=1 >> /etc/dnf/dnf.conf
RUN dnf install git
```

## Fix safety

Safe: a build that went through before does the same.

## When to ignore

The base image answers by a setting in `/etc/dnf/dnf.conf`.

## Sources

- https://dnf.readthedocs.io/en/latest/command_ref.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ...fact_checks import PlacedFact
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import written
from ._prompts import RPM_ASKING, is_set_by_file, may_prompt, option_fix, sets_assume_yes

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3038",),
        "tally": ("hadolint/DL3038",),
        "kics": ("7ebd323c",),
        "semgrep": ("missing-dnf-assume-yes-switch",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "strict"),
)


def _asking_calls(step: Step) -> list[Call]:
    calls = [
        Call(step, invocation) for invocation in step.invocations if invocation.tool in ("dnf", "microdnf", "tdnf")
    ]
    asking = [call for call in calls if call.invocation.subcommand in RPM_ASKING]
    return [call for call in asking if may_prompt(call, "--assumeyes") and not sets_assume_yes(call.invocation)]


@RULE.on_fact(_asking_calls)
def check(placed: PlacedFact[Call], surroundings: Surroundings) -> Iterator[Finding]:
    """Look for calls that ask, unless a setting written before them answers."""
    call = placed.fact
    word = call.invocation.subcommand_word
    if word is None or is_set_by_file(placed.stage, placed.position, "assumeyes"):
        return
    message = f"without `-y`, `{written(call.invocation)}` waits for an answer that nobody gives, and stops the build"
    yield RULE.at(call.step, word.span, message, fixes=option_fix(call, word.span, "-y", "Add `-y`"))
