"""The images of .NET that build and run a program which brings its runtime, or was compiled ahead of time.

https://github.com/dotnet/dotnet-docker/blob/main/documentation/image-variants.md,
https://github.com/dotnet/dotnet-docker/blob/main/README.sdk.md,
https://learn.microsoft.com/dotnet/core/deploying/native-aot
"""

from __future__ import annotations

from ..syntax.dataclass import dataclass
from .multi_stage.packages import apt_commands

REGISTRY = "mcr.microsoft.com/dotnet"
OLDEST_ALONE = 8
"""The first version of which a program is published with its runtime without naming a system."""
_CHISELED = {8: "noble", 9: "noble", 10: "noble"}
_FIRST_WITH_LINKER = 10
_DEBIAN_TOOLS = ("clang", "zlib1g-dev")
_ALPINE_TOOLS = ("clang", "build-base", "zlib-dev")
LINKING_TOOLS = frozenset((*_DEBIAN_TOOLS, *_ALPINE_TOOLS, "llvm"))
"""Packages that compiling ahead of time needs, and nothing of them afterwards."""


@dataclass(frozen=True, slots=True)
class AloneImages:
    """``build`` has the SDK, ``run`` what a runtime needs of a system; ``tools`` are commands for the first."""

    build: str
    run: str
    tools: tuple[str, ...] = ()


def alone_images(version: str, *, is_native: bool, is_musl: bool, needs_icu: bool) -> AloneImages:
    """The images of a version, written as ``10.0``; those for the same distribution, so that the C library fits."""
    major = int(version.partition(".")[0])
    name = "alpine" if is_musl else _CHISELED.get(major)
    tag = f"{version}-{name}" if name else version
    has_linker = is_native and major >= _FIRST_WITH_LINKER and name is not None
    tools: tuple[str, ...] = ()
    if is_native and not has_linker:
        tools = (f"apk add --no-cache {' '.join(_ALPINE_TOOLS)}",) if is_musl else apt_commands(_DEBIAN_TOOLS)
    return AloneImages(
        f"{REGISTRY}/sdk:{tag}{'-aot' if has_linker else ''}", deps_image(version, name, needs_icu=needs_icu), tools
    )


def chiseled_name(major: int, system: str) -> str | None:
    """The release of Ubuntu whose chiseled image runs what an image of the SDK built.

    ``system`` is what its tag says of the distribution; a program runs with the C library of its build or a later one.
    """
    name = _CHISELED.get(major)
    return name if system in ("", "bookworm-slim", name) else None


def deps_image(version: str, name: str | None, *, needs_icu: bool) -> str:
    """The image with what a runtime needs of a distribution: ``alpine``, a release of Ubuntu, or the usual one.

    The first two leave out ICU and time zones unless asked for them.
    """
    if name is None:
        return f"{REGISTRY}/runtime-deps:{version}"
    variant = name if name.startswith("alpine") else f"{name}-chiseled"
    return f"{REGISTRY}/runtime-deps:{version}-{variant}{'-extra' if needs_icu else ''}"
