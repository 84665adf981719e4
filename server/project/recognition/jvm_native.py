"""How a project for the JVM is compiled ahead of time, where its build script has been prepared for that.

Sources: https://graalvm.github.io/native-build-tools/latest, https://quarkus.io/guides/building-native-image,
https://docs.spring.io/spring-boot/how-to/native-image/developing-your-first-application.html,
https://www.graalvm.org/latest/reference-manual/native-image/guides/build-static-executables.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from xml.etree.ElementTree import Element

from ...syntax.dataclass import dataclass
from ...syntax.lazy_pattern import lazy_pattern
from ..build_context import BuildContext
from ..manifests import ManifestProblem
from .commands import custom
from .facts import Command, Ecosystem, ProjectFacts
from .gradle_build import PLUGIN
from .maven_pom import parse_xml, read_pom, value_in
from .reading import text_of, without_comments

_MAVEN_PLUGIN = "native-maven-plugin"
_GRADLE_PLUGIN = "org.graalvm.buildtools.native"
_BOUND = frozenset(("compile-no-fork", "build"))
_IMAGE_NAME = lazy_pattern(r"""\bimageName(?:\.set\(|[ \t]*+=)[ \t]*+['"]([\w.-]++)['"]""")
_NAME = lazy_pattern(r"[\w.-]+")


class Linking(Enum):
    """What a native program needs of the system that it runs on."""

    DYNAMIC = "dynamic"
    """The C library and zlib."""
    C_LIBRARY = "c-library"
    """The C library alone."""
    STATIC = "static"
    """Nothing; it was linked with musl."""


@dataclass(frozen=True, slots=True)
class NativeBuild:
    """``build`` makes ``program``, a path from the folder of the project whose name may have a wildcard of COPY."""

    build: Command
    program: str
    linking: Linking


def native_build(context: BuildContext, facts: ProjectFacts) -> NativeBuild | None:
    """How a project is compiled ahead of time; ``None`` where nothing in its build script speaks of that."""
    manager = facts.package_manager
    if facts.ecosystem is not Ecosystem.JVM or manager is None:
        return None
    found = _maven(context, facts) if manager.name == "maven" else _gradle(context, facts)
    if found is None:
        return None
    options, program, said = found
    linking = _linking(said)
    default = "mvn" if manager.name == "maven" else "gradle"
    wrapper = "mvnw" if manager.name == "maven" else "gradlew"
    tool = default if manager.wrapper is None else f"./{wrapper}"
    return None if linking is None else NativeBuild(custom(facts.evidence[0], tool, *options), program, linking)


def _linking(said: str) -> Linking | None:
    """How the options of the compiler have it linked; ``None`` for a program that is static with a C library of GNU."""
    if "--static-nolibc" in said or "StaticExecutableWithDynamicLibC" in said:
        return Linking.C_LIBRARY
    if "--static" not in said:
        return Linking.DYNAMIC
    return Linking.STATIC if "--libc=musl" in said else None


def _maven(context: BuildContext, facts: ProjectFacts) -> tuple[tuple[str, ...], str, str] | None:
    """Options and goals, the program, and what is said of linking."""
    path = facts.evidence[0].path
    text, pom = text_of(context, path), read_pom(context, path)
    root = None if text is None else parse_xml(text)
    if text is None or root is None or isinstance(root, ManifestProblem) or pom.artifact is None:
        return None
    profile = next((each for each in root.iterfind("profiles/profile") if value_in(each, "id") == "native"), None)
    framework = None if facts.framework is None else facts.framework.value
    chosen = ("-Pnative",) if profile is not None or _has_profile_of_spring(root) else ()
    if framework == "quarkus":
        stem = pom.final_name or (f"{pom.artifact}-{pom.version}" if pom.version else "*")
        return (
            (("-B", "package", *chosen, "-DskipTests"), f"target/{stem}-runner", text) if profile is not None else None
        )
    plugins = [each for place in (root, profile) if place is not None for each in _plugins(place)]
    if not plugins:
        return None
    goals = {
        (each.text or "").strip() for plugin in plugins for each in plugin.iterfind("executions/execution/goals/goal")
    }
    goal = "package" if goals & _BOUND else "native:compile"
    names = [name for plugin in plugins if (name := value_in(plugin, "configuration/imageName"))]
    name = names[-1] if names else pom.artifact
    name = pom.artifact if name == "${project.artifactId}" else name
    if not _NAME.fullmatch(name):
        return None
    return ("-B", *chosen, goal, "-DskipTests"), f"target/{name}", text


def _plugins(place: Element) -> Iterator[Element]:
    return (each for each in place.iterfind("build/plugins/plugin") if value_in(each, "artifactId") == _MAVEN_PLUGIN)


def _has_profile_of_spring(root: Element) -> bool:
    """Whether the parent has the profile ``native``, as that of Spring Boot does from version 3 on."""
    version = value_in(root, "parent/version") or ""
    is_new = version[:1].isdigit() and not version.startswith(("1.", "2."))
    return is_new and value_in(root, "parent/artifactId") == "spring-boot-starter-parent"


def _gradle(context: BuildContext, facts: ProjectFacts) -> tuple[tuple[str, ...], str, str] | None:
    raw = text_of(context, facts.evidence[0].path)
    if raw is None:
        return None
    text = without_comments(raw)
    plugins = {group for found in PLUGIN.finditer(text) for group in found.groups() if group}
    name = None if facts.name is None else facts.name.value
    if "io.quarkus" in plugins:
        properties = ("-Dquarkus.native.enabled=true", "-Dquarkus.package.jar.enabled=false")
        return ("quarkusBuild", *properties, "--no-daemon"), f"build/{name or ''}*-runner", text
    own = _IMAGE_NAME.search(text)
    name = own[1] if own is not None else name
    if _GRADLE_PLUGIN not in plugins or name is None or not _NAME.fullmatch(name):
        return None
    return ("nativeCompile", "--no-daemon"), f"build/native/nativeCompile/{name}", text
