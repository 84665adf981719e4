"""Programs in .NET: the last stage has as much of .NET as the program does not bring itself."""

from __future__ import annotations

import pytest

from .converting import converted, found

NATIVE = "<PublishAot>true</PublishAot>"
INVARIANT = "<InvariantGlobalization>true</InvariantGlobalization>"
LINKER = "RUN apt-get update && apt-get install -y clang zlib1g-dev\n"


def project(kind: str, properties: str = "", items: str = "", version: str = "10.0") -> dict[str, str | int]:
    group = f"<PropertyGroup><TargetFramework>net{version}</TargetFramework>{properties}</PropertyGroup>"
    text = f'<Project Sdk="Microsoft.NET.Sdk.{kind}">{group}<ItemGroup>{items}</ItemGroup></Project>'
    return {"Shop.csproj": text, "Program.cs": 1}


def dockerfile(tag: str, start: str, options: str = "", setup: str = "") -> str:
    return (
        f"FROM mcr.microsoft.com/dotnet/sdk:{tag}\n{setup}WORKDIR /src\nCOPY . .\n"
        f"RUN dotnet publish -c Release {options} -o /app\nWORKDIR /app\n{start}\n"
    )


def last_image(text: str, files: dict[str, str | int] | None) -> str:
    return converted(text, files).rpartition("\nFROM mcr.microsoft.com/dotnet/")[2].partition("\n")[0]


@pytest.mark.parametrize(
    ("tag", "properties", "image"),
    [
        ("10.0", INVARIANT, "runtime-deps:10.0-noble-chiseled"),
        ("10.0-noble-aot", INVARIANT, "runtime-deps:10.0-noble-chiseled"),
        ("10.0-noble-aot", "", "runtime-deps:10.0-noble-chiseled-extra"),
        ("10.0.100", "", "runtime-deps:10.0-noble-chiseled-extra"),
        # The C library of this distribution is newer than that of the image without a shell.
        ("10.0-trixie-slim-aot", "", "runtime-deps:10.0-trixie-slim"),
        ("10.0-alpine-aot", INVARIANT, "runtime-deps:10.0-alpine"),
        ("10.0-alpine3.22-aot", "", "runtime-deps:10.0-alpine3.22-extra"),
    ],
)
def test_native_program_needs_nothing_of_dotnet(tag: str, properties: str, image: str) -> None:
    text = dockerfile(tag, 'ENTRYPOINT ["./Shop"]')
    assert last_image(text, project("Web", NATIVE + properties)) == image


def test_what_links_native_code_stays_behind() -> None:
    text = converted(dockerfile("8.0", "CMD ./Shop", setup=LINKER), project("Worker", NATIVE, version="8.0"))
    first, _, last = text.partition("\n\n")
    assert LINKER in first
    assert last.startswith("FROM mcr.microsoft.com/dotnet/runtime-deps:8.0-noble-chiseled-extra\n")
    assert "apt-get" not in last
    assert last.endswith('CMD ["./Shop"]\n')


def test_what_a_shell_is_needed_for_keeps_it() -> None:
    start = 'ENTRYPOINT ["./Shop"]\nHEALTHCHECK CMD curl -f localhost:8080'
    text = converted(dockerfile("10.0-noble-aot", start), project("Web", NATIVE))
    assert "\nFROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble\n" in text
    assert "install -y --no-install-recommends ca-certificates curl" in text


@pytest.mark.parametrize(
    ("options", "image"),
    [
        ("-r linux-x64 --self-contained", "runtime-deps:10.0-noble-chiseled-extra"),
        ("-p:PublishTrimmed=true", "runtime-deps:10.0-noble-chiseled-extra"),
        ("/p:PublishSingleFile=true", "runtime-deps:10.0-noble-chiseled-extra"),
        ("-p PublishAot=true -p InvariantGlobalization=true", "runtime-deps:10.0-noble-chiseled"),
        ("-p:PublishSingleFile=true --no-self-contained", "aspnet:10.0"),
        ("-p:PublishSingleFile=true --self-contained false", "aspnet:10.0"),
        ("", "aspnet:10.0"),
    ],
)
def test_options_of_the_call_count_without_a_project(options: str, image: str) -> None:
    assert last_image(dockerfile("10.0", 'CMD ["./Shop"]', options), None) == image


@pytest.mark.parametrize(
    ("kind", "items", "image"),
    [
        ("Web", "", "aspnet"),
        ("Worker", "", "runtime"),
        ("Worker", '<PackageReference Include="Microsoft.Extensions.Hosting" />', "runtime"),
        ("Worker", '<FrameworkReference Include="Microsoft.AspNetCore.App" />', "aspnet"),
        # Whether a package asks for the framework cannot be seen.
        ("Worker", '<PackageReference Include="Contoso.Queue" />', "aspnet"),
        ("Worker", '<PackageReference Include="Serilog.AspNetCore" />', "aspnet"),
        ("Worker", '<ProjectReference Include="../Gone/Gone.csproj" />', "aspnet"),
    ],
)
def test_worker_has_no_framework_for_the_web(kind: str, items: str, image: str) -> None:
    text = dockerfile("10.0", 'CMD ["dotnet", "Shop.dll"]')
    assert last_image(text, project(kind, items=items)) == f"{image}:10.0"
    assert last_image(text.replace("10.0", "10.0.103-noble"), project(kind, items=items)) == f"{image}:10.0-noble"


def test_that_there_is_no_shell_is_told() -> None:
    conversion = found(dockerfile("10.0-noble-aot", 'CMD ["./Shop"]'), project("Web", NATIVE))
    assert "the last stage has no shell, so `docker exec` starts none" in conversion.plan.notes  # type: ignore[union-attr]
