"""Java and Kotlin with Maven or Gradle: what was built, on an image with a Java runtime and no compiler.

https://docs.docker.com/guides/java/, https://hub.docker.com/_/eclipse-temurin
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

from ....images.official import Existence, tag_existence
from ....project.recognition.facts import Ecosystem, ProjectFacts
from ....project.recognition.recognise import recognise
from ....semantics.file_effects import absolute_path
from ....shell.dialect import program_name
from ...java_runtimes import (
    RECIPE,
    RUNTIME_ENVIRONMENT,
    RUNTIME_FOLDER,
    WHAT_IS_NOT_SEEN,
    JavaRuntime,
    link_commands,
    why_not_linked,
)
from ..bases import RuntimeBase, bare_distribution, named, newest_debian, shell_notes
from ..compiled import CompiledProject, plan_compiled
from ..native_java import Calls, compiled_ahead, native_base
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..subject import Subject, start_words

_VERSION = re.compile(r"(?:temurin-|jdk-?|corretto-|openjdk-|^)(\d+)(?![\d.]*-(?:jdk|eclipse|ibm|amazon|openjdk))")
_BUILD_ONLY = re.compile(r"(?:MAVEN_\w+|GRADLE_\w+|DEBIAN_FRONTEND)\Z")
_QUARKUS = re.compile(r"(?P<folder>.*/quarkus-app)/quarkus-run\.jar\Z")
_INSTALLED = re.compile(r"(?P<folder>.*/build/install/[^/]+)/bin/[^/]+\Z")


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that builds, and one with what was built."""
    builds = [(block, call) for block, call in subject.calls("mvn", "gradle") if not call.has("--version", "--help")]
    if not builds:
        return NOT_MINE
    words = start_words(subject)
    if not words:
        return refuse("what the container starts is only known when it runs")
    facts = next((facts for facts in recognise(subject.context) if facts.ecosystem is Ecosystem.JVM), None)
    program = absolute_path(subject.workdir, words[0]) if "/" in words[0] else None
    bare = native_base(subject, facts, builds, program)
    if bare is not None and program is not None:
        if subject.java_runtime is JavaRuntime.JLINK:
            return refuse("it is compiled ahead of time, and runs without Java")
        return plan_compiled(subject, _project(builds, bare, program))
    artefact = _artefact(subject, words)
    if isinstance(artefact, Refusal):
        return artefact
    release = _release(subject)
    base = None if release is None else _base(subject, release)
    if base is None or release is None:
        return refuse("which version of Java runs it is not known, so no image with a runtime could be chosen")
    usual = _project(builds, base, artefact)
    match subject.java_runtime:
        case JavaRuntime.JRE:
            chosen: CompiledProject | Refusal = usual
        case JavaRuntime.JLINK:
            chosen = _linked(subject, usual, facts, artefact, int(release))
        case JavaRuntime.NATIVE:
            chosen = compiled_ahead(subject, usual, facts, builds, int(release))
    return chosen if isinstance(chosen, Refusal) else plan_compiled(subject, chosen)


def _project(builds: Calls, base: RuntimeBase, artefact: str) -> CompiledProject:
    return CompiledProject(
        recipe=RECIPE,
        base=base,
        build_calls=tuple(dict.fromkeys(block.position for block, _ in builds)),
        copies=((artefact, artefact, "what was built"),),
        source_ends=(".java", ".kt", ".kts", ".scala", ".groovy"),
        is_build_only=lambda name: _BUILD_ONLY.match(name) is not None,
        notes=shell_notes(base),
    )


def _linked(
    subject: Subject, project: CompiledProject, facts: ProjectFacts | None, artefact: str, release: int
) -> CompiledProject | Refusal:
    """The same on a bare distribution, with a runtime of the modules that the program uses."""
    image = subject.stage.base.image
    reason = why_not_linked(facts, release)
    if image is None or "temurin" not in image.written:
        reason = "a runtime of its own modules is made of Eclipse Temurin, and the file begins from another image"
    if reason is not None:
        return refuse(reason)
    archives = artefact if artefact.endswith(".jar") else f"{artefact}/lib/*.jar"
    commands = f" {subject.escape}\n    && ".join(link_commands(release, archives, subject.escape))
    pairs = f" {subject.escape}\n    ".join(f"{name}={value}" for name, value in RUNTIME_ENVIRONMENT)
    # The C library of the build may be newer than that of the newest Debian, which that of Temurin's programs is not.
    base = bare_distribution(subject.stage.facts) if subject.stage.facts.distribution == "alpine" else newest_debian()
    return replace(
        project,
        base=base or newest_debian(),
        after_build=((f"{subject.keyword('RUN')} {commands}\n", "a runtime of the modules that the program uses"),),
        copies=((RUNTIME_FOLDER, RUNTIME_FOLDER, "the modules of Java that are used"), *project.copies),
        before_copies=(
            (f"{subject.keyword('ENV')} {pairs}\n", "where the runtime lies"),
            (f"# CHECK: {WHAT_IS_NOT_SEEN}\n", "this could not be known"),
        ),
    )


def _artefact(subject: Subject, words: tuple[str, ...]) -> str | Refusal:
    """The archive, or the folder with the program, that the container starts."""
    if program_name(words[0]) != "java":
        path = absolute_path(subject.workdir, words[0]) if "/" in words[0] else None
        match = _INSTALLED.match(path or "")
        return (
            match["folder"]
            if match
            else refuse(f"the container starts `{words[0]}`, and what belongs to it is not known")
        )
    jar = next((words[at + 1] for at, word in enumerate(words[:-1]) if word == "-jar"), None)
    path = absolute_path(subject.workdir, jar)
    if jar is None or path is None:
        return refuse("the container starts no archive (`java -jar`), and what belongs to the program is not known")
    quarkus = _QUARKUS.match(path)
    if quarkus is not None:
        return quarkus["folder"]
    is_built = re.search(r"/(?:target|build/libs)/[^/]+\.jar\Z", path) is not None
    is_named = any(posixpath.basename(path) in block.text for block in subject.runs())
    return path if is_built or is_named else refuse(f"where `{jar}` comes from is not seen")


def _release(subject: Subject) -> str | None:
    image = subject.stage.base.image
    name = None if image is None else image.official_name
    if image is None or name not in ("eclipse-temurin", "openjdk", "maven", "gradle", "amazoncorretto"):
        return None
    if name in ("maven", "gradle"):
        # The version of the tool comes first.
        found = _VERSION.findall(image.tag or "")
        return found[-1] if found else None
    version = re.match(r"\d+", image.tag or "")
    return version[0] if version is not None else None


def _base(subject: Subject, release: str) -> RuntimeBase | None:
    suffix = "-alpine" if subject.stage.facts.distribution == "alpine" else ""
    tag = f"{release}-jre{suffix}"
    if tag_existence("eclipse-temurin", tag) is not Existence.YES:
        return None
    return named(f"eclipse-temurin:{tag}", "the same version of Java without its compiler")
