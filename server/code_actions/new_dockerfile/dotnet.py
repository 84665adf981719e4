""".NET: what is published, on the image with as much of .NET as it does not bring itself.

https://learn.microsoft.com/dotnet/core/docker/build-container,
https://learn.microsoft.com/dotnet/core/deploying/native-aot
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...project.build_context import BuildContext
from ...project.recognition.dotnet import ASP_NET, ICU
from ...project.recognition.facts import NeedKind, ProjectFacts
from ..dotnet_images import OLDEST_ALONE, REGISTRY, alone_images
from ..multi_stage.plan import Refusal, refuse
from .blueprint import Blueprint, version_of
from .compiled import built
from .instructions import joined, run, shell

_OLDEST = (2, 1)


def dotnet(facts: ProjectFacts, _context: BuildContext) -> Blueprint | Refusal:
    """The image with the runtime of the same version, or what that needs of a system where the program brings it."""
    version = version_of(facts) or ""
    if re.fullmatch(r"\d+\.\d+", version) is None:
        return refuse("which version of .NET it is made for is not known")
    if tuple(map(int, version.split("."))) < _OLDEST:
        return refuse(f"it is made for .NET {version}, of which Microsoft's registry has no image any more")
    if not _has(facts, NeedKind.COMMAND, "dotnet"):
        return _alone(facts, version)
    name = "aspnet" if _has(facts, NeedKind.LIBRARY, ASP_NET) else "runtime"
    return built(facts, f"{REGISTRY}/sdk:{version}", f"{REGISTRY}/{name}:{version}")


def _alone(facts: ProjectFacts, version: str) -> Blueprint | Refusal:
    """A program that brings its runtime, or was compiled ahead of time."""
    is_musl = _has(facts, NeedKind.C_LIBRARY, "musl")
    if not is_musl and not _has(facts, NeedKind.C_LIBRARY, "libc"):
        return refuse("it is published for another system than Linux")
    if int(version.partition(".")[0]) < OLDEST_ALONE:
        return refuse(f"it brings its runtime, and how .NET {version} publishes that is not known here")
    is_native = facts.native_modules.is_yes
    images = alone_images(version, is_native=is_native, is_musl=is_musl, needs_icu=_has(facts, NeedKind.LIBRARY, ICU))
    blueprint = built(facts, images.build, images.run)
    if not is_native or facts.build is None:
        return blueprint
    tools = ((run(joined(images.tools)), "what native code is linked with"),) if images.tools else ()
    # Symbols for debuggers are larger than the program, which does not read them.
    return replace(blueprint, prepare=tools, build=(joined((shell(facts.build), "rm -f out/*.dbg")),))


def _has(facts: ProjectFacts, kind: NeedKind, name: str) -> bool:
    return any(need.kind is kind and need.name == name for need in facts.needs)
