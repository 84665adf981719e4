"""What a program for the JVM runs with: the commands are run by a real JDK, and choices are offered, never made."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dockwright.cli.entry import main
from dockwright.code_actions.java_runtimes import CHOICES, RUNTIME_FOLDER, JavaRuntime, link_commands
from dockwright.code_actions.multi_stage.convert import convert
from dockwright.code_actions.multi_stage.plan import Refusal
from dockwright.code_actions.new_dockerfile.create import new_dockerfile
from dockwright.code_actions.transformation import all_transformations
from dockwright.project.build_context import BuildContext

from .multi_stage.converting import TODAY, read_file, surroundings

FILE = 'FROM {}\nWORKDIR /app\nCOPY . .\nRUN mvn -B package\nENTRYPOINT ["java", "-jar", "target/shop-1.0.jar"]\n'
TEMURIN = "maven:3.9-eclipse-temurin-21"
SOURCE = "public class Shop { public static void main(String[] a) { System.out.println(java.sql.Types.ARRAY); } }\n"


def pom(plugin: str = "maven-shade-plugin", group: str = "org.apache.maven.plugins") -> dict[str, str | int]:
    text = (
        "<project><artifactId>shop</artifactId><version>1.0</version><properties><java.version>21</java.version>"
        f"</properties><build><plugins><plugin><groupId>{group}</groupId><artifactId>{plugin}</artifactId></plugin>"
        "</plugins></build></project>"
    )
    return {"pom.xml": text}


SPRING = pom("spring-boot-maven-plugin", "org.springframework.boot")


@pytest.mark.skipif(not all(map(shutil.which, ("javac", "jar", "jdeps", "jlink"))), reason="there is no JDK")
def test_a_real_jdk_makes_a_runtime_that_runs_the_program(tmp_path: Path) -> None:
    def run(*command: str) -> str:
        return subprocess.run(
            command, cwd=tmp_path, check=True, capture_output=True, text=True, timeout=300
        ).stdout.strip()

    found = re.search(r"\d+", run("javac", "--version"))
    assert found is not None
    release = int(found[0])
    if release < 17:
        pytest.skip("the JDK is older than what a runtime is made of")
    (tmp_path / "Shop.java").write_text(SOURCE, encoding="utf-8")
    run("javac", "-d", "classes", "Shop.java")
    run("jar", "-c", "-f", "shop.jar", "-e", "Shop", "-C", "classes", ".")
    script = " && ".join(link_commands(release, "shop.jar")).replace(RUNTIME_FOLDER, "made")
    run("sh", "-c", script)
    assert run("made/bin/java", "-jar", "shop.jar") == "2003"
    modules = run("made/bin/java", "--list-modules")
    assert "java.sql@" in modules
    assert "java.desktop@" not in modules


def test_what_is_not_packed_plainly_is_refused() -> None:
    for files, reason in (
        (SPRING, "Spring Boot packs archives where `jdeps` does not look"),
        (None, "made only where the build script tells how its archives are packed"),
    ):
        result = convert(read_file(FILE.format(TEMURIN), surroundings(files)).analysis, JavaRuntime.JLINK)
        assert isinstance(result, Refusal)
        assert reason in result.reasons[0]
    made = new_dockerfile(BuildContext.of_files(SPRING), TODAY, runtime=JavaRuntime.JLINK)
    assert isinstance(made, Refusal)
    assert made.reasons[0].startswith("Spring Boot packs archives")


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        ("maven:3.9-amazoncorretto-21", "is made of Eclipse Temurin, and the file begins from another image"),
        ("maven:3.9-eclipse-temurin-11", "is made from Java 17 on, and it runs with Java 11"),
    ],
)
def test_images_without_what_it_takes_are_refused(image: str, reason: str) -> None:
    result = convert(read_file(FILE.format(image), surroundings(pom())).analysis, JavaRuntime.JLINK)
    assert isinstance(result, Refusal)
    assert reason in result.reasons[0]


NATIVE = {**pom("native-maven-plugin", "org.graalvm.buildtools"), "mvnw": 1}
WRAPPED = FILE.format("eclipse-temurin:21-jdk").replace("mvn", "./mvnw")


@pytest.mark.parametrize(
    ("text", "files", "reason"),
    [
        (WRAPPED, {**pom(), "mvnw": 1}, "neither the build plugin of GraalVM nor a profile `native` of Quarkus"),
        (WRAPPED, pom("native-maven-plugin"), "the project has no wrapper that fetches it"),
        (FILE.format(TEMURIN), NATIVE, "line 4: the image with GraalVM has no `mvn`; call the wrapper of the project"),
        (
            WRAPPED.replace("WORKDIR", "RUN apt-get update && apt-get install -y git\nWORKDIR"),
            NATIVE,
            "line 2: whether an image with GraalVM can do what this RUN does is not known",
        ),
        (WRAPPED.replace("package", "package && rm -rf src"), NATIVE, "line 4: it does more than build in one RUN"),
        (WRAPPED.replace('"-jar"', '"-XX:+UseZGC", "-jar"'), NATIVE, "line 5: `-XX:+UseZGC` means nothing"),
        (f'{WRAPPED}CMD ["--debug"]\n', NATIVE, "what starts the archive does not stand in one instruction"),
        (WRAPPED.replace("21", "26"), NATIVE, "no image with GraalVM is known for Java 26"),
    ],
)
def test_what_stands_in_the_way_of_compiling_ahead(text: str, files: dict[str, str | int], reason: str) -> None:
    assert not isinstance(convert(read_file(WRAPPED, surroundings(NATIVE)).analysis, JavaRuntime.NATIVE), Refusal)
    result = convert(read_file(text, surroundings(files)).analysis, JavaRuntime.NATIVE)
    assert isinstance(result, Refusal)
    assert reason in result.reasons[0]


def test_a_container_that_needs_a_shell_keeps_one() -> None:
    text = WRAPPED.replace("ENTRYPOINT", "HEALTHCHECK CMD curl -f localhost:8080\nENTRYPOINT")
    result = convert(read_file(text, surroundings(NATIVE)).analysis, JavaRuntime.NATIVE)
    assert not isinstance(result, Refusal)
    assert "\nFROM debian:trixie-slim\n" in result.text
    assert result.text.endswith('ENTRYPOINT ["/app/shop"]\n')


def test_the_command_line_knows_every_choice(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("init", "optimize"):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        assert f"--java {{{','.join(runtime.value for runtime in JavaRuntime)}}}" in capsys.readouterr().out


def test_a_choice_for_java_means_nothing_to_others() -> None:
    text = 'FROM golang:1.25\nWORKDIR /src\nCOPY . .\nRUN go build -o /web .\nCMD ["/web"]\n'
    files: dict[str, str | int] = {"go.mod": "module a.org/x\n\ngo 1.24\n", "main.go": "package main\n"}
    converted = convert(read_file(text, surroundings(files)).analysis, JavaRuntime.JLINK)
    made = new_dockerfile(BuildContext.of_files(files), TODAY, runtime=JavaRuntime.JLINK)
    for result in (converted, made):
        assert isinstance(result, Refusal)
        assert result.reasons[0].startswith("a choice of how Java runs was made, and ")


@pytest.mark.parametrize("image", ["eclipse-temurin:21-jdk", "eclipse-temurin:21-jdk-alpine", "openjdk:17-jdk-slim"])
def test_release_of_an_image_for_java_comes_first_in_its_tag(image: str) -> None:
    text = FILE.format(image).replace("mvn", "./mvnw")
    result = convert(read_file(text, surroundings(pom())).analysis)
    assert not isinstance(result, Refusal)
    release = re.findall(r"\d+", image)[0]
    assert f"\nFROM eclipse-temurin:{release}-jre" in result.text


def test_quarkus_ships_its_folder() -> None:
    text = FILE.format(TEMURIN).replace("target/shop-1.0.jar", "target/quarkus-app/quarkus-run.jar")
    result = convert(read_file(text, surroundings(pom())).analysis)
    assert not isinstance(result, Refusal)
    assert "COPY --from=build /app/target/quarkus-app /app/target/quarkus-app\n" in result.text


def test_each_choice_is_an_action_of_its_own() -> None:
    (transformation,) = (each for each in all_transformations() if each.id == "multi-stage")
    assert transformation.offer is not None

    def titles(files: dict[str, str | int]) -> list[str]:
        analysis = read_file(FILE.format(TEMURIN), surroundings(files)).analysis
        return [fix.title for fix in transformation.offer(analysis, 0)] if transformation.offer else []

    usual = "Convert to a multi-stage build"
    assert titles(pom()) == [usual, f"{usual} {CHOICES[JavaRuntime.JLINK]}"]
    assert titles(SPRING) == [usual]
    analysis = read_file(WRAPPED, surroundings(NATIVE)).analysis
    assert [fix.title for fix in transformation.offer(analysis, 0)][-1] == f"{usual} {CHOICES[JavaRuntime.NATIVE]}"
