""".NET: from project files to the facts of a project.

Sources: https://learn.microsoft.com/dotnet/core/project-sdk/msbuild-props, https://learn.microsoft.com/dotnet/core/docker,
https://learn.microsoft.com/dotnet/core/deploying/native-aot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ..build_context import BuildContext
from .commands import custom
from .facts import (
    Artefact,
    Ecosystem,
    Judgement,
    Known,
    Need,
    NeedKind,
    Note,
    Origin,
    PackageManager,
    Part,
    Product,
    ProjectFacts,
    Reason,
    no,
    unknown,
    yes,
)
from .maven_pom import parse_xml
from .reading import (
    ancestors,
    files_in,
    first_file,
    folder_of,
    is_file,
    join,
    known_in,
    line_at,
    lost_text,
    manifests_named,
    name_of,
    text_of,
)

_LANGUAGES = {"csproj": "csharp", "fsproj": "fsharp", "vbproj": "visual-basic"}
_MODERN = re.compile(r"^net(?:coreapp)?(\d+\.\d+)")
_SDK_VERSION = re.compile(r'"sdk"\s*+:\s*+\{[^}]*?"version"\s*+:\s*+"([^"\n]++)"')

_MOST_REFERENCES = 200


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """Each project file."""
    for path in manifests_named(context, ".csproj", ".fsproj", ".vbproj"):
        yield _project(context, path)


def _project(context: BuildContext, path: str) -> ProjectFacts:
    folder, text, origin = folder_of(path), text_of(context, path), Origin(path)
    root = parse_xml(text) if text is not None else None
    notes: tuple[Note, ...] = lost_text(context, path) if text is None else ()
    if isinstance(root, str):
        notes, root = (Note(origin, f"The file cannot be read: {root}"),), None
    stem, _, extension = name_of(path).rpartition(".")
    sdk = (root.get("Sdk") or "") if root is not None else ""
    assembly = _property(root, "AssemblyName") or stem
    target = _property(root, "TargetFramework") or (_property(root, "TargetFrameworks") or "").split(";")[0] or None
    is_aot = (_property(root, "PublishAot") or "").lower() == "true"
    product = _product(root, sdk, _property(root, "OutputType"))
    name = name_of(path)
    root_folder = _solution_folder(context, folder)
    references = _references(context, path)
    is_program = product is Product.PROGRAM
    output = Known(join(folder, "out"), origin)
    restored = ("dotnet", "restore", name)
    return ProjectFacts(
        Ecosystem.DOTNET,
        folder,
        (origin,),
        name=Known(assembly, Origin(path, _line(text, "<AssemblyName>"))),
        framework=_framework(root, sdk, text, path),
        language=Known(_LANGUAGES[extension], origin) if extension in _LANGUAGES else None,
        product=product,
        package_manager=PackageManager("nuget", origin, cache_folders=("/root/.nuget/packages",)),
        lock_file=next(iter(files_in(context, folder, ("packages.lock.json",))), None),
        manifests=_manifests(context, folder, path, references),
        install_needs_sources=no() if root is not None else unknown(),
        install=custom(origin, *restored),
        needs_build=yes(Reason(".NET programs are compiled", origin)),
        build=custom(origin, "dotnet", "publish", name, "-c", "Release", "-o", "out") if is_program else None,
        output_folder=output if is_program else None,
        start=custom(origin, *((f"./out/{assembly}",) if is_aot else ("dotnet", f"out/{assembly}.dll")))
        if is_program
        else None,
        entry_point=next(
            (Known(each, Origin(each)) for each in files_in(context, folder, ("Program.cs", "Program.fs"))), None
        ),
        port=_port(sdk, target, origin),
        language_version=_version(context, folder, target, path, text),
        native_modules=yes(Reason("It is compiled to native code", Origin(path, _line(text, "<PublishAot>"))))
        if is_aot
        else unknown(),
        is_monorepo_part=_monorepo(references, origin) if root is not None else unknown(),
        workspace_root=root_folder,
        workspace_members=tuple(folder_of(each) for each in references),
        artefacts=(Artefact(output.value, Part.BUILT, origin),) if is_program else (),
        sources_at_run_time=False,
        needs=_needs(is_aot, origin) if is_program else (),
        notes=notes,
    )


def _property(root: Element | None, name: str) -> str | None:
    return (root.findtext(f"PropertyGroup/{name}") or "").strip() or None if root is not None else None


def _line(text: str | None, needle: str) -> int | None:
    offset = -1 if text is None else text.find(needle)
    return None if text is None or offset < 0 else line_at(text, offset)


def _product(root: Element | None, sdk: str, output_type: str | None) -> Product | None:
    if root is None:
        return None
    if any(each.get("Include") == "Microsoft.NET.Test.Sdk" for each in root.iter("PackageReference")):
        return Product.LIBRARY
    if sdk == "Microsoft.NET.Sdk.BlazorWebAssembly":
        return Product.WEBSITE
    if sdk.endswith((".Web", ".Worker")) or (output_type or "").lower() in ("exe", "winexe"):
        return Product.PROGRAM
    return Product.LIBRARY if sdk else None


def _framework(root: Element | None, sdk: str, text: str | None, path: str) -> Known | None:
    first = Origin(path, _line(text, "<Project"), "Sdk")
    packages = {each.get("Include") or "" for each in root.iter("PackageReference")} if root is not None else set[str]()
    if sdk == "Microsoft.NET.Sdk.BlazorWebAssembly":
        return Known("blazor", first)
    if sdk.endswith(".Web"):
        return Known("aspnetcore", first)
    if sdk.endswith(".Worker") or "Microsoft.Extensions.Hosting" in packages:
        return Known("worker", first)
    return None


def _solution_folder(context: BuildContext, folder: str) -> str | None:
    for place in (folder, *ancestors(folder)):
        if any(name.endswith((".sln", ".slnx")) for name in context.names_in(place)):
            return place
    return None


def _references(context: BuildContext, path: str) -> tuple[str, ...]:
    """The projects that one refers to, and those that these refer to, the nearest first."""
    found: dict[str, None] = {}
    todo = [path]
    while todo and len(found) < _MOST_REFERENCES:
        here = todo.pop(0)
        text = text_of(context, here)
        root = None if text is None else parse_xml(text)
        if root is None or isinstance(root, str):
            continue
        for each in root.iter("ProjectReference"):
            reference = join(folder_of(here), (each.get("Include") or "").replace("\\", "/"))
            if reference not in found and reference != path and "." in name_of(reference):
                found[reference] = None
                todo.append(reference)
    return tuple(found)


def _manifests(context: BuildContext, folder: str, path: str, references: tuple[str, ...]) -> tuple[str, ...]:
    """``dotnet restore`` reads the project, all projects that it refers to, and the settings above them."""
    names = (
        "global.json",
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Packages.props",
        "nuget.config",
        "NuGet.config",
        "NuGet.Config",
    )
    above = {each: None for place in (folder, *ancestors(folder)) for each in files_in(context, place, names)}
    found = [path, *(each for each in references if is_file(context, each)), *above]
    return tuple(dict.fromkeys([*found, *files_in(context, folder, ("packages.lock.json",))]))


def _version(context: BuildContext, folder: str, target: str | None, path: str, text: str | None) -> Known | None:
    found = _MODERN.match(target or "")
    if found is not None:
        return Known(found[1], Origin(path, _line(text, "<TargetFramework"), "TargetFramework"))
    if target is not None:
        return Known(target, Origin(path, _line(text, "<TargetFramework"), "TargetFramework"))
    settings = next(
        (each for place in (folder, *ancestors(folder)) if (each := first_file(context, place, ("global.json",)))), None
    )
    return known_in(context, settings, _SDK_VERSION, "sdk.version") if settings else None


def _port(sdk: str, target: str | None, origin: Origin) -> Known | None:
    """The images of .NET 8 and later listen on 8080, those before on 80."""
    found = _MODERN.match(target or "")
    if not sdk.endswith(".Web") or found is None:
        return None
    return Known("8080" if float(found[1]) >= 8 else "80", origin)


def _monorepo(references: tuple[str, ...], origin: Origin) -> Judgement:
    return yes(*(Reason(f"It refers to {each}", origin) for each in references)) if references else no()


def _needs(is_aot: bool, origin: Origin) -> tuple[Need, ...]:
    libc = Need(NeedKind.C_LIBRARY, "libc", origin)
    certificates = Need(NeedKind.CERTIFICATES, "ca-certificates", origin, is_certain=False)
    return (libc, certificates) if is_aot else (Need(NeedKind.COMMAND, "dotnet", origin), libc, certificates)
