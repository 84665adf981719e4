"""How ``dotnet publish`` publishes a project: for a runtime that is there, with its own, or as native code.

Properties of the project file count, and those of the nearest ``Directory.Build.props``. What stands under a condition
is left out, unless that is the configuration for releases. Sources:
https://learn.microsoft.com/dotnet/core/deploying, https://learn.microsoft.com/visualstudio/msbuild/customize-by-directory,
https://learn.microsoft.com/dotnet/core/compatibility/sdk/8.0/runtimespecific-app-default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from ...syntax.dataclass import dataclass
from ...syntax.lazy_pattern import lazy_pattern

_RELEASE = lazy_pattern(r"\s*+'\$\(Configuration\)'\s*+==\s*+'Release'\s*+")
_IMPLYING = ("publishaot", "publishtrimmed", "publishsinglefile")
"""Properties that take the runtime along, from .NET 8 on, where nothing else is said."""
_FIRST_IMPLYING = 8


@dataclass(frozen=True, slots=True)
class Publishing:
    """``is_native``: compiled ahead of time. ``is_self_contained``: nothing of .NET has to be there to run it.

    ``has_archive`` tells whether a ``.dll`` is left that ``dotnet`` starts. ``runtime`` is the identifier of the system
    that it is made for, ``None`` for the one that it is built on. ``is_invariant``: it needs no data of ICU.
    """

    is_native: bool = False
    is_self_contained: bool = False
    has_archive: bool = True
    runtime: str | None = None
    is_invariant: bool = False

    @property
    def is_made_for_linux(self) -> bool:
        """Whether it runs in an image for Linux; where it takes no runtime along, it runs anywhere."""
        return not self.is_self_contained or self.runtime is None or self.runtime.startswith("linux-")


def release_properties(roots: Iterable[Element]) -> Mapping[str, str]:
    """The properties of project files for a release, by their names in small letters; later files overrule."""
    return {
        each.tag.lower(): (each.text or "").strip()
        for root in roots
        for group in root.iterfind("PropertyGroup")
        if _holds(group)
        for each in group
        if _holds(each)
    }


def _holds(element: Element) -> bool:
    condition = element.get("Condition")
    return condition is None or _RELEASE.fullmatch(condition) is not None


def publishing_of(properties: Mapping[str, str], version: int | None) -> Publishing:
    """What the properties come to for a project that is made for this major version of .NET."""

    def is_set(name: str) -> bool:
        return properties.get(name, "").lower() == "true"

    said = properties.get("publishselfcontained") or properties.get("selfcontained")
    runtime = properties.get("runtimeidentifier") or None
    if said:
        is_self_contained = said.lower() == "true"
    elif version is not None and version < _FIRST_IMPLYING:
        is_self_contained = runtime is not None
    else:
        is_self_contained = any(map(is_set, _IMPLYING))
    is_native = is_set("publishaot")
    return Publishing(
        is_native,
        is_native or is_self_contained,
        not (is_native or is_self_contained or is_set("publishsinglefile")),
        runtime,
        is_set("invariantglobalization"),
    )
