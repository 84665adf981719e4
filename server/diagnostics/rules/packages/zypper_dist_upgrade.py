r"""Do not move a distribution inside a Dockerfile.

`zypper dist-upgrade` replaces the distribution by what the repositories hold on the day of the build. On a release such as
Leap, packages are downgraded, changed to another vendor and removed on the way. The base image's tag says which distribution
it is; afterwards it no longer is.

## Example

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper -n dist-upgrade && zypper clean --all
#             ^^^^^^^^^^^^ `zypper dist-upgrade` makes another distribution of the base image than its tag says
```

## Good

```dockerfile good
FROM opensuse/leap:15.6
RUN zypper -n patch && zypper clean --all
```

```dockerfile good
FROM opensuse/tumbleweed
RUN zypper -n dup && zypper clean --all
```

## No fix

Whether `zypper patch`, a newer base image or nothing at all is wanted is for a person to decide.

## When to ignore

A rolling release, where `dup` is the way to update. Tumbleweed is known and left alone.

## Sources

- https://en.opensuse.org/SDB:System_upgrade
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import span_of, written

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.REPRODUCIBILITY,
    also_known_as={"hadolint": ("DL3035",), "droast": ("DF044",)},
    profiles=("hadolint", "strict"),
)


@RULE.on_invocation("zypper")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for upgrades of the whole distribution, but not of a rolling one."""
    if call.invocation.subcommand != "dist-upgrade" or call.invocation.has("--from", "--dry-run", "--help"):
        return
    base = call.step.traits.base.value or ""
    if "tumbleweed" not in base:
        message = f"`{written(call.invocation)}` makes another distribution of the base image than its tag says"
        yield RULE.at(call.step, span_of(call.invocation), message)
