r"""Answer yum's question before it is asked.

Without `-y`, yum asks “Is this ok” before it installs, removes or updates anything. Nobody can answer during a build: yum
says “Exiting on user command” and the build stops.

## Example

```dockerfile bad
FROM amazonlinux:2
RUN yum install git && yum clean all
#       ^^^^^^^ without `-y`, `yum install` waits for an answer that nobody gives, and stops the build
```

```dockerfile fixed
FROM amazonlinux:2
RUN yum install -y git && yum clean all
```

## Good

```dockerfile good
FROM amazonlinux:2
RUN yum -y install git && yum --assumeyes install tar && yum clean all
RUN yum --setopt=assumeyes=1 install jq && yum clean all
RUN yes | yum install gcc
RUN yum makecache && yum clean all
```

```dockerfile good
FROM amazonlinux:2
RUN echo assumeyes=1 >> /etc/yum.conf
RUN yum install git
```

## Fix safety

Safe: a build that went through before does the same.

## When to ignore

The base image answers by a setting in `/etc/yum.conf`.

## Sources

- https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/7/html/system_administrators_guide/ch-yum
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
        "hadolint": ("DL3030",),
        "tally": ("hadolint/DL3030",),
        "kics": ("6e19193a",),
        "semgrep": ("missing-yum-assume-yes-switch",),
        "parfum": ("yumInstallForceYes",),
        "droast": ("DF027",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "strict"),
)


def _asking_calls(step: Step) -> list[Call]:
    calls = [Call(step, invocation) for invocation in step.invocations if invocation.tool == "yum"]
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
