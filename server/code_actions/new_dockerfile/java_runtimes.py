"""A blueprint for the JVM whose program runs with something else than the usual image."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from ...project.recognition.facts import Ecosystem
from ..java_runtimes import (
    RUNTIME_ENVIRONMENT,
    RUNTIME_FOLDER,
    WHAT_IS_NOT_SEEN,
    JavaRuntime,
    link_commands,
    why_not_linked,
)
from ..multi_stage.plan import Refusal, refuse
from .blueprint import Blueprint, Copy, version_of
from .compiled import NEWEST_DEBIAN, java_release
from .instructions import joined


def with_runtime(blueprint: Blueprint, start: tuple[str, ...], runtime: JavaRuntime) -> Blueprint | Refusal:
    """The blueprint with that runtime; ``start`` is what starts the program where it was built."""
    if runtime is JavaRuntime.JRE:
        return blueprint
    if blueprint.facts.ecosystem is not Ecosystem.JVM:
        return refuse("a choice of how Java runs was made, and it is no project for the JVM")
    release = java_release(version_of(blueprint.facts))
    archives = _archives(start)
    if release is None or archives is None:
        return refuse("no archive (`java -jar`) is started of which the modules could be listed")
    reason = why_not_linked(blueprint.facts, int(release))
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


def _archives(start: tuple[str, ...]) -> str | None:
    """The archives of a program, from where it was built: the one that is started, or those beside its script."""
    if start[:2] == ("java", "-jar"):
        return start[2]
    folder, name = posixpath.split(posixpath.dirname(start[0])) if start else ("", "")
    return f"{folder}/lib/*.jar" if name == "bin" else None
