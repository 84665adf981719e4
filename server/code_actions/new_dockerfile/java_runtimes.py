"""A project for the JVM whose program runs with something else than the usual image."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from ...project.build_context import BuildContext
from ...project.recognition.commands import custom
from ...project.recognition.facts import Ecosystem, Product, ProjectFacts
from ...project.recognition.jvm_native import native_build
from ..java_runtimes import (
    GRADLE_NEEDS,
    NO_WRAPPER,
    NOT_PREPARED,
    RUNTIME_ENVIRONMENT,
    RUNTIME_FOLDER,
    WHAT_IS_NOT_SEEN,
    JavaRuntime,
    bare_image,
    graalvm_image,
    link_commands,
    native_name,
    why_not_linked,
)
from ..multi_stage.plan import Refusal, refuse
from .blueprint import ROOT, Blueprint, Copy, version_of
from .compiled import NEWEST_DEBIAN, java_release
from .instructions import joined, run


def facts_with_runtime(facts: ProjectFacts, context: BuildContext, runtime: JavaRuntime) -> ProjectFacts | Refusal:
    """The facts of a project if its program runs with that: how it is built and started, and what it leaves."""
    if runtime is JavaRuntime.JRE:
        return facts
    if facts.ecosystem is not Ecosystem.JVM:
        return refuse("a choice of how Java runs was made, and it is no project for the JVM")
    if facts.is_monorepo_part.is_yes:
        return refuse("a choice of how Java runs was made, which is for a project that stands alone")
    if runtime is JavaRuntime.JLINK:
        return facts
    native = native_build(context, facts)
    if native is None:
        return refuse(NOT_PREPARED)
    if facts.package_manager is None or facts.package_manager.wrapper is None:
        return refuse(NO_WRAPPER)
    start = custom(native.build.origin, f"./{native_name(native.program)}")
    return replace(facts, product=Product.PROGRAM, build=native.build, start=start, artefacts=())


def with_runtime(
    blueprint: Blueprint, facts: ProjectFacts, context: BuildContext, runtime: JavaRuntime
) -> Blueprint | Refusal:
    """The blueprint with that runtime, for facts that came of :func:`facts_with_runtime`."""
    match runtime:
        case JavaRuntime.JRE:
            return blueprint
        case JavaRuntime.JLINK:
            return _linked(blueprint, facts)
        case JavaRuntime.NATIVE:
            return _native(blueprint, facts, context)


def _linked(blueprint: Blueprint, facts: ProjectFacts) -> Blueprint | Refusal:
    release = java_release(version_of(facts))
    archives = _archives(facts.start.arguments if facts.start is not None else ())
    if release is None or archives is None:
        return refuse("no archive (`java -jar`) is started of which the modules could be listed")
    reason = why_not_linked(facts, int(release))
    if reason is not None:
        return refuse(reason)
    return replace(
        blueprint,
        run_image=NEWEST_DEBIAN,
        build=(joined((*blueprint.build, *link_commands(int(release), archives))),),
        copies=(Copy(RUNTIME_FOLDER, RUNTIME_FOLDER, "the modules of Java that are used"), *blueprint.copies),
        run_environment=(*RUNTIME_ENVIRONMENT, *blueprint.run_environment),
        checks=(*blueprint.checks, WHAT_IS_NOT_SEEN),
    )


def _native(blueprint: Blueprint, facts: ProjectFacts, context: BuildContext) -> Blueprint | Refusal:
    release, native = java_release(version_of(facts)), native_build(context, facts)
    image = None if release is None or native is None else graalvm_image(int(release), native.linking)
    if image is None or native is None:
        return refuse(f"no image with GraalVM is known for Java {release}")
    is_gradle = facts.package_manager is not None and facts.package_manager.name == "gradle"
    source = posixpath.join(ROOT, facts.folder, native.program)
    return replace(
        blueprint,
        build_image=image,
        run_image=bare_image(native.linking),
        prepare=((run(GRADLE_NEEDS), "what the wrapper of Gradle calls"),) if is_gradle else (),
        copies=(Copy(source, f"./{native_name(native.program)}", "what was built"),),
    )


def _archives(start: tuple[str, ...]) -> str | None:
    """The archives of a program, from where it was built: the one that is started, or those beside its script."""
    if start[:2] == ("java", "-jar"):
        return start[2]
    folder, name = posixpath.split(posixpath.dirname(start[0])) if start else ("", "")
    return f"{folder}/lib/*.jar" if name == "bin" else None
