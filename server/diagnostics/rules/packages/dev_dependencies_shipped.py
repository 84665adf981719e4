r"""Leave development dependencies out of the shipped image.

Test runners, linters and bundlers are mostly the larger part of what a project depends on. In the image that runs they are
dead weight, and each known hole in them is one more line in a scanner's report.

Said of the shipped stage only, and only where nothing is built in it afterwards, since a build may need them. An image whose
stage or start command is named for development or tests is left alone. Where the manifest in the build context says that there
are development dependencies, it is a piece of information; where the manifest is not known, a hint.

## Example

```dockerfile bad
FROM node:24-slim
COPY package*.json ./
RUN npm ci
#       ^^ `npm ci` installs development dependencies into the shipped image; `--omit=dev` leaves them out
COPY . .
CMD ["node", "server.js"]
```

```dockerfile fixed
FROM node:24-slim
COPY package*.json ./
RUN npm ci --omit=dev
COPY . .
CMD ["node", "server.js"]
```

```dockerfile bad
FROM php:8.4-fpm
COPY . .
RUN composer install --no-interaction
#            ^^^^^^^ `composer install` installs development dependencies into the shipped image; `--no-dev` leaves them out
```

```dockerfile fixed
FROM php:8.4-fpm
COPY . .
RUN composer install --no-dev --no-interaction
```

## Good

```dockerfile good
FROM node:24 AS build
RUN npm ci && npm run build

FROM node:24-slim
ENV NODE_ENV=production
RUN npm ci
```

```dockerfile good
FROM node:24-slim
RUN npm ci
RUN npm run build && npm prune --omit=dev
```

```dockerfile good
FROM node:24-slim
RUN npm ci
CMD ["npm", "run", "dev"]
```

An image of tools, which starts nothing:

```dockerfile good
FROM node:24-slim
COPY package*.json ./
RUN npm ci
```

```dockerfile good
FROM python:3.14-slim
RUN poetry install --only main && uv sync --no-dev && pnpm install --prod && yarn --production
RUN npm install -g serve && npm ci --omit=dev
```

## Fix safety

Unsafe: a package that the program needs may be listed among the development dependencies, which shows only when it runs.

## When to ignore

The image is for development, for tests or for continuous integration.

## Sources

- https://docs.npmjs.com/cli/v11/commands/npm-ci#omit
- https://getcomposer.org/doc/03-cli.md#install-i
- https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from ....project.build_context import BuildContext
from ....project.manifests import ManifestProblem, PackageJson
from ....project.plain_values import as_table
from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....syntax.dataclass import dataclass
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...fact_checks import FactsOfStage, PlacedFact
from ...finding import Confidence, Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import written
from ._manifests import is_for_development, manifest_path
from ._prompts import is_shell_form

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"tally": ("php/composer-no-dev-in-production", "ruby/missing-bundle-without-development")},
    fix=Safety.UNSAFE,
    profiles=("size", "strict"),
)


@dataclass(frozen=True, slots=True)
class Installer:
    """How a tool installs a project: its commands, what leaves development out, and the option to propose."""

    subcommands: tuple[str, ...]
    manifest: str
    excluding: tuple[str, ...]
    variables: tuple[str, ...]
    option: str | None


_NODE = ("NODE_ENV",)
INSTALLERS: Mapping[str, Installer] = {
    "npm": Installer(
        ("install", "ci"),
        "package.json",
        ("--omit", "--production", "--only", "--global", "--location", "--package-lock-only", "--prefix"),
        (*_NODE, "npm_config_omit", "NPM_CONFIG_OMIT", "npm_config_production", "NPM_CONFIG_PRODUCTION"),
        "--omit=dev",
    ),
    "yarn": Installer(
        ("install",),
        "package.json",
        ("--production", "--immutable", "--mode"),
        (*_NODE, "YARN_PRODUCTION"),
        "--production",
    ),
    "pnpm": Installer(("install", "ci"), "package.json", ("--prod", "--production", "--global"), _NODE, "--prod"),
    "bun": Installer(("install", "ci"), "package.json", ("--production", "--omit", "--global"), _NODE, "--production"),
    "composer": Installer(("install",), "composer.json", ("--no-dev",), ("COMPOSER_NO_DEV",), "--no-dev"),
    "poetry": Installer(
        ("install", "sync"),
        "pyproject.toml",
        ("--only", "--without", "--no-dev", "--only-root"),
        ("POETRY_WITHOUT", "POETRY_ONLY"),
        "--only main",
    ),
    "uv": Installer(
        ("sync",),
        "pyproject.toml",
        ("--no-dev", "--no-default-groups", "--only-group", "--no-group", "--only-dev"),
        ("UV_NO_DEV", "UV_NO_DEFAULT_GROUPS"),
        "--no-dev",
    ),
    "bundle": Installer(("install",), "Gemfile", ("--without",), ("BUNDLE_WITHOUT", "BUNDLE_ONLY"), None),
}
HARMLESS = frozenset(("cache clean", "clear-cache", "config", "cache purge"))
"""Subcommands that use nothing of what is installed."""

_NODE_TOOLS = frozenset(("npm", "npx", "yarn", "pnpm", "pnpx", "bun", "bunx"))


def _whole_installs(step: Step) -> list[Call]:
    return [Call(step, invocation) for invocation in step.invocations if is_whole_install(step, invocation)]


def is_whole_install(step: Step, invocation: Invocation) -> bool:
    """Whether a call installs all that a project lists, development dependencies included."""
    installer = INSTALLERS.get(invocation.tool)
    if installer is None or step.is_deferred or invocation.subcommand not in installer.subcommands:
        return False
    if invocation.operands or invocation.unknown_options or invocation.has("--help", "--dry-run", *installer.excluding):
        return False
    if any(step.binding(name) is not None for name in installer.variables):
        return False
    text = step.item.text
    return not any(name in text for name in installer.variables)


def _calls(step: Step) -> list[Invocation]:
    """The calls that may use what is installed, or take it out again."""
    return [call for call in step.invocations if call.tool in _NODE_TOOLS or call.tool in INSTALLERS]


def _starts(step: Step) -> tuple[bool, ...]:
    return (True,) if step.keyword in (Keyword.CMD, Keyword.ENTRYPOINT) else ()


@RULE.on_fact(_whole_installs)
def check(placed: PlacedFact[Call], surroundings: Surroundings) -> Iterator[Finding]:
    """Look for installs of whole projects in the shipped stage behind which nothing is built."""
    call, stage = placed.fact, placed.stage
    if not stage.is_shipped or is_for_development(stage):
        return
    if _is_used_later(stage, placed.position, call.invocation) or _is_configured(stage, call.invocation):
        return
    if call.invocation.tool in _NODE_TOOLS and not _starts_something(stage):
        return
    installer = INSTALLERS[call.invocation.tool]
    path = manifest_path(stage, placed.position, installer.manifest, surroundings.context)
    has_any = None if path is None else has_development_dependencies(path, surroundings.context)
    # Three of the managers make groups only for those who ask; without the manifest nothing can be said of them.
    if has_any is False or (has_any is None and call.invocation.tool in ("poetry", "uv", "bundle")):
        return
    yield _finding(call, installer, is_sure=has_any is True)


def _starts_something(stage: FactsOfStage) -> bool:
    """Whether the image is made to run a program; the Node images themselves only start an interpreter."""
    return bool(stage.select(_starts).facts) or any(parent.select(_starts).facts for parent in stage.parents)


def _finding(call: Call, installer: Installer, *, is_sure: bool) -> Finding:
    invocation, word = call.invocation, call.invocation.subcommand_word or call.invocation.tool_word
    message = f"`{written(invocation)}` installs development dependencies into the shipped image"
    fixes: list[Fix] = []
    if installer.option is not None:
        message += f"; `{installer.option}` leaves them out"
    if installer.option is not None and is_shell_form(call.step):
        at = word.span.end
        edit = Edit(call.step.item, Span(at, at), f" {installer.option}")
        reason = "a package that the program needs may be listed among the development dependencies"
        fixes.append(Fix(f"Add `{installer.option}`", Safety.UNSAFE, lambda: (edit,), reason))
    severity, confidence = (None, None) if is_sure else (Severity.HINT, Confidence.MEDIUM)
    return RULE.at(call.step, word.span, message, fixes=fixes, severity=severity, confidence=confidence)


def _is_used_later(stage: FactsOfStage, position: int, install: Invocation) -> bool:
    """Whether the project's tools run, or are taken out, behind the install."""
    tools = _NODE_TOOLS if install.tool in _NODE_TOOLS else frozenset((install.tool,))
    calls = stage.select(_calls)
    for index in range(bisect_left(calls.positions, position), len(calls)):
        later, call = calls.positions[index], calls.facts[index]
        is_behind = later > position or call.command.start > install.command.start
        if is_behind and call.tool in tools and call.subcommand not in HARMLESS:
            return True
    return False


