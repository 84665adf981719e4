"""Packages that are needed to build programs and of no use to run them."""

from __future__ import annotations

from ..syntax.lazy_pattern import lazy_pattern

_NAMES = frozenset(
    (
        *(
            "autoconf",
            "automake",
            "binutils",
            "bison",
            "build-base",
            "build-essential",
            "cargo",
            "clang",
            "cmake",
            "cpp",
        ),
        *("default-jdk", "default-jdk-headless", "flex", "g++", "gcc", "gcc-c++", "golang", "golang-go", "libtool"),
        *(
            "linux-headers",
            "llvm",
            "m4",
            "make",
            "meson",
            "musl-dev",
            "nasm",
            "ninja",
            "ninja-build",
            "patch",
            "pkg-config",
        ),
        *("pkgconf", "python-dev", "python3-dev", "rustc", "yasm"),
    )
)
_VERSIONED = lazy_pattern(r"(?:gcc|g\+\+|clang|llvm|golang|openjdk)-?\d[\d.]*(?:-jdk(?:-headless)?)?\Z")
_HEADERS = lazy_pattern(r".+-(?:dev|devel|headers)\Z")
# They end like headers and are something else: tools for developers, or needed at run time.
_NOT_HEADERS = frozenset(("mesa-dri-dev", "ca-certificates-dev"))


def is_build_package(name: str) -> bool:
    """Whether an operating system package holds compilers, build tools or headers, by its name."""
    return (
        name in _NAMES
        or _VERSIONED.match(name) is not None
        or (_HEADERS.match(name) is not None and name not in _NOT_HEADERS)
    )
