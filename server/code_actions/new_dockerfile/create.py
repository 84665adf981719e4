"""A Dockerfile for the main project of a build context, or the reasons why there is none.

Promises: nothing is guessed in silence, and what comes out has been read back and has no problem of syntax. Leaves out
where the text goes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ...images.lifecycle import ends_of_life
from ...images.reference import ImageReference, parse_reference
from ...project.build_context import BuildContext, Entry, EntryKind
from ...project.recognition.facts import Ecosystem, Known, Product, ProjectFacts
from ...project.recognition.recognise import recognise
from ...semantics.derivation import derive
from ...syntax.lazy_pattern import lazy_pattern
from ...syntax.problems import problems
from ...syntax.tree import parse
from ..ignore_file import IgnoreFilePlan, plan_ignore_file
from ..java_runtimes import JavaRuntime
from ..multi_stage.convert import Conversion
from ..multi_stage.plan import Plan, Refusal, refuse
from .assets import with_assets
from .blueprint import Blueprint
from .compiled import elixir, go, rust
from .composition import stages_of
from .dotnet import dotnet
from .java_runtimes import facts_with_runtime, with_runtime
from .javascript import bun, deno, node
from .jvm_module import jvm_project
from .php import php
from .python import python
from .ruby import ruby
from .website import static

_Planner = Callable[[ProjectFacts, BuildContext], Blueprint | Refusal]
_PLANNERS: Mapping[Ecosystem, _Planner] = {
    Ecosystem.NODE: node,
    Ecosystem.BUN: bun,
    Ecosystem.DENO: deno,
    Ecosystem.PYTHON: python,
    Ecosystem.GO: go,
    Ecosystem.RUST: rust,
    Ecosystem.JVM: jvm_project,
    Ecosystem.DOTNET: dotnet,
    Ecosystem.PHP: php,
    Ecosystem.RUBY: ruby,
    Ecosystem.ELIXIR: elixir,
    Ecosystem.STATIC: static,
}
_BUILT_IN_PARTS = (Ecosystem.GO, Ecosystem.RUST, Ecosystem.DOTNET, Ecosystem.NODE, Ecosystem.BUN, Ecosystem.JVM)
"""Their tools find what a project needs beside its folder, or can be told."""
_USUAL_PORT = "8080"
NAME = "Dockerfile"
"""What the file is called."""
_HEAD = "# syntax=docker/dockerfile:1\n"


def new_dockerfile(
    context: BuildContext, today: dt.date, folder: str | None = None, runtime: JavaRuntime = JavaRuntime.JRE
) -> Conversion | Refusal:
    """The text and the plan that it was printed from, for the project that recognition puts first.

    ``folder`` is that of another project of the context, relative to its root. ``runtime`` is what a program for the
    JVM is asked to run with.
    """
    projects = [facts for facts in recognise(context) if folder is None or facts.folder == folder]
    if not projects:
        return refuse("no project was recognised: there is no manifest of a language that is known")
    first, *others = projects
    main = facts_with_runtime(first, context, runtime)
    if isinstance(main, Refusal):
        return main
    reasons = tuple(_why_not(main, context))
    if reasons:
        return Refusal(reasons)
    blueprint = _PLANNERS[main.ecosystem](_with_port_of_platform(main), context)
    if isinstance(blueprint, Refusal):
        return blueprint
    if main.needs_build.is_yes and main.build is None:
        return refuse(f"{_place(main)}: it has to be built, and how is not known")
    blueprint = with_runtime(blueprint, main, context, runtime)
    if isinstance(blueprint, Refusal):
        return blueprint
    for other in others:
        if other.product is Product.ASSETS and _lies_in(other.folder, main.folder):
            blueprint = with_assets(blueprint, other, context)
    stages = stages_of(blueprint, context)
    plan = Plan(main.ecosystem.value, stages, notes=tuple(_notes(blueprint, others, context, today)))
    text = _HEAD + "".join(line.text for stage in stages for line in stage.lines)
    if any(True for _ in problems(parse(text))):
        return refuse("the result could not be read back, which is a mistake of ours")
    return Conversion(text, plan, ())


def _why_not(main: ProjectFacts, context: BuildContext) -> Iterator[str]:
    """What stands in the way of any Dockerfile for the project, whatever its tools."""
    unread = [*(note.said for note in main.notes), *unread_above(main.folder, context)]
    if unread:
        yield from unread
        return
    if main.product not in (Product.PROGRAM, Product.WEBSITE):
        yield f"{_place(main)}: {_what(main)}"
        return
    if main.is_monorepo_part.is_yes and main.ecosystem not in _BUILT_IN_PARTS and main.folder:
        yield "it is part of a monorepo, and how one part is built is not known"
        yield from (reason.text for reason in main.is_monorepo_part.reasons)
    if _reads_above(main, context):
        yield f"{_place(main)} reads a folder above, which is no part of the build context"
    paths = (*main.manifests, *(artefact.path for artefact in main.artefacts))
    hidden = [path for path in main.manifests if context.is_sent(path) is False]
    if hidden:
        yield f"`{context.ignore_file}` keeps back what the build needs: {', '.join(hidden)}"
    yield from (
        f"`{path}` has signs in its name that COPY reads in another way" for path in paths if not _PATH.fullmatch(path)
    )


def unread_above(folder: str, context: BuildContext) -> Iterator[str]:
    """What cannot be read above the project of a folder, and might say that it is part of a whole."""
    found = recognise(context)
    ecosystems = {facts.ecosystem for facts in found if facts.folder == folder}
    for other in found:
        if other.folder != folder and other.ecosystem in ecosystems and _lies_in(folder, other.folder):
            yield from (f"whether it is part of a whole is not known: {note.said}" for note in other.notes)


def _reads_above(main: ProjectFacts, context: BuildContext) -> bool:
    """Whether the project needs something that lies beside the root of the context."""
    if any(context.exists(member) is False for member in main.workspace_members):
        return True
    manifests = "\n".join(context.texts.get(path, "") for path in main.manifests if path != main.lock_file)
    return not main.folder and _ABOVE.search(manifests) is not None


def _lies_in(folder: str, other: str) -> bool:
    return not other or f"{folder}/".startswith(f"{other}/")


def ignore_file_beside(text: str, context: BuildContext, folder: str = "") -> IgnoreFilePlan | None:
    """The ignore file to go with a new ``Dockerfile`` in a folder; ``None`` where there is one already."""
    if context.ignore_file is not None:
        return None
    beside = {**context.names_in(folder), NAME: Entry(EntryKind.FILE, len(text.encode()))}
    there = replace(context, folders={**context.folders, folder: beside}, _sizes={})
    return plan_ignore_file(derive(parse(text)), there)


def _with_port_of_platform(facts: ProjectFacts) -> ProjectFacts:
    """A ``Procfile`` is written for a platform that says by ``PORT`` where to listen; so this file says it."""
    start = facts.start
    if start is None or start.origin.path.rpartition("/")[2] != "Procfile":
        return facts
    port = facts.port or Known(_USUAL_PORT, start.origin)
    return replace(facts, port=port, run_environment=(*facts.run_environment, ("PORT", port.value)))


def _place(facts: ProjectFacts) -> str:
    return f"`{facts.evidence[0].path}`" if facts.evidence else f"`{facts.folder or '.'}`"


def _what(facts: ProjectFacts) -> str:
    match facts.product:
        case Product.LIBRARY:
            return "it is a library"
        case Product.WORKSPACE:
            members = facts.workspace_members
            named = f"; name the one to build, as in `dockwright init {members[0]}`" if members else ""
            return f"it is the root of a workspace, of {', '.join(members[:5]) or 'other folders'}{named}"
        case Product.ASSETS:
            return "it makes files for another program"
        case _:
            return "nothing says what it makes or starts"


_ABOVE = lazy_pattern(r"(?:=>|\bpath\s*+=)\s*+[\"']?\.\./")
"""As ``go.mod``, ``Cargo.toml`` and ``pyproject.toml`` speak of a folder."""
_PATH = lazy_pattern(r"[\w./@+*~-]*")
_SINGLE = lazy_pattern(r"[vV]?\d+(?:\.\d+)*")
_WITHOUT_RELEASES = (Ecosystem.BUN, Ecosystem.DENO, Ecosystem.STATIC)


def _notes(blueprint: Blueprint, others: list[ProjectFacts], context: BuildContext, today: dt.date) -> Iterator[str]:
    facts = blueprint.facts
    if not facts.is_certain:
        yield f"that this is a project of the kind `{facts.ecosystem.value}`, as {_place(facts)} says, is not certain"
    if facts.is_monorepo_part.is_yes:
        reasons = "; ".join(reason.text for reason in facts.is_monorepo_part.reasons)
        yield f"it is part of a monorepo: {reasons}"
    if facts.language_version is None and facts.ecosystem not in _WITHOUT_RELEASES:
        yield f"the project asks for no version, so `{blueprint.build_image}` is the release that is maintained longest"
    elif facts.language_version is not None and not _SINGLE.fullmatch(facts.language_version.value):
        wish = facts.language_version.value
        yield f"the project asks for `{wish}`, and of that `{blueprint.build_image}` is maintained longest"
    for image in dict.fromkeys((blueprint.build_image, blueprint.run_image)):
        reference = parse_reference(image)
        ends = ends_of_life(reference) if isinstance(reference, ImageReference) else ()
        yield from (
            f"`{image}`: {end.name} has had no fixes since {end.date}"
            for end in ends
            if end.is_past(today) and not end.is_superseded_quickly
        )
    left = [other for other in others if other.product in (Product.PROGRAM, Product.WEBSITE)]
    if left:
        names = [f"{other.folder or '.'} ({other.ecosystem.value})" for other in left]
        yield f"there are other projects, which have no part in it: {', '.join(names)}"
    if blueprint.run_image == "scratch":
        yield "the last stage has no shell and no `/tmp`"
    elif any(word in blueprint.run_image for word in ("/distroless/", "-chiseled")):
        yield "the last stage has no shell, so `docker exec` starts none"
    yield from (note.said for other in others for note in other.notes if note.origin.path in context.texts)
