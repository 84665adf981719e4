"""Programs for the JVM that are compiled ahead of time: by the file as it is, or by one that somebody asked for.

https://www.graalvm.org/latest/reference-manual/native-image/guides/containerise-native-executable-with-docker
"""

from __future__ import annotations

import json
import posixpath
from dataclasses import replace

from ...diagnostics.finding import Edit
from ...project.recognition.facts import ProjectFacts
from ...project.recognition.jvm_native import NativeBuild, native_build
from ...semantics.file_effects import absolute_path
from ...semantics.start_command import start_command
from ...shell.invocation import Invocation
from ..java_runtimes import GRADLE_NEEDS, NO_WRAPPER, NOT_PREPARED, bare_image, graalvm_image, native_name
from .bases import RuntimeBase, named, newest_debian, shell_notes
from .compiled import CompiledProject
from .composition import Decision, Place, edited_text
from .plan import Refusal, refuse
from .shells import needs_distribution
from .subject import Block, Subject, directory_of, plain_words

Calls = list[tuple[Block, Invocation]]

_BUILDERS = ("ghcr.io/graalvm/", "container-registry.oracle.com/graalvm/", "quay.io/quarkus/")
"""Where images come from whose C library is no newer than that of any Debian that is maintained."""
_OPTIONS = ("-D", "-Xmx", "-Xms", "-Xmn", "-Xss")
"""Beginnings of options that a native program takes as well."""


def native_base(subject: Subject, facts: ProjectFacts | None, builds: Calls, path: str | None) -> RuntimeBase | None:
    """What a program at a path runs on, if it is the native one that the builds make; else ``None``."""
    native = None if facts is None else native_build(subject.context, facts)
    image = subject.stage.base.image
    if path is None or native is None or image is None or not image.written.startswith(_BUILDERS):
        return None
    folders = (directory_of(block, call) for block, call in builds)
    if all(folder is None or absolute_path(folder, native.program) != path for folder in folders):
        return None
    return _base(subject, native, builds)


def _base(subject: Subject, native: NativeBuild, builds: Calls) -> RuntimeBase:
    positions = [block.position for block, _ in builds]
    if needs_distribution(subject, max(positions), range(max(positions))):
        return newest_debian()
    return named(bare_image(native.linking), "what a native program is linked with, and no Java")


def compiled_ahead(
    subject: Subject, project: CompiledProject, facts: ProjectFacts | None, builds: Calls, release: int
) -> CompiledProject | Refusal:
    """The project if its program is compiled ahead of time, where the file makes an archive so far."""
    native = None if facts is None or facts.folder else native_build(subject.context, facts)
    if native is None or facts is None:
        return refuse(NOT_PREPARED)
    manager, (block, call) = facts.package_manager, builds[-1]
    if manager is None or manager.wrapper is None:
        return refuse(NO_WRAPPER)
    image, folder = graalvm_image(release, native.linking), directory_of(block, call)
    if image is None or folder is None:
        return refuse(f"no image with GraalVM is known for Java {release}")
    target = posixpath.join(subject.workdir or "/", native_name(native.program))
    reason, started = _why_not_built(subject, builds), _start(subject, target)
    if reason is not None or isinstance(started, Refusal):
        return started if isinstance(started, Refusal) else refuse(reason or "")
    command = " ".join(native.build.arguments)
    text = edited_text(block, [Edit(block.step.item, call.command.span, command)])
    needed = ((f"{subject.keyword('RUN')} {GRADLE_NEEDS}\n", "what the wrapper of Gradle calls"),)
    base = _base(subject, native, builds)
    return replace(
        project,
        base=base,
        notes=shell_notes(base),
        build_image=image,
        before_build=needed if manager.name == "gradle" else (),
        copies=((posixpath.join(folder, native.program), target, "the program that was built"),),
        blocks={
            block.position: Decision(Place.BUILD, "compiles the program ahead of time", build_text=text),
            **started,
        },
    )


def _why_not_built(subject: Subject, builds: Calls) -> str | None:
    """What of the RUN lines an image with GraalVM may not be able to do."""
    positions = {block.position for block, _ in builds}
    for block, call in builds:
        if not call.tool_word.text.endswith(("mvnw", "gradlew")):
            return f"line {block.line}: the image with GraalVM has no `{call.tool}`; call the wrapper of the project"
    for block in subject.runs():
        script = block.step.commands
        if block.position not in positions:
            return f"line {block.line}: whether an image with GraalVM can do what this RUN does is not known"
        if script is None or len(script.commands) != 1:
            return f"line {block.line}: it does more than build in one RUN; split it"
    return None


def _start(subject: Subject, target: str) -> dict[int, Decision] | Refusal:
    """The instruction that starts the program at that path, where one starts an archive so far."""
    started = start_command(subject.stage)
    block = next((block for block in subject.blocks if block.step is started.step), None)
    words = None if block is None else plain_words(block.step)
    if block is None or not words or "-jar" not in words or (started.entrypoint and started.command):
        return refuse("what starts the archive does not stand in one instruction, so it could not be rewritten")
    at = words.index("-jar")
    options, arguments = words[1:at], words[at + 2 :]
    other = next((option for option in options if not option.startswith(_OPTIONS)), None)
    if other is not None:
        return refuse(f"line {block.line}: `{other}` means nothing to a native program")
    text = f"{block.step.item.keyword_text} {json.dumps((target, *options, *arguments), ensure_ascii=False)}\n"
    return {block.position: Decision(Place.RUNTIME, "starts the program itself", runtime_text=text)}
