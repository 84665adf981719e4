r"""Leave out development dependencies with `--omit=dev`.

npm 7 (Node.js 15) replaced `--only=production` and `--production` by `--omit=dev`. npm still understands the old ones, says
with every install that they are deprecated, and may drop them.

## Example

```dockerfile bad
FROM node:24-slim
RUN npm ci --only=production && npm cache clean --force
#          ^^^^^^^^^^^^^^^^^ npm 7 and later deprecate `--only=production` for `--omit=dev`
```

```dockerfile fixed
FROM node:24-slim
RUN npm ci --omit=dev && npm cache clean --force
```

```dockerfile bad
FROM node:24-slim
RUN npm install --production && npm cache clean --force
#               ^^^^^^^^^^^^ npm 7 and later deprecate `--production` for `--omit=dev`
```

```dockerfile fixed
FROM node:24-slim
RUN npm install --omit=dev && npm cache clean --force
```

## Good

```dockerfile good
FROM registry.access.redhat.com/ubi8/nodejs-12
RUN npm ci --only=production
```

```dockerfile good
FROM node:24-slim
RUN npm ci --omit=dev && npm ci --production=false && npm cache clean --force
RUN yarn install --production && yarn cache clean
```

```dockerfile good
FROM node:12-slim
RUN npm install --production
```

## Fix safety

Safe where the base image is an official Node.js image from version 16 on, whose npm knows `--omit`. Otherwise unsafe: an older
npm would ignore it and install the development dependencies.

## When to ignore

The image brings npm 6 or older by a way that cannot be seen from the Dockerfile.

## Sources

- https://docs.npmjs.com/cli/v11/using-npm/config#only
- https://docs.npmjs.com/cli/v11/using-npm/config#omit
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...finding import Confidence, Edit, Finding, Fix, Safety, Severity, Tag
from ...rule import Call, Category, Rule, Surroundings
from ._prompts import is_shell_form

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    fix=Safety.SAFE,
    profiles=("strict",),
    tags=(Tag.DEPRECATED,),
)

_FIRST_WITH_OMIT = 15
_OLD_NAMES = ("argon", "boron", "carbon", "dubnium", "erbium", "fermium")
_REASON = "npm before version 7 does not know `--omit` and would install the development dependencies"


@RULE.on_invocation("npm")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for the old options, except where npm is known to be too old for the new one."""
    invocation = call.invocation
    if invocation.subcommand not in ("install", "ci", "update", "prune", "install-ci-test"):
        return
    knows = _knows_omit(call)
    if knows is False or invocation.has("--omit"):
        return
    for option in invocation.options:
        is_only = option.name == "--only" and option.value in ("production", "prod")
        if not is_only and not (option.name == "--production" and option.value in (None, "true")):
            continue
        span = option.span
        written = " ".join(call.step.item.text[span.start : span.end].split())
        message = f"npm 7 and later deprecate `{written}` for `--omit=dev`"
        safety, reason = (Safety.SAFE, None) if knows else (Safety.UNSAFE, _REASON)
        edit = Edit(call.step.item, span, "--omit=dev")
        fix = Fix("Use `--omit=dev`", safety, _edits(edit), reason)
        fixes = [fix] if is_shell_form(call.step) else []
        confidence = Confidence.HIGH if knows else Confidence.MEDIUM
        yield RULE.at(call.step, span, message, fixes=fixes, confidence=confidence)


def _edits(edit: Edit) -> Callable[[], tuple[Edit, ...]]:
    return lambda: (edit,)


def _knows_omit(call: Call) -> bool | None:
    """Whether npm knows `--omit`, by the version of Node.js that the image the stage begins from has by its name."""
    image = call.step.traits.base.image
    if image is None:
        return None
    if image.official_name != "node":
        named = re.search(r"\bnode(?:js)?-(\d+)\Z", image.repository)
        return None if named is None else int(named[1]) >= _FIRST_WITH_OMIT
    tag = image.tag or ""
    version = re.match(r"\d+", tag)
    if version is not None:
        return int(version[0]) >= _FIRST_WITH_OMIT
    if tag.startswith(_OLD_NAMES):
        return False
    return True if image.digest is None else None
