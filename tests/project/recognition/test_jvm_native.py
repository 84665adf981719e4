"""How a build script for the JVM compiles ahead of time, on small scripts of our own."""

from __future__ import annotations

import pytest

from dockwright.project.build_context import BuildContext
from dockwright.project.recognition.jvm_native import Linking, NativeBuild, native_build
from dockwright.project.recognition.recognise import recognise

PLUGIN = "<plugin><artifactId>native-maven-plugin</artifactId>{}</plugin>"
BOUND = "<executions><execution><goals><goal>compile-no-fork</goal></goals></execution></executions>"
SPRING = "<parent><artifactId>spring-boot-starter-parent</artifactId><version>{}</version></parent>"


def found(files: dict[str, str | int]) -> NativeBuild | None:
    context = BuildContext.of_files(files)
    return native_build(context, recognise(context)[0])


def pom(plugins: str = "", more: str = "", profile: str = "") -> dict[str, str | int]:
    build = f"<build><plugins>{plugins}</plugins></build>"
    profiles = f"<profiles><profile><id>native</id>{profile}</profile></profiles>" if profile else ""
    return {"pom.xml": f"<project>{more}<artifactId>a</artifactId><version>1</version>{build}{profiles}</project>"}


def in_profile(plugins: str) -> str:
    return f"<build><plugins>{plugins}</plugins></build>"


@pytest.mark.parametrize(
    ("files", "command", "program"),
    [
        (pom(PLUGIN.format("")), "mvn -B native:compile -DskipTests", "target/a"),
        (pom(PLUGIN.format(BOUND)), "mvn -B package -DskipTests", "target/a"),
        (pom(PLUGIN.format(""), SPRING.format("3.5.0")), "mvn -B -Pnative native:compile -DskipTests", "target/a"),
        (pom(PLUGIN.format(""), SPRING.format("2.7.0")), "mvn -B native:compile -DskipTests", "target/a"),
        (pom(profile=in_profile(PLUGIN.format(BOUND))), "mvn -B -Pnative package -DskipTests", "target/a"),
        (
            {**pom(PLUGIN.format("<configuration><imageName>b</imageName></configuration>")), "mvnw": 1},
            "./mvnw -B native:compile -DskipTests",
            "target/b",
        ),
    ],
)
def test_maven(files: dict[str, str | int], command: str, program: str) -> None:
    native = found(files)
    assert native is not None
    assert " ".join(native.build.arguments) == command
    assert native.program == program


@pytest.mark.parametrize(
    ("script", "command", "program"),
    [
        ("id 'org.graalvm.buildtools.native' version '0.11'", "./gradlew nativeCompile --no-daemon", "nativeCompile/a"),
        (
            "id 'org.graalvm.buildtools.native'\n}\ngraalvmNative { binaries { main { imageName = 'b' } }",
            "./gradlew nativeCompile --no-daemon",
            "nativeCompile/b",
        ),
        (
            "id 'io.quarkus'",
            "./gradlew quarkusBuild -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false --no-daemon",
            "build/a*-runner",
        ),
    ],
)
def test_gradle(script: str, command: str, program: str) -> None:
    files: dict[str, str | int] = {
        "build.gradle": f"plugins {{\n{script}\n}}\n",
        "settings.gradle": "rootProject.name = 'a'\n",
        "gradlew": 1,
    }
    native = found(files)
    assert native is not None
    assert " ".join(native.build.arguments) == command
    assert native.program.endswith(program)


def test_quarkus_with_its_profile() -> None:
    quarkus = "<plugin><groupId>io.quarkus</groupId><artifactId>quarkus-maven-plugin</artifactId></plugin>"
    native = found(pom(quarkus, profile="<properties />"))
    assert native is not None
    assert native.build.arguments == ("mvn", "-B", "package", "-Pnative", "-DskipTests")
    assert native.program == "target/a-1-runner"
    assert found(pom(quarkus)) is None


@pytest.mark.parametrize(
    ("options", "linking"),
    [
        ("", Linking.DYNAMIC),
        ("--static-nolibc", Linking.C_LIBRARY),
        ("-H:+StaticExecutableWithDynamicLibC", Linking.C_LIBRARY),
        ("--static --libc=musl", Linking.STATIC),
    ],
)
def test_linking(options: str, linking: Linking) -> None:
    arguments = "".join(f"<buildArg>{option}</buildArg>" for option in options.split())
    native = found(pom(PLUGIN.format(f"<configuration><buildArgs>{arguments}</buildArgs></configuration>")))
    assert native is not None
    assert native.linking is linking


def test_nothing_is_made_up() -> None:
    assert found(pom()) is None
    assert found(pom(PLUGIN.format("<configuration><imageName>${x}</imageName></configuration>"))) is None
    # Static with the C library of GNU, which takes more than the image with GraalVM is known to have.
    assert found(pom(PLUGIN.format("<configuration><buildArg>--static</buildArg></configuration>"))) is None
    assert (
        found({"build.gradle": "plugins {\nid 'application'\n}\n", "settings.gradle": "rootProject.name = 'a'\n"})
        is None
    )
    assert found({"build.gradle": "plugins {\nid 'org.graalvm.buildtools.native'\n}\n"}) is None
    assert found({"go.mod": "module a.org/x\n", "main.go": "package main\n"}) is None
