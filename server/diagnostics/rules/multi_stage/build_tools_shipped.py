r"""Keep compilers and headers out of the image that is shipped.

A compiler, headers and build tools are needed while the program is built and never again. In the final stage they are
pulled and stored with every copy of the image, and are at hand for whoever breaks into it. Build in a stage of its own
and copy what was built, or remove them in the `RUN` that needed them.

## Example

```dockerfile bad
FROM python:3.14-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential libpq-dev curl \
#                                                 ^^^^^^^^^^^^^^^ `build-essential` and `libpq-dev` are only needed to build, yet they ship in the final image; build in another stage
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
CMD ["python", "-m", "app"]
```

## Good

```dockerfile good
FROM python:3.14-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev
RUN pip wheel --wheel-dir /wheels psycopg2

FROM python:3.14-slim
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir /wheels/*.whl
CMD ["python", "-m", "app"]
```

```dockerfile good
FROM alpine:3.22
RUN apk add --no-cache --virtual .build-deps gcc musl-dev && make install && apk del .build-deps
CMD ["/usr/local/bin/app"]
```

```dockerfile good
FROM debian:13
RUN apt-get update && apt-get install -y build-essential
CMD ["bash"]
```

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libgmp-dev && ./install-ghc.sh
CMD ["ghci"]
```

## No fix

Which files the program needs at run time is for the author to say.

## When to ignore

In images that are meant to build: CI images, development containers. A final command that is only a
shell, or the prompt of a language, is taken as the sign of one.

## Sources

- https://docs.docker.com/build/building/multi-stage/
- https://docs.docker.com/build/building/best-practices/#use-multi-stage-builds
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.build_packages import is_build_package
from ....semantics.start_command import is_interactive
from ....semantics.step import Step
from ....shell.dialect import Dialect, dialect_of_program
from ....shell.invocation import Invocation
from ....shell.specification import PackageArgument
from ....syntax.grammar import Keyword
from ...fact_checks import FactsOfStage, PlacedFact
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SIZE,
    also_known_as={
        "tally": ("tally/prefer-multi-stage-build",),
        "droast": ("DF011",),
        "dockerfilelint": ("apkadd-missing-virtual",),
        "doctor": ("DD063",),
    },
    confidence=Confidence.MEDIUM,
    profiles=("size", "security"),
)

_INSTALLS = {
    "apt": "install",
    "apt-get": "install",
    "apk": "add",
    "dnf": "install",
    "yum": "install",
    "microdnf": "install",
    "zypper": "install",
}
_REMOVALS = {
    "apt": ("remove", "purge", "autoremove"),
    "apt-get": ("remove", "purge", "autoremove"),
    "apk": ("del",),
    "dnf": ("remove", "autoremove"),
    "yum": ("remove", "autoremove", "erase"),
    "microdnf": ("remove",),
    "zypper": ("remove",),
}


Installed = tuple[Step, tuple[PackageArgument, ...]]
"""A RUN and the build packages that one of its installs leaves in the layer."""


def _installed_tools(step: Step) -> list[Installed]:
    """The build packages that each install of a step leaves in the layer."""
    if step.keyword is not Keyword.RUN or step.is_deferred:
        return []
    if any(invocation.subcommand in _REMOVALS.get(invocation.tool, ()) for invocation in step.invocations):
        return []
    found = [(step, _build_packages(invocation)) for invocation in step.invocations]
    return [(step, packages) for step, packages in found if packages]


def _build_packages(invocation: Invocation) -> tuple[PackageArgument, ...]:
    if invocation.subcommand is None or invocation.subcommand != _INSTALLS.get(invocation.tool):
        return ()
    return tuple(package for package in invocation.packages if package.name and is_build_package(package.name))


@RULE.on_fact(_installed_tools)
def check(installed: PlacedFact[Installed], surroundings: Surroundings) -> Iterator[Finding]:
    stage = installed.stage
    if not stage.is_shipped or stage.traits.facts.ships_compilers or not _runs_a_program(stage):
        return
    step, packages = installed.fact
    names = [f"`{package.name}`" for package in packages]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    verb, subject, ship = ("is", "it", "ships") if len(names) == 1 else ("are", "they", "ship")
    yield RULE.at(
        step,
        packages[0].word.span,
        f"{listed} {verb} only needed to build, yet {subject} {ship} in the final image; build in another stage",
    )


def _runs_a_program(stage: FactsOfStage) -> bool:
    """Whether the stage starts something other than a prompt; an image without a command is a base or a tool box."""
    steps = [step for keyword in (Keyword.ENTRYPOINT, Keyword.CMD) for _, step in stage.steps_with(keyword)]
    return any(_is_program(step) for step in steps)


def _is_program(step: Step) -> bool:
    script = step.commands
    if script is None or not script.commands or is_interactive(step):
        return False
    name = script.commands[0].name.value
    return name is not None and dialect_of_program(name) in (Dialect.UNKNOWN, Dialect.OTHER)
