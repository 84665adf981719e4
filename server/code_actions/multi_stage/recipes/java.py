"""Java and Kotlin with Maven or Gradle: what was built, on an image with a Java runtime and no compiler.

https://docs.docker.com/guides/java/, https://hub.docker.com/_/eclipse-temurin
"""

from __future__ import annotations

import posixpath
import re

from ....images.official import Existence, tag_existence
from ....semantics.file_effects import absolute_path
from ....shell.dialect import program_name
from ..bases import RuntimeBase, named
from ..compiled import CompiledProject, plan_compiled
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..subject import Subject, start_words

_VERSION = re.compile(r"(?:temurin-|jdk-?|corretto-|openjdk-|^)(\d+)(?![\d.]*-(?:jdk|eclipse|ibm|amazon|openjdk))")
_BUILD_ONLY = re.compile(r"(?:MAVEN_\w+|GRADLE_\w+|DEBIAN_FRONTEND)\Z")
_INSTALLED = re.compile(r"(?P<folder>.*/build/install/[^/]+)/bin/[^/]+\Z")


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that builds, and one with what was built."""
    builds = [(block, call) for block, call in subject.calls("mvn", "gradle") if not call.has("--version", "--help")]
    if not builds:
        return NOT_MINE
    words = start_words(subject)
    if not words:
        return refuse("what the container starts is only known when it runs")
    artefact = _artefact(subject, words)
    if isinstance(artefact, Refusal):
        return artefact
    base = _base(subject)
    if base is None:
        return refuse("which version of Java runs it is not known, so no image with a runtime could be chosen")
    return plan_compiled(
        subject,
        CompiledProject(
            recipe="java",
            base=base,
            build_calls=tuple(dict.fromkeys(block.position for block, _ in builds)),
            copies=((artefact, artefact, "what was built"),),
            source_ends=(".java", ".kt", ".kts", ".scala", ".groovy"),
            is_build_only=lambda name: _BUILD_ONLY.match(name) is not None,
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
    is_built = re.search(r"/(?:target|build/libs)/[^/]+\.jar\Z", path) is not None
    is_named = any(posixpath.basename(path) in block.text for block in subject.runs())
    return path if is_built or is_named else refuse(f"where `{jar}` comes from is not seen")


def _base(subject: Subject) -> RuntimeBase | None:
    image = subject.stage.base.image
    name = None if image is None else image.official_name
    if image is None or name not in ("eclipse-temurin", "openjdk", "maven", "gradle", "amazoncorretto"):
        return None
    found = _VERSION.findall(image.tag or "")
    if not found:
        return None
    suffix = "-alpine" if subject.stage.facts.distribution == "alpine" else ""
    tag = f"{found[-1]}-jre{suffix}"
    if tag_existence("eclipse-temurin", tag) is not Existence.YES:
        return None
    return named(f"eclipse-temurin:{tag}", "the same version of Java without its compiler")
