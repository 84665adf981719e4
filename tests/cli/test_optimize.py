"""`dockwright optimize` as a process."""

from __future__ import annotations

import re
from pathlib import Path

from .process import dockwright

ONE = 'FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "server.js"]\n'


def test_result_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(ONE)
    result = dockwright("optimize", "Dockerfile", "--multi-stage", cwd=tmp_path)
    assert result.code == 0
    assert "\nFROM node:24-slim\n" in result.out
    assert (tmp_path / "Dockerfile").read_text() == ONE


def test_difference_and_reasons_are_shown(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(ONE)
    result = dockwright("optimize", "Dockerfile", "--multi-stage", "--diff", cwd=tmp_path)
    assert "-FROM node:24\n+FROM node:24 AS build\n" in result.out
    result = dockwright("optimize", "Dockerfile", "--multi-stage", "--explain", cwd=tmp_path)
    assert "Last stage, which is shipped:\n  + FROM node:24-slim" in result.out
    assert "package.json" in result.err
    assert (tmp_path / "Dockerfile").read_text() == ONE


def test_file_is_written_with_its_mark_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(b"\xef\xbb\xbf" + ONE.replace("\n", "\r\n").encode())
    result = dockwright("optimize", "Dockerfile", "--multi-stage", "--write", cwd=tmp_path)
    assert (result.code, result.out) == (0, "")
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfFROM node:24 AS build\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    again = dockwright("optimize", "Dockerfile", "--multi-stage", "--write", cwd=tmp_path)
    assert again.code == 1
    assert "not converted: it has 2 stages already" in again.err
    assert path.read_bytes() == content


JAVA = (
    "FROM maven:3.9-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\nRUN mvn -B package\n"
    'CMD ["java", "-jar", "target/shop-1.0.jar"]\n'
)
POM = (
    "<project><artifactId>shop</artifactId><version>1.0</version><build><plugins><plugin>"
    "<artifactId>maven-shade-plugin</artifactId></plugin></plugins></build></project>"
)


def test_what_java_runs_with_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(JAVA)
    (tmp_path / "pom.xml").write_text(POM)
    result = dockwright("optimize", "Dockerfile", "--multi-stage", cwd=tmp_path)
    assert "\nFROM eclipse-temurin:21-jre\n" in result.out
    result = dockwright("optimize", "Dockerfile", "--multi-stage", "--java", "jlink", cwd=tmp_path)
    assert "\nFROM debian:trixie-slim\n" in result.out
    result = dockwright("optimize", "Dockerfile", "--java", "jlink", cwd=tmp_path)
    assert result.code == 2
    assert "--java says how a file is converted, so it goes with --multi-stage" in result.err
    (tmp_path / "Dockerfile").unlink()
    assert "eclipse-temurin:25-jre" in dockwright("init", cwd=tmp_path).out
    assert "jlink --add-modules" in dockwright("init", "--java", "jlink", cwd=tmp_path).out


def test_what_cannot_be_dealt_with(tmp_path: Path) -> None:
    assert dockwright("optimize", "Dockerfile", "--multi-stage", cwd=tmp_path).code == 2
    (tmp_path / "Dockerfile").write_text(ONE)


FULL = "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"


def test_the_gain_is_estimated_as_the_manual_shows(tmp_path: Path, repository: Path) -> None:
    (tmp_path / "Dockerfile").write_text(FULL + 'CMD ["node", "server.js"]\n')
    (tmp_path / "package.json").write_text('{"name": "a", "dependencies": {"express": "4"}}')
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "server.js").write_text("1\n")
    result = dockwright("optimize", "Dockerfile", "--multi-stage", cwd=tmp_path)
    told = [line.removeprefix("dockwright: ") for line in result.err.splitlines()]
    assert told[1:] == [
        "  not known before: what line 4 may add",
        "  not known after: what line 9 may add",
        "  layers on top of the base image: 3",
        "  a change in `server.js` has done again `COPY . .` and `RUN npm ci`",
        "    and after the change of the Dockerfile `COPY . .` and `COPY --from=build /app/node_modules /ap…`",
    ]
    page = (repository / "docs" / "multi-stage.md").read_text(encoding="utf-8")
    assert "```\n" + "\n".join(told) + "\n```\n" in page
    assert dockwright("optimize", "Dockerfile", "--multi-stage", "-q", cwd=tmp_path).err == ""


def test_without_a_conversion_fixes_are_made(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text("FROM debian:12-slim\nRUN apt-get update && apt-get install -y curl\nMAINTAINER me\n")
    result = dockwright("optimize", "Dockerfile", "--explain", cwd=tmp_path)
    assert (result.code, result.out.splitlines()) == (0, ["Remove the package lists in the same RUN [apt-lists-left]"])
    assert "1 unsafe fix would go further: see --unsafe-fixes" in result.err
    assert re.search(r"estimated image: at least \d+ MB\n", result.err)
    assert dockwright("optimize", "Dockerfile", "--unsafe-fixes", "--write", cwd=tmp_path).code == 0
    text = path.read_text()
    assert "--no-install-recommends curl" in text
    # Neither size nor speed is at stake in the last line.
    assert text.endswith("MAINTAINER me\n")
    again = dockwright("optimize", "Dockerfile", "--unsafe-fixes", cwd=tmp_path)
    assert (again.code, again.out) == (1, "")
    assert "not changed: no fix makes the image smaller or its build faster" in again.err


def test_a_refactoring_is_made_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text("FROM debian:12\nWORKDIR /app\nCOPY . .\nRUN apt-get install -y curl\n")
    explained = dockwright("optimize", "Dockerfile", "--cache-order", "--explain", "-q", cwd=tmp_path)
    assert (explained.code, explained.err) == (0, "")
    assert explained.out == "Reorder for the build cache: packages before files\n"
    assert dockwright("optimize", "Dockerfile", "--cache-order", "--write", cwd=tmp_path).code == 0
    assert path.read_text() == "FROM debian:12\nWORKDIR /app\nRUN apt-get install -y curl\nCOPY . .\n"
    again = dockwright("optimize", "Dockerfile", "--cache-order", cwd=tmp_path)
    assert (again.code, again.out) == (1, "")
    assert again.err == "dockwright: Dockerfile: not changed: there is nothing to do\n"


def test_why_a_refactoring_is_not_made_and_what_to_look_at(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text(ONE.replace('"node", "server.js"', '"npm", "start"'))
    refused = dockwright("optimize", "Dockerfile", "--development-target", cwd=tmp_path)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == "dockwright: Dockerfile: not changed: line 1: what `npm start` runs is not known\n"
    path.write_text(ONE)
    split = dockwright("optimize", "Dockerfile", "--development-target", "-q", cwd=tmp_path)
    assert split.code == 0
    assert split.out.count("\nFROM base AS ") == 2
    assert "no longer holds what only development needs" in split.err
