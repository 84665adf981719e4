r"""Name the version of Node.js packages.

Without a version, the same Dockerfile gives another program tomorrow. Best is a lock file and `npm ci`; where a package is named
here, such as a global tool, name its version too.

This rule is off by default: for tools of the build the newest version is often what is wanted.

## Example

```dockerfile bad
FROM node:24-slim
RUN npm install -g pm2@6.0.8 serve
#                            ^^^^^ `serve` has no version, so the build takes whatever is newest
```

## Good

```dockerfile good
FROM node:24-slim
RUN npm install --unsafe-perm && npm run install && npm ci
RUN npm install --loglevel verbose --registry https://example.com --prefix /app
RUN npm install /app ./x.tgz && npm install -g "pm2@$VERSION" git+https://example.com/x.git#v1
RUN yarn add express@5.1.0
```

## No fix

A version that is right today is gone, or a hole, tomorrow; which one is wanted, and who keeps it up to date, is for a person to
decide.

## When to ignore

Tools whose newest version is wanted.

## Sources

- https://docs.npmjs.com/cli/v11/commands/npm-install
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._pins import UNKNOWN_PACKAGES, open_packages

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.REPRODUCIBILITY,
    also_known_as={"hadolint": ("DL3016",), "kics": ("e36d8880",), "doctor": ("DD029",)},
    is_default=False,
    profiles=("hadolint", "strict"),
    options=(UNKNOWN_PACKAGES,),
)


@RULE.on_invocation("npm", "yarn", "pnpm", "bun")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for packages that are asked for by name alone."""
    invocation = call.invocation
    if invocation.subcommand not in ("install", "add", "global add"):
        return
    for package in open_packages(invocation, RULE, surroundings):
        message = f"{package.listed} {package.verb} no version, so the build takes whatever is newest"
        yield RULE.at(call.step, package.span, message)
