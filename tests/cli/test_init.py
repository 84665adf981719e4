"""`dockwright init` as a process."""

from __future__ import annotations

from pathlib import Path

import pytest

from .process import dockwright

PACKAGE = '{"name": "a", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "package.json").write_text(PACKAGE)
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "server.js").write_text("1\n")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_file_is_shown_and_nothing_is_written(project: Path) -> None:
    before = names(project)
    result = dockwright("init", cwd=project)
    assert result.code == 0
    assert result.out.startswith("# syntax=docker/dockerfile:1\n\nFROM node:")
    assert result.out.endswith('CMD ["node", "server.js"]\n')
    assert "1 line to look at: see `# CHECK:`" in result.err
    assert "--write writes both" in result.err
    shown = dockwright("init", "--diff", cwd=project).out
    assert "+++ b/Dockerfile\n" in shown
    assert "+++ b/.dockerignore\n" in shown
    assert "Last stage, which is shipped:\n" in dockwright("init", "--explain", cwd=project).out
    assert names(project) == before


def test_both_files_are_written_and_have_no_findings(project: Path) -> None:
    shown = dockwright("init", cwd=project).out
    result = dockwright("init", "--write", str(project), cwd=project.parent)
    assert (result.code, result.out) == (0, "")
    assert (project / "Dockerfile").read_text() == shown
    assert "**/node_modules\n" in (project / ".dockerignore").read_text()
    assert dockwright("check", cwd=project).code == 0
    assert dockwright("ignore-file", "--check", cwd=project).code == 0


@pytest.mark.parametrize("name", ["Dockerfile", "Containerfile", "dockerfile"])
def test_a_file_that_is_there_is_left_alone(project: Path, name: str) -> None:
    (project / name).write_text("FROM a\n")
    before = names(project)
    for arguments in ((), ("--write",)):
        result = dockwright("init", *arguments, cwd=project)
        assert (result.code, result.out) == (2, "")
        assert f"{name}: is there already" in result.err
    assert (project / name).read_text() == "FROM a\n"
    assert names(project) == before


def test_an_ignore_file_that_is_there_is_left_alone(project: Path) -> None:
    (project / ".dockerignore").write_text("docs\n")
    result = dockwright("init", "--write", cwd=project)
    assert result.code == 0
    assert ".dockerignore: left as it is; `dockwright ignore-file` shows what it lacks" in result.err
    assert (project / ".dockerignore").read_text() == "docs\n"
    assert (project / "Dockerfile").exists()


def test_reasons_for_none(tmp_path: Path) -> None:
    result = dockwright("init", "--write", cwd=tmp_path)
    assert (result.code, result.out) == (1, "")
    assert "no Dockerfile: no project was recognised" in result.err
    assert names(tmp_path) == set()
    assert dockwright("init", "nowhere", cwd=tmp_path).code == 2


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("package.json", '{\n "name": "a",\n}\n', "package.json:3: the file cannot be read: "),
        ("package.json", "", "package.json: the file is empty"),
        ("pyproject.toml", '[project]\nname = "a\n', "pyproject.toml:2: the file cannot be read: "),
        (
            "pyproject.toml",
            "[project]\nd = [\n",
            "pyproject.toml: the file cannot be read: Invalid value at the end of",
        ),
        ("pom.xml", "<project>\n<artifactId>\n</project>\n", "pom.xml:3: the file cannot be read: mismatched tag"),
        ("Cargo.toml", "[package]\nname =\n", "Cargo.toml:2: the file cannot be read: "),
        ("composer.json", '{\n"require": {\n', "composer.json:3: the file cannot be read: "),
        ("deno.jsonc", "{ // a\n tasks\n", "deno.jsonc:2: the file cannot be read: "),
        ("App.csproj", "<Project>\n</Projekt>", "App.csproj:2: the file cannot be read: mismatched tag"),
    ],
)
def test_a_broken_manifest_is_named_with_its_line(project: Path, name: str, text: str, why: str) -> None:
    (project / "package.json").unlink()
    (project / "main.py").write_text("print()\n")
    (project / name).write_text(text)
    result = dockwright("init", "--write", cwd=project)
    assert (result.code, result.out) == (1, "")
    assert f"no Dockerfile: {why}" in result.err
    assert "Traceback" not in result.err
    assert not (project / "Dockerfile").exists()


