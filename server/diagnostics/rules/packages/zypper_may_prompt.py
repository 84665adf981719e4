r"""Answer zypper's question before it is asked.

Without `--non-interactive` (`-n`), zypper asks before it installs, removes or updates anything. Nobody can answer during a
build, which stops. `-n` is an option of zypper itself and stands before the subcommand; behind `install` it would mean
something else. `-y` behind the subcommand answers as well.

## Example

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper install git && zypper clean --all
#          ^^^^^^^ without `-n`, `zypper install` waits for an answer that nobody gives, and stops the build
```

```dockerfile fixed
FROM opensuse/leap:15.6
RUN zypper -n install git && zypper clean --all
```

## Good

```dockerfile good
FROM opensuse/leap:15.6
RUN zypper --non-interactive in git && zypper in -y tar && zypper clean --all
RUN zypper in --no-confirm jq && zypper clean --all
RUN zypper refresh
```

## Fix safety

Safe: a build that went through before does the same.

## When to ignore

Never; a build has nobody to ask.

## Sources

- https://en.opensuse.org/SDB:Zypper_manual
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import written
from ._prompts import may_prompt, option_fix

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3034",),
        "tally": ("hadolint/DL3034",),
        "kics": ("45e1fca5",),
        "droast": ("DF043",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "strict"),
)

_ASKING = frozenset(("install", "remove", "update", "dist-upgrade", "patch", "source-install"))


@RULE.on_invocation("zypper")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for calls that ask."""
    invocation = call.invocation
    word = invocation.subcommand_word
    if word is None or invocation.subcommand not in _ASKING:
        return
    if may_prompt(call, "--non-interactive", "--no-confirm"):
        message = f"without `-n`, `{written(invocation)}` waits for an answer that nobody gives, and stops the build"
        fixes = option_fix(call, invocation.tool_word.span, "-n", "Add `-n`")
        yield RULE.at(call.step, word.span, message, fixes=fixes)
