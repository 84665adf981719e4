""".NET: what `dotnet publish` made, on the image with the runtime of the same version.

https://learn.microsoft.com/dotnet/core/docker/build-container
"""

from __future__ import annotations

import posixpath
import re

from ....semantics.file_effects import absolute_path
from ..bases import RuntimeBase, named
from ..compiled import CompiledProject, plan_compiled
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..subject import Subject, directory_of, start_words

_SDK = "mcr.microsoft.com/dotnet/sdk"
_BUILD_ONLY = re.compile(r"(?:NUGET_\w+|DEBIAN_FRONTEND)\Z")


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that publishes, and one with what was published."""
    calls = list(subject.calls("dotnet"))
    published = [(block, call) for block, call in calls if call.subcommand == "publish"]
    if not calls:
        return NOT_MINE
    words = start_words(subject)
    if words and words[:2] in (("dotnet", "run"), ("dotnet", "watch")):
        return refuse("the container compiles the program when it starts: publish it in a RUN, and start that")
    if not published or not words:
        return refuse("no call of `dotnet publish` and a start command that belongs to it are seen")
    block, call = published[-1]
    option = call.option("--output")
    folder = None if option is None else absolute_path(directory_of(block, call), option.value)
    if folder is None:
        return refuse(f"line {block.line}: `dotnet publish` says not where to with `--output`")
    first, *others = words
    program = others[0] if first == "dotnet" and others else first
    if posixpath.dirname(absolute_path(subject.workdir, program) or "/") != folder:
        return refuse(f"the container starts `{program}`, which does not lie in `{folder}`, where it is published to")
    base = _base(subject)
    if base is None:
        return refuse(f"the runtime is chosen by the tag of `{_SDK}`, and the file begins from another image")
    return plan_compiled(
        subject,
        CompiledProject(
            recipe="dotnet",
            base=base,
            build_calls=tuple(dict.fromkeys(each.position for each, _ in calls)),
            copies=((folder, folder, "what was published"),),
            source_ends=(".cs", ".fs", ".vb"),
            is_build_only=lambda name: _BUILD_ONLY.match(name) is not None,
            reads_sources=False,
        ),
    )


def _base(subject: Subject) -> RuntimeBase | None:
    image = subject.stage.base.image
    if image is None or image.familiar_name != _SDK or image.tag is None or image.digest is not None:
        return None
    reason = "the same version with the runtime alone; it serves programs for the web and others"
    return named(f"mcr.microsoft.com/dotnet/aspnet:{image.tag}", reason)
