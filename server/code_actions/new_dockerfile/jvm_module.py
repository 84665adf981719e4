"""Java and Kotlin: a project by itself, or one module of a build of Maven or Gradle, built from where that begins.

https://maven.apache.org/guides/mini/guide-multiple-modules.html,
https://docs.gradle.org/current/userguide/multi_project_builds.html
"""

from __future__ import annotations

import posixpath
from dataclasses import replace

from ...project.build_context import BuildContext
from ...project.recognition.facts import Artefact, Command, Ecosystem, PackageManager, Part, ProjectFacts
from ...project.recognition.recognise import recognise
from ..multi_stage.plan import Refusal, refuse
from .blueprint import Blueprint
from .compiled import jvm

_WRAPPERS = {"maven": ("mvnw", "mvn"), "gradle": ("gradlew", "gradle")}
"""The script that a project brings, and the program of the image."""


def jvm_project(facts: ProjectFacts, context: BuildContext) -> Blueprint | Refusal:
    """The blueprint of a project; for a module, one that the tool builds with the modules that it needs."""
    if not facts.is_monorepo_part.is_yes:
        return jvm(facts, context)
    manager, reasons = facts.package_manager, [reason.text for reason in facts.is_monorepo_part.reasons]
    if facts.workspace_root != "" or not facts.folder or manager is None:
        return refuse("it is part of a monorepo, and how one part is built is not known", *reasons)
    return jvm(_at_root(facts, manager, context), context)


def _at_root(facts: ProjectFacts, manager: PackageManager, context: BuildContext) -> ProjectFacts:
    """The facts of a module as the build sees them that it belongs to.

    Nothing is installed in front of the sources: what a module needs of the others is nowhere to be fetched from.
    """
    script, program = _WRAPPERS[manager.name]
    wrapper = script if context.exists(script) else None
    root = next((each for each in recognise(context) if each.ecosystem is Ecosystem.JVM and each.folder == ""), facts)
    called = program if wrapper is None else f"./{wrapper}"
    return replace(
        facts,
        folder="",
        package_manager=replace(manager, wrapper=wrapper),
        language_version=facts.language_version or root.language_version,
        manifests=(),
        install=None,
        build=None if facts.build is None else _of_module(facts.build, called, manager.name, facts.folder),
        start=_started(facts),
    )


def _of_module(build: Command, called: str, manager: str, folder: str) -> Command:
    """The build of one module and of those that it needs."""
    _, *words = build.arguments
    if manager == "maven":
        return replace(build, arguments=(called, *words, "-pl", folder, "-am"))
    task, *options = words
    return replace(build, arguments=(called, f":{folder.replace('/', ':')}:{task}", *options))


def _started(facts: ProjectFacts) -> Command | None:
    """What starts the program, seen from the root of the build."""
    built = tuple(artefact for artefact in facts.artefacts if artefact.part is Part.BUILT)
    if facts.start is None:
        return next((_archive(artefact) for artefact in built if _is_only_archive(facts, artefact)), None)
    paths = tuple(artefact.path for artefact in built)
    words = ((word, posixpath.join(facts.folder, word)) for word in facts.start.arguments)
    return replace(facts.start, arguments=tuple(inner if inner.startswith(paths) else word for word, inner in words))


def _is_only_archive(facts: ProjectFacts, artefact: Artefact) -> bool:
    """Whether a pattern means one archive, which can be started: the version in its name stands further up."""
    tasks = () if facts.build is None else facts.build.arguments
    is_spring_boot = facts.framework is not None and facts.framework.value == "spring-boot"
    is_pattern = "*" in artefact.path and artefact.path.endswith(".jar")
    return is_pattern and (is_spring_boot or "shadowJar" in tasks)


def _archive(artefact: Artefact) -> Command:
    return Command(("java", "-jar", artefact.path), artefact.origin, is_custom=True)
