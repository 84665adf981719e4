r"""Remove a package file in the RUN that downloads it.

A `.deb` or `.rpm` that was downloaded to be installed is of no use afterwards, but takes its room in the layer.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSLo /tmp/tool.deb https://example.com/tool.deb && dpkg -i /tmp/tool.deb
#               ^^^^^^^^^^^^^ `/tmp/tool.deb` stays in the layer after it is installed
```

```dockerfile fixed
FROM debian:13-slim
RUN curl -fsSLo /tmp/tool.deb https://example.com/tool.deb && dpkg -i /tmp/tool.deb \
    && rm /tmp/tool.deb
```

## Good

```dockerfile good
FROM debian:13-slim
RUN curl -fsSLo /tmp/tool.deb https://example.com/tool.deb \
    && dpkg -i /tmp/tool.deb \
    && rm /tmp/tool.deb
RUN --mount=type=tmpfs,target=/tmp curl -fsSLo /tmp/b.deb https://example.com/b.deb && dpkg -i /tmp/b.deb
```

## Fix safety

Unsafe: something later may read the file.

## When to ignore

The file is needed again.

## Sources

- https://docs.docker.com/build/building/best-practices/
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from ....semantics.file_effects import FileEffect, PathEffect, absolute_path, path_effects
from ....semantics.mounts import is_below
from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....syntax.grammar import Keyword
from ...chains import appended_command
from ...finding import Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SIZE,
    also_known_as={"doctor": ("DD016",)},
    fix=Safety.UNSAFE,
    profiles=("size",),
)

_INSTALLERS = ("dpkg", "rpm", "apt", "apt-get", "yum", "dnf", "microdnf", "zypper", "apk")
_ENDINGS = (".deb", ".rpm", ".apk")


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    if not step.traits.is_in_image or step.is_deferred or not any(end in step.item.text for end in _ENDINGS):
        return
    effects = path_effects(step)
    for download in effects:
        if _is_download(download) and _is_installed(step, download) and not _is_removed(effects, download.path):
            message = f"`{download.path}` stays in the layer after it is installed"
            yield RULE.at(step, download.span, message, fixes=_fixes(step, download.path))


def _is_download(effect: PathEffect) -> bool:
    invocation = effect.invocation
    is_fetched = invocation is not None and invocation.tool in ("curl", "wget")
    return is_fetched and effect.effect is FileEffect.WRITES and effect.path.endswith(_ENDINGS)


def _is_installed(step: Step, download: PathEffect) -> bool:
    return any(
        invocation.tool in _INSTALLERS and download.path in _operands(step, invocation)
        for invocation in step.invocations
    )


def _operands(step: Step, invocation: Invocation) -> list[str | None]:
    return [absolute_path(step.workdir.value, value) for value in invocation.operand_values]


def _is_removed(effects: tuple[PathEffect, ...], path: str) -> bool:
    return any(
        effect.effect is FileEffect.REMOVES and (is_below(path, effect.path) or fnmatchcase(path, effect.path))
        for effect in effects
    )


def _fixes(step: Step, path: str) -> list[Fix]:
    edit = appended_command(step, f"rm {path}")
    if edit is None:
        return []
    return [Fix(f"Remove {path} in the same RUN", Safety.UNSAFE, lambda: (edit,), "something later may read the file")]
