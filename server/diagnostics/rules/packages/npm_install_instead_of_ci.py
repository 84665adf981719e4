r"""Install what the lock file says with `npm ci`.

`npm install` may take newer versions than those in `package-lock.json` and writes the file anew inside the image. `npm ci`
installs exactly what is locked, fails when the lock file does not fit `package.json`, and is faster.

Said only where a lock file is copied by name, or where one in the build context is copied along.

## Example

```dockerfile bad
FROM node:24-slim
COPY package.json package-lock.json ./
RUN npm install
#       ^^^^^^^ `npm install` may install other versions than the lock file beside it says; `npm ci` does not
```

```dockerfile fixed
FROM node:24-slim
COPY package.json package-lock.json ./
RUN npm ci
```

```dockerfile bad files=package.json,package-lock.json
FROM node:24-slim
COPY package*.json ./
RUN npm i --omit=dev && npm cache clean --force
#       ^ `npm install` may install other versions than the lock file beside it says; `npm ci` does not
```

```dockerfile fixed
FROM node:24-slim
COPY package*.json ./
RUN npm ci --omit=dev && npm cache clean --force
```

## Good

```dockerfile good files=package.json
FROM node:24-slim
COPY package*.json ./
RUN npm install
```

```dockerfile good files=package.json,package-lock.json
FROM node:24-slim
RUN npm install -g pm2@6.0.8
COPY . .
RUN npm install express@5.1.0 && npm install --no-package-lock && npm run install
```

```dockerfile good files=package.json,package-lock.json ignore=package-lock.json
FROM node:24-slim
COPY . .
RUN npm install
```

## Fix safety

Unsafe: `npm ci` fails where the lock file does not fit `package.json`, and removes a `node_modules` that is there already.

## When to ignore

The lock file is meant to be brought up to date by the build.

## Sources

- https://docs.npmjs.com/cli/v11/commands/npm-ci
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.words import Word
from ...fact_checks import PlacedFact
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._manifests import manifest_path, names_file

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.REPRODUCIBILITY,
    also_known_as={"droast": ("DF031",), "doctor": ("DD010",)},
    fix=Safety.UNSAFE,
    profiles=("strict",),
)

_LOCK_FILES = ("package-lock.json", "npm-shrinkwrap.json")
_REASON = "`npm ci` fails where the lock file does not fit `package.json`"


def _project_installs(step: Step) -> list[Call]:
    changes = ("--global", "--location", "--no-package-lock", "--package-lock-only", "--prefix", "--help", "--dry-run")
    return [
        Call(step, invocation)
        for invocation in step.invocations
        if invocation.tool == "npm"
        and invocation.subcommand == "install"
        and not invocation.operands
        and not invocation.unknown_options
        and not invocation.has(*changes)
    ]


@RULE.on_fact(_project_installs)
def check(placed: PlacedFact[Call], surroundings: Surroundings) -> Iterator[Finding]:
    """Look for `npm install` of a whole project behind the copy of a lock file."""
    call, stage, position = placed.fact, placed.stage, placed.position
    word = call.invocation.subcommand_word
    has_lock = names_file(stage, position, *_LOCK_FILES) or any(
        manifest_path(stage, position, name, surroundings.context) is not None for name in _LOCK_FILES
    )
    if word is not None and has_lock:
        message = "`npm install` may install other versions than the lock file beside it says; `npm ci` does not"
        yield RULE.at(call.step, word.span, message, fixes=_fixes(call, word))


def _fixes(call: Call, word: Word) -> list[Fix]:
    span = word.span
    if call.step.item.text[span.start : span.end] != word.value:
        return []
    return [Fix("Use `npm ci`", Safety.UNSAFE, lambda: (Edit(call.step.item, span, "ci"),), _REASON)]
