""".NET: from project files to the facts of a project.

Sources: https://learn.microsoft.com/dotnet/core/project-sdk/msbuild-props, https://learn.microsoft.com/dotnet/core/docker,
https://learn.microsoft.com/dotnet/core/deploying/native-aot,
https://learn.microsoft.com/aspnet/core/fundamentals/target-aspnetcore.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from ..build_context import BuildContext
from ..manifests import ManifestProblem
from .commands import custom
from .dotnet_publishing import Publishing, publishing_of, release_properties
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
    problem_note,
    text_of,
)

_LANGUAGES = {"csproj": "csharp", "fsproj": "fsharp", "vbproj": "visual-basic"}
_MODERN = re.compile(r"^net(?:coreapp)?(\d+\.\d+)")
_SDK_VERSION = re.compile(r'"sdk"\s*+:\s*+\{[^}]*?"version"\s*+:\s*+"([^"\n]++)"')

_MOST_REFERENCES = 200

ASP_NET = "Microsoft.AspNetCore.App"
"""The framework that the image for the web has besides the runtime."""
ICU = "icu"
_PLAIN_PACKAGES = (
    *("AWSSDK.", "Confluent.Kafka", "Dapper", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.", "MongoDB."),
    *("MySqlConnector", "Newtonsoft.Json", "Npgsql", "Polly", "RabbitMQ.Client", "Serilog", "StackExchange.Redis"),
    "System.",
)
"""Beginnings of the names of packages that run on .NET alone, unless the name speaks of ASP.NET Core."""


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """Each project file."""
    for path in manifests_named(context, ".csproj", ".fsproj", ".vbproj"):
        yield _project(context, path)


def _project(context: BuildContext, path: str) -> ProjectFacts:
    folder, text, origin = folder_of(path), text_of(context, path), Origin(path)
    root = parse_xml(text) if text is not None else None
    notes: tuple[Note, ...] = lost_text(context, path) if text is None else ()
    if isinstance(root, ManifestProblem):
        notes, root = (problem_note(path, root),), None
    stem, _, extension = name_of(path).rpartition(".")
    sdk = (root.get("Sdk") or "") if root is not None else ""
    assembly = _property(root, "AssemblyName") or stem
    target = _target(root)
    published = publishing(context, path)
    product = _product(root, sdk, _property(root, "OutputType"))
    name = name_of(path)
    root_folder = _solution_folder(context, folder)
    references = _references(context, path)
    roots = [each for each in (_root_of(context, one) for one in (path, *references)) if each is not None]
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
        start=custom(origin, *(("dotnet", f"out/{assembly}.dll") if published.has_archive else (f"./out/{assembly}",)))
        if is_program
        else None,
        entry_point=next(
            (Known(each, Origin(each)) for each in files_in(context, folder, ("Program.cs", "Program.fs"))), None
        ),
        port=_port(sdk, target, origin),
        language_version=_version(context, folder, target, path, text),
        native_modules=yes(Reason("It is compiled to native code", Origin(path, _line(text, "<PublishAot>"))))
        if published.is_native
        else unknown(),
        is_monorepo_part=_monorepo(references, origin) if root is not None else unknown(),
        workspace_root=root_folder,
        workspace_members=tuple(folder_of(each) for each in references),
        artefacts=(Artefact(output.value, Part.BUILT, origin),) if is_program else (),
        sources_at_run_time=False,
        needs=(*_needs(published, origin), *_asp_net(sdk, roots, references, origin)) if is_program else (),
        notes=notes,
    )


def publishing(context: BuildContext, path: str, options: Mapping[str, str] | None = None) -> Publishing:
    """How a project file is published; ``options`` are properties of the command line, named in small letters."""
    folder, root = folder_of(path), _root_of(context, path)
    places = (folder, *ancestors(folder))
    shared = next((each for place in places if (each := first_file(context, place, ("Directory.Build.props",)))), None)
    roots = (_root_of(context, shared) if shared else None, root)
    properties = release_properties(each for each in roots if each is not None)
    found = _MODERN.match(_target(root) or "")
    return publishing_of({**properties, **(options or {})}, int(found[1].partition(".")[0]) if found else None)


def _target(root: Element | None) -> str | None:
    """The framework that a project is made for, the first where it is made for several."""
    return _property(root, "TargetFramework") or (_property(root, "TargetFrameworks") or "").split(";")[0] or None


def _root_of(context: BuildContext, path: str) -> Element | None:
    """The element of a project file, or None where it cannot be read."""
    text = text_of(context, path)
    root = None if text is None else parse_xml(text)
    return None if isinstance(root, ManifestProblem) else root


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
        root = _root_of(context, here)
        for each in root.iter("ProjectReference") if root is not None else ():
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


def _needs(published: Publishing, origin: Origin) -> Iterator[Need]:
    if not published.is_self_contained:
        yield Need(NeedKind.COMMAND, "dotnet", origin)
    if published.is_made_for_linux:
        is_musl = (published.runtime or "").startswith("linux-musl")
        yield Need(NeedKind.C_LIBRARY, "musl" if is_musl else "libc", origin)
    if not published.is_invariant:
        yield Need(NeedKind.LIBRARY, ICU, origin)
    yield Need(NeedKind.CERTIFICATES, "ca-certificates", origin, is_certain=False)


def _asp_net(sdk: str, roots: Sequence[Element], references: Sequence[str], origin: Origin) -> Iterator[Need]:
    """The framework for the web, certain where a project says so; packages may ask for it without being seen to."""
    asked = {each.get("Include") for root in roots for each in root.iter("FrameworkReference")}
    if sdk.endswith(".Web") or ASP_NET in asked:
        yield Need(NeedKind.LIBRARY, ASP_NET, origin)
        return
    packages = [each.get("Include") or "" for root in roots for each in root.iter("PackageReference")]
    is_plain = all(name.startswith(_PLAIN_PACKAGES) and "AspNetCore" not in name for name in packages)
    if not is_plain or len(roots) <= len(references):
        yield Need(NeedKind.LIBRARY, ASP_NET, origin, is_certain=False)