def _is_configured(stage: FactsOfStage, install: Invocation) -> bool:
    """Whether `bundle config` leaves groups out."""
    if install.tool != "bundle":
        return False
    calls = [*stage.select(_calls).facts, *(call for parent in stage.parents for call in parent.select(_calls).facts)]
    return any(word.text == "without" for call in calls if call.tool == "bundle" for word in call.command.words)


def has_development_dependencies(path: str, context: BuildContext) -> bool | None:
    """Whether a manifest names development dependencies; ``None`` where it cannot be read."""
    if path.endswith("package.json"):
        package = context.package_json(path)
        return bool(package.development_dependencies) if isinstance(package, PackageJson) else None
    if path.endswith(".toml"):
        values = context.toml(path)
        if values is None or isinstance(values, ManifestProblem):
            return None
        poetry = values.get("tool", {}).get("poetry", {})
        return bool(poetry.get("dev-dependencies") or poetry.get("group") or values.get("dependency-groups"))
    text = context.texts.get(path)
    if text is None:
        return None
    if path.endswith("Gemfile"):
        return re.search(r"^\s*group\b.*:(?:development|test)\b", text, re.MULTILINE) is not None
    try:
        document = as_table(json.loads(text))
    except json.JSONDecodeError:
        return None
    return None if document is None else bool(document.get("require-dev"))