def test_a_broken_manifest_of_another_project_is_told(project: Path) -> None:
    (project / "docs").mkdir()
    (project / "docs" / "pyproject.toml").write_text("[project\n")
    result = dockwright("init", cwd=project)
    assert result.code == 0
    assert "docs/pyproject.toml:1: the file cannot be read: " in result.err
    (project / "package.json").write_text("{")
    (project / "docs" / "package.json").write_text(PACKAGE)
    (project / ".git").mkdir()
    inner = dockwright("init", "docs", cwd=project)
    assert (inner.code, inner.out) == (1, "")
    assert "whether it is part of a whole is not known: package.json:1: the file cannot be read" in inner.err


def test_an_ignore_file_that_keeps_back_what_is_needed(project: Path) -> None:
    (project / ".dockerignore").write_text("*\n!dist\n")
    result = dockwright("init", cwd=project)
    assert result.code == 1
    assert "`.dockerignore` keeps back what the build needs: package.json, package-lock.json" in result.err


DOTNET = '<Project Sdk="Microsoft.NET.Sdk{}"><PropertyGroup><TargetFramework>net10.0</TargetFramework>{}</Project>'
REFERENCE = '</PropertyGroup><ItemGroup><ProjectReference Include="..\\Core\\Core.csproj" /></ItemGroup>'


def test_a_part_of_a_monorepo_is_built_from_its_root(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name, text in (("Api", DOTNET.format(".Web", REFERENCE)), ("Core", DOTNET.format("", "</PropertyGroup>"))):
        (tmp_path / "src" / name).mkdir(parents=True)
        (tmp_path / "src" / name / f"{name}.csproj").write_text(text)
    (tmp_path / "src" / "Api" / "Program.cs").write_text("1")
    shown = dockwright("init", "src/Api", "--diff", cwd=tmp_path).out
    assert "+++ b/src/Api/Dockerfile\n" in shown
    assert "+++ b/.dockerignore\n" in shown
    result = dockwright("init", "src/Api", "--write", cwd=tmp_path)
    assert result.code == 0
    assert "is to be built from `.`: docker build --file src/Api/Dockerfile .\n" in result.err
    text = (tmp_path / "src" / "Api" / "Dockerfile").read_text()
    assert "WORKDIR /app/src/Api\nCOPY src/Api/Api.csproj ./\nCOPY src/Core/Core.csproj ../Core/\n" in text
    assert (tmp_path / ".dockerignore").exists()
    assert dockwright("check", cwd=tmp_path).code == 0
    # What needs nothing beside its folder is built from there.
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "index.html").write_text("1")
    assert "COPY . /usr/share/nginx/html\n" in dockwright("init", "web", cwd=tmp_path).out


def test_a_member_of_a_workspace_is_built_from_the_root_of_that(tmp_path: Path) -> None:
    """The workspace may lie in a folder of the repository."""
    (tmp_path / ".git").mkdir()
    member = tmp_path / "js" / "packages" / "a"
    member.mkdir(parents=True)
    (tmp_path / "js" / "package.json").write_text('{"workspaces": ["packages/*"]}')
    (tmp_path / "js" / "package-lock.json").write_text("{}")
    (member / "package.json").write_text(PACKAGE)
    (member / "server.js").write_text("1\n")
    result = dockwright("init", "js/packages/a", "--write", cwd=tmp_path)
    assert (result.code, result.out) == (0, "")
    assert "is to be built from `js`: docker build --file js/packages/a/Dockerfile js\n" in result.err
    assert "COPY packages/a/package.json packages/a/\n" in (member / "Dockerfile").read_text()
    assert (tmp_path / "js" / ".dockerignore").exists()
    root = dockwright("init", "js", cwd=tmp_path)
    assert (root.code, root.out) == (1, "")
    assert "it is the root of a workspace, of js/packages/a; name the one to build" in root.err


def test_a_module_of_a_reactor_is_built_from_where_that_begins(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "api").mkdir()
    (tmp_path / "pom.xml").write_text(
        "<project><artifactId>p</artifactId><modules><module>api</module></modules></project>"
    )
    boot = "<groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter</artifactId>"
    needs = f"<dependencies><dependency>{boot}</dependency></dependencies>"
    text = f"<project><artifactId>api</artifactId><version>1</version>{needs}</project>"
    (tmp_path / "api" / "pom.xml").write_text(text)
    result = dockwright("init", "api", cwd=tmp_path)
    assert result.code == 0
    assert "mvn -B package -DskipTests -pl api -am\n" in result.out
    assert "is to be built from `.`: docker build --file api/Dockerfile .\n" in result.err
