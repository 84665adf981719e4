r"""Copy the manifests first, install, and only then copy the rest.

The builder repeats every step below the first one whose input changed. When the whole context is copied before the
dependencies are installed, the change of any file, a README included, installs all of them again.

## Example

```dockerfile bad
FROM node:22-slim
WORKDIR /app
COPY . .
#    ^ every change of any file runs `npm ci` again, because everything is copied before it; copy the manifests first
RUN npm ci
CMD ["node", "server.js"]
```

```dockerfile fixed
FROM node:22-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
CMD ["node", "server.js"]
```

```dockerfile bad
FROM python:3.14-slim
COPY --chown=app . /srv/app
#                ^ every change of any file runs `pip install` again, because everything is copied before it; copy the manifests first
WORKDIR /srv/app
RUN pip install --no-cache-dir -r requirements.txt
```

```dockerfile fixed
FROM python:3.14-slim
COPY --chown=app requirements.txt /srv/app/
WORKDIR /srv/app
RUN pip install --no-cache-dir -r requirements.txt
COPY --chown=app . /srv/app
```

## Good

```dockerfile good
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
```

```dockerfile good
FROM golang:1.26 AS build
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod go build -o /app

FROM python:3.14-slim
COPY --from=build /app/ .
RUN pip install --no-cache-dir -r requirements.txt
```

```dockerfile good
FROM python:3.14-slim
WORKDIR /app
RUN --mount=type=bind,source=uv.lock,target=uv.lock \
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
    uv sync --locked --no-install-project
COPY . .
RUN uv sync --locked
```

## Fix safety

Unsafe: an install script or a path among the dependencies may need files that are copied later. It is offered where the
install stands in a RUN of its own, and the manifests are known by the package manager. What the file copies already is
not copied again.

## When to ignore

Where installing takes no time, or where the packages are part of the sources, as with path dependencies and workspaces.
Where the manifests beside the file say that installing needs the sources, such as a script to run, nothing is reported.

## Sources

- https://docs.docker.com/build/cache/optimize/#order-your-layers
- https://docs.docker.com/build/building/best-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....project.build_context import BuildContext
from ....project.manifests import PackageJson
from ....semantics.file_effects import destination_of
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ....syntax.words import Word
from ...finding import Edit, Finding, Fix, Related, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._manifests import lacking_manifests

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.BUILD_SPEED,
    also_known_as={"droast": ("DF070",), "doctor": ("DD006",)},
    fix=Safety.UNSAFE,
)

_INSTALLS: dict[str, tuple[str | None, ...]] = {
    "npm": ("ci", "install"),
    "yarn": ("install", None),
    "pnpm": ("install",),
    "bun": ("install",),
    "pip": ("install",),
    "pipenv": ("install", "sync"),
    "poetry": ("install",),
    "uv": ("sync", "pip install", "pip sync"),
    "bundle": ("install",),
    "composer": ("install",),
    "go": ("mod download",),
    "cargo": ("fetch",),
    "dotnet": ("restore",),
}
"""The calls that install what a lock file or manifest lists."""

_MANAGERS = {"bundle": "bundler", "dotnet": "nuget"}
"""What recognition calls a tool by another name."""


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    installs = stage.select(_installs)
    if not installs:
        return
    broad = stage.select(_whole_context)
    position, install = next(iter(installs))
    for copied_at, (step, source) in broad:
        if copied_at >= position:
            return
        if _reads_sources(install[1], surroundings.context):
            return
        between = [other for other in stage.steps[copied_at + 1 : position] if other is not None]
        before = [other for at, other in stage.steps_with(Keyword.COPY) if at < copied_at]
        name = " ".join(word for word in (install[1].tool, _subcommand(install[1])) if word)
        yield RULE.at(
            step,
            source.span,
            f"every change of any file runs `{name}` again, because everything is copied before it; "
            "copy the manifests first",
            related=[Related(install[0].item, install[1].command.span, "the dependencies are installed here")],
            fixes=_fixes(before, step, install, surroundings.context) if _may_move(step, between) else (),
        )
        return


def _reads_sources(install: Invocation, context: BuildContext) -> bool:
    """Whether the project is known to need more than its manifests for installing, such as scripts of its own."""
    # Most files never ask, and a check of one of them should not wait for all ecosystems to be imported.
    from ....project.recognition.recognise import recognise

    manager = _MANAGERS.get(install.tool, install.tool)
    return any(
        facts.package_manager is not None
        and facts.package_manager.name.startswith(manager)
        and facts.install_needs_sources.is_yes
        for facts in recognise(context)
    )


def _subcommand(invocation: Invocation) -> str:
    return invocation.subcommand or ("install" if invocation.tool == "yarn" else "")


def _installs(step: Step) -> list[tuple[Step, Invocation]]:
    """Calls in a RUN that install what manifests of the context list; packages given by name are no such call."""
    if step.keyword is not Keyword.RUN or step.is_deferred:
        return []
    return [(step, invocation) for invocation in step.invocations if _is_install(invocation)]


def _is_install(invocation: Invocation) -> bool:
    if invocation.subcommand not in _INSTALLS.get(invocation.tool, ()) or invocation.has("--global"):
        return False
    if invocation.tool in ("pip", "uv"):
        return invocation.subcommand == "sync" or invocation.has("--requirement")
    return not invocation.packages


def _whole_context(step: Step) -> list[tuple[Step, Word]]:
    """COPY and ADD of everything that the build context holds."""
    body = body_of(step.instruction)
    if step.is_deferred or not isinstance(body, Transfer) or body.source_stage is not None:
        return []
    return [(step, source) for source in body.file_sources if step.evaluate(source) in (".", "./", "/", "*", "./*")]


def _fixes(before: list[Step], copy: Step, found: tuple[Step, Invocation], context: BuildContext) -> list[Fix]:
    run, install = found
    body = body_of(copy.instruction)
    if not isinstance(body, Transfer) or body.destination is None or len(body.sources) != 1:
        return []
    if _needs_project(install) or not _is_alone(run) or _needs_sources(context) or copy.instruction.is_exec_form:
        return []
    manifests = lacking_manifests(install, before, destination_of(copy, body), context)
    if manifests is None:
        return []
    destination = body.destination.text
    folder = "./" if destination in (".", "./") else f"{destination.rstrip('/')}/"
    flags = "".join(f"{flag.text} " for flag in copy.instruction.flags)
    keyword = copy.instruction.keyword_text

    def edits() -> tuple[Edit, ...]:
        text = copy.item.text
        end = len(run.item.text)
        whole = copy.instruction.span
        opening = "" if run.item.text.endswith("\n") else "\n"
        closing = "\n" if run.item.text.endswith("\n") else ""
        copied = Edit(copy.item, whole, f"{keyword} {flags}{' '.join(manifests)} {folder}")
        return (
            copied if manifests else Edit(copy.item, Span(0, len(text)), ""),
            Edit(run.item, Span(end, end), f"{opening}{text[whole.start : whole.end]}{closing}"),
        )

    return [
        Fix(
            "Copy the manifests first",
            Safety.UNSAFE,
            edits,
            "an install script or a dependency by path may need files that are copied later",
        )
    ]


def _may_move(copy: Step, between: list[Step]) -> bool:
    """Whether nothing that stands between the copy and the install needs the files or changes where they go."""
    body = body_of(copy.instruction)
    is_absolute = isinstance(body, Transfer) and body.destination is not None and body.destination.text.startswith("/")
    moving = (Keyword.RUN, Keyword.COPY, Keyword.ADD, *(() if is_absolute else (Keyword.WORKDIR,)))
    return not any(step.keyword in moving for step in between)


def _needs_project(install: Invocation) -> bool:
    """Whether the call installs the project itself, or reads more than its manifests."""
    if install.tool == "poetry":
        return not install.has("--no-root")
    return install.has("--editable", "--constraint", "--workspace", "--workspaces", "--prefix", "--filter", "--cwd")


def _is_alone(run: Step) -> bool:
    """Whether the RUN does nothing but install, so that it can stand before the sources are there."""
    script = run.commands
    return (
        script is not None
        and not run.instruction.heredocs
        and all(
            command.name.value in ("npm", "yarn", "pnpm", "bun", "pip", "pip3", "pipenv", "poetry", "bundle", "go")
            for command in script.commands
        )
        and len(script.commands) == len([one for one in run.invocations if _is_install(one)])
    )


def _needs_sources(context: BuildContext) -> bool:
    """Whether the manifest itself says that installing runs scripts or reaches into other folders."""
    package = context.package_json()
    if not isinstance(package, PackageJson):
        return False
    scripts = ("preinstall", "install", "postinstall", "prepare")
    return bool(package.workspaces) or any(name in package.scripts for name in scripts)
