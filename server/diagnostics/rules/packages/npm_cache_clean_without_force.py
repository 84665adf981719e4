r"""Clean npm's cache with `--force`.

Since version 5, npm refuses to clean its cache without `--force`: it prints that the cache heals itself, and ends with an error.
In a chain of `&&` the build stops there; behind a semicolon the cache stays.

## Example

```dockerfile bad
FROM node:24-slim
RUN npm ci --omit=dev && npm cache clean
#                                  ^^^^^ npm refuses to clean its cache without `--force`
```

```dockerfile fixed
FROM node:24-slim
RUN npm ci --omit=dev && npm cache clean --force
```

## Good

```dockerfile good
FROM node:24-slim
RUN npm ci --omit=dev && npm cache clean -f
RUN npm --force cache clean && npm cache verify
```

## Fix safety

Safe: without it, the command does nothing but fail.

## When to ignore

npm 4 or older.

## Sources

- https://docs.npmjs.com/cli/v11/commands/npm-cache
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._prompts import option_fix

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"parfum": ("npmCacheCleanUseForce",)},
    fix=Safety.SAFE,
    profiles=("strict",),
)


@RULE.on_invocation("npm")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for a clean-up without force; a single key may be removed without."""
    invocation, word = call.invocation, call.invocation.subcommand_word
    if word is None or invocation.subcommand != "cache clean" or invocation.has("--force") or invocation.operands:
        return
    message = "npm refuses to clean its cache without `--force`"
    yield RULE.at(call.step, word.span, message, fixes=option_fix(call, word.span, "--force", "Add `--force`"))
