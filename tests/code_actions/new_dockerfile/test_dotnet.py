"""New Dockerfiles for .NET, by how the project is published."""

from __future__ import annotations

import pytest

from .test_projects import Files, reasons, text_of

NATIVE = "<PublishAot>true</PublishAot>"
INVARIANT = "<InvariantGlobalization>true</InvariantGlobalization>"


def project(kind: str, properties: str, version: str = "10.0") -> Files:
    group = f"<PropertyGroup><TargetFramework>net{version}</TargetFramework>{properties}</PropertyGroup>"
    return {"Shop.csproj": f'<Project Sdk="Microsoft.NET.Sdk.{kind}">{group}</Project>', "Program.cs": 1}


def test_native_program_is_linked_and_starts_by_itself() -> None:
    text = text_of(project("Web", NATIVE + INVARIANT))
    assert "FROM mcr.microsoft.com/dotnet/sdk:10.0-noble-aot AS build\n" in text
    assert "dotnet publish Shop.csproj -c Release -o out \\\n    && rm -f out/*.dbg\n" in text
    assert "\nFROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled\n" in text
    assert text.endswith('EXPOSE 8080\nUSER 1654\nCMD ["./out/Shop"]\n')
    assert "apt-get" not in text


def test_languages_of_people_need_their_data() -> None:
    assert "runtime-deps:10.0-noble-chiseled-extra\n" in text_of(project("Web", NATIVE))


def test_settings_above_count_and_the_project_overrules_them() -> None:
    above = {"Directory.Build.props": f"<Project><PropertyGroup>{NATIVE}</PropertyGroup></Project>"}
    assert "sdk:10.0-noble-aot" in text_of({**project("Web", ""), **above})
    own = project("Web", "<PublishAot>false</PublishAot>")
    assert "aspnet:10.0\n" in text_of({**own, **above})


@pytest.mark.parametrize(
    ("condition", "image"),
    [
        ("'$(Configuration)' == 'Release'", "runtime-deps:10.0-noble-chiseled-extra"),
        ("'$(Fast)' == '1'", "aspnet:10.0"),
    ],
)
def test_a_condition_is_not_taken_to_hold(condition: str, image: str) -> None:
    native = f'<PublishAot Condition="{condition}">true</PublishAot>'
    assert f"\nFROM mcr.microsoft.com/dotnet/{image}\n" in text_of(project("Web", native))


@pytest.mark.parametrize(
    ("properties", "build", "run", "start"),
    [
        ("<PublishTrimmed>true</PublishTrimmed>", "10.0-noble", "runtime-deps:10.0-noble-chiseled-extra", "./out/Shop"),
        (
            "<SelfContained>true</SelfContained><RuntimeIdentifier>linux-musl-x64</RuntimeIdentifier>",
            "10.0-alpine",
            "runtime-deps:10.0-alpine-extra",
            "./out/Shop",
        ),
        (
            "<PublishSingleFile>true</PublishSingleFile><SelfContained>false</SelfContained>",
            "10.0",
            "runtime:10.0",
            "./out/Shop",
        ),
    ],
)
def test_what_the_program_brings_is_not_in_the_image(properties: str, build: str, run: str, start: str) -> None:
    text = text_of(project("Worker", properties))
    assert f"FROM mcr.microsoft.com/dotnet/sdk:{build} AS build\n" in text
    assert f"\nFROM mcr.microsoft.com/dotnet/{run}\n" in text
    assert text.endswith(f'CMD ["{start}"]\n')
    assert "*.dbg" not in text


def test_a_program_for_another_system_or_an_old_version_is_named() -> None:
    windows = "<SelfContained>true</SelfContained><RuntimeIdentifier>win-x64</RuntimeIdentifier>"
    assert reasons(project("Worker", windows)) == ("it is published for another system than Linux",)
    assert reasons(project("Worker", NATIVE, "7.0")) == (
        "it brings its runtime, and how .NET 7.0 publishes that is not known here",
    )
