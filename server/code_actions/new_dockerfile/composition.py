"""The stages of a blueprint: what is installed and built in the first ones, what is shipped in the last.

Promises: manifests are copied in front of the sources wherever installing needs nothing else; a container starts
without a shell and as an unprivileged user. What is not known becomes a comment that begins with ``# CHECK:``.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator

from ...project.build_context import BuildContext
from ...project.recognition.facts import Artefact, NeedKind, Part
from ...semantics.derivation import derive
from ...syntax.lazy_pattern import lazy_pattern
from ...syntax.tree import parse
from .. import static_server
from ..accounts import Account, account_for
from ..multi_stage.packages import apt_commands
from ..multi_stage.plan import Change, PlannedLine, PlannedStage
from .blueprint import BUILD_STAGE, DEPENDENCY_STAGE, ROOT, Blueprint
from .instructions import CONTINUED, joined, manifest_copies, run
from .system_packages import build_packages, run_packages

_PLAIN = lazy_pattern(r"[\w./:,@%+=-]+")
_ORDER = (Part.DEPENDENCIES, Part.MANIFEST, Part.ASSETS, Part.BUILT, Part.SOURCES)
"""What changes least comes first."""


def stages_of(blueprint: Blueprint, context: BuildContext) -> tuple[PlannedStage, ...]:
    """The stages, or the only one."""
    last = _line(f"\nFROM {blueprint.run_image}\n", "has what running needs")
    if blueprint.is_one_stage:
        return (PlannedStage(None, (last, *_lines_of_one(blueprint, context))),)
    return (*_stages_in_front(blueprint, context), PlannedStage(None, (last, *_lines_of_last(blueprint))))


def _stages_in_front(blueprint: Blueprint, context: BuildContext) -> Iterator[PlannedStage]:
    """The stage that builds, and in front of it one with what production needs, if that is installed by itself.

    The latter is built again only when a manifest changes, and what the last stage copies of it stays the same layer.
    """
    image, reason = blueprint.build_image, "has what installing and building need"
    if not blueprint.dependencies:
        lines = (*_opening_lines(blueprint), *_install_lines(blueprint, context), *_build_lines(blueprint))
        yield PlannedStage(BUILD_STAGE, (_line(f"\nFROM {image} AS {BUILD_STAGE}\n", reason), *lines))
        return
    opening = (_line(f"\nFROM {image} AS {DEPENDENCY_STAGE}\n", reason), *_opening_lines(blueprint))
    manifests = _manifest_lines(blueprint, context)
    production = _runs(blueprint.dependencies, blueprint, "what production needs, and nothing else", blueprint.caches)
    yield PlannedStage(DEPENDENCY_STAGE, (*opening, *manifests, *production))
    begun = _line(f"\nFROM {DEPENDENCY_STAGE} AS {BUILD_STAGE}\n", "the manifests are there, and the tools")
    everything = _runs(blueprint.install, blueprint, "what building needs as well", blueprint.caches)
    sources = _sources(blueprint, "the sources")
    yield PlannedStage(BUILD_STAGE, (begun, *everything, sources, *_build_lines(blueprint)))


def _line(text: str, reason: str) -> PlannedLine:
    return PlannedLine(text, Change.ADDED, reason)


def _check(what: str) -> PlannedLine:
    return _line(f"# CHECK: {what}\n", "this could not be known")


def _lines_of_one(blueprint: Blueprint, context: BuildContext) -> Iterator[PlannedLine]:
    """All in one stage, since nothing would stay behind in another."""
    if blueprint.site is not None:
        yield from _site_lines(blueprint)
        return
    yield from _environment((*blueprint.run_environment, *blueprint.facts.run_environment), "of the container")
    yield from _opening_lines(blueprint)
    yield from _install_lines(blueprint, context)
    yield from _build_lines(blueprint)
    account = _account(blueprint)
    yield from _packages_and_account(blueprint, account)
    yield from _start_lines(blueprint, account)


def _opening_lines(blueprint: Blueprint) -> Iterator[PlannedLine]:
    """What stands in front of all that is installed."""
    facts = blueprint.facts
    yield _line(f"WORKDIR {_folder(blueprint)}\n", "where the commands run")
    commands = (facts.install_production, facts.build)
    given = [pair for command in commands if command is not None for pair in command.environment]
    yield from _environment((*blueprint.build_environment, *given), "read while building")
    headers = build_packages(facts, blueprint.build_image)
    if headers:
        yield _line(f"{run(joined(apt_commands(headers)))}\n", "what its packages are compiled with")
    yield from (_line(f"{text}\n", reason) for text, reason in blueprint.prepare)


def _manifest_lines(blueprint: Blueprint, context: BuildContext) -> Iterator[PlannedLine]:
    for text in manifest_copies(blueprint.facts.manifests, context, _folder(blueprint)):
        yield _line(f"{text}\n", "all that installing needs")


def _install_lines(blueprint: Blueprint, context: BuildContext) -> Iterator[PlannedLine]:
    """Manifests in front of the sources wherever installing needs nothing else."""
    if blueprint.install and blueprint.facts.install_needs_sources.is_no:
        yield from _manifest_lines(blueprint, context)
        yield from _runs(blueprint.install, blueprint, "installs again only when a manifest changes", blueprint.caches)
        if blueprint.build or blueprint.is_one_stage:
            yield _sources(blueprint, "the sources")
    else:
        yield _sources(blueprint, "the sources, which installing may need")
        yield from _runs(blueprint.install, blueprint, "installs what is needed", blueprint.caches)


def _build_lines(blueprint: Blueprint) -> Iterator[PlannedLine]:
    yield from _runs(blueprint.build, blueprint, "makes what is shipped", blueprint.build_caches)
    yield from _runs(blueprint.prune, blueprint, "takes out what only building needed", blueprint.caches)


def _lines_of_last(blueprint: Blueprint) -> Iterator[PlannedLine]:
    if blueprint.site is not None:
        yield from _site_lines(blueprint)
        return
    folder = posixpath.join(ROOT, blueprint.run_folder).rstrip("/")
    yield _line(f"WORKDIR {folder}\n", "where the program starts")
    yield from _environment((*blueprint.run_environment, *blueprint.facts.run_environment), "of the container")
    account = _account(blueprint)
    yield from _packages_and_account(blueprint, account)
    yield from (_line(f"{text}\n", reason) for text, reason in blueprint.run_setup)
    for copy in blueprint.copies:
        stage = "" if copy.stage is None else f"--from={copy.stage} "
        yield _line(f"COPY {stage}{copy.source} {copy.target}\n", copy.reason)
    yield from _artefacts(blueprint)
    yield from _start_lines(blueprint, account)


def _site_lines(blueprint: Blueprint) -> Iterator[PlannedLine]:
    assert blueprint.site is not None
    yield from map(_check, blueprint.checks)
    yield _line(blueprint.site, "the port above 1023, and what is answered")
    for artefact in blueprint.facts.artefacts:
        source = artefact.path or "."
        if artefact.part is Part.BUILT:
            source = f"--from={BUILD_STAGE} {posixpath.join(ROOT, artefact.path)}"
        yield _line(f"COPY {source} {static_server.FOLDER}\n", "the site")
    yield _line("EXPOSE 8080\n", "where the web server listens")


def _start_lines(blueprint: Blueprint, account: Account | None) -> Iterator[PlannedLine]:
    facts = blueprint.facts
    yield from map(_check, blueprint.checks)
    folders = [
        posixpath.relpath(need.name, facts.folder or blueprint.run_folder or ".")
        for need in facts.needs
        if need.kind is NeedKind.WRITABLE_FOLDER
    ]
    if folders and account is not None:
        names = " ".join(folders)
        text = run(joined((f"mkdir -p {names}", f"chown -R {account.owner} {names}")))
        yield _line(f"{text}\n", "the program writes there")
    if facts.port is not None and facts.port.value.isdigit():
        yield _line(f"EXPOSE {facts.port.value}\n", "where the program listens")
    elif facts.framework is not None and facts.framework.value != "worker":
        yield _check("on which port the program listens, as in EXPOSE 8000")
    yield _check("as which user it runs") if account is None else _line(f"USER {account.reference}\n", "not as root")
    if facts.start is None:
        begins = "" if facts.entry_point is None else f"; the program begins in {facts.entry_point.value}"
        yield _check(f'what the container starts, as in CMD ["program", "argument"]{begins}')
    else:
        words = json.dumps(facts.start.arguments, ensure_ascii=False)
        yield _line(f"CMD {words}\n", "what the container starts")


def _artefacts(blueprint: Blueprint) -> Iterator[PlannedLine]:
    facts = blueprint.facts
    has_sources = any(artefact.path == facts.folder for artefact in facts.artefacts if artefact.part is Part.SOURCES)
    for artefact in sorted(facts.artefacts, key=lambda each: _ORDER.index(each.part)):
        is_inside = has_sources and artefact.path != facts.folder and not artefact.path.startswith("/")
        if is_inside and (blueprint.ships_build_folder or artefact.part in (Part.ASSETS, Part.MANIFEST)):
            continue
        yield _line(f"COPY {_source(blueprint, artefact)} {_target(blueprint, artefact)}\n", _REASONS[artefact.part])


_REASONS = {
    Part.BUILT: "what was built",
    Part.DEPENDENCIES: "what was installed, without what installed it",
    Part.SOURCES: "the sources, which the program runs from",
    Part.MANIFEST: "read when the program starts",
    Part.ASSETS: "no sources, so the program may read it when it runs",
}


def _source(blueprint: Blueprint, artefact: Artefact) -> str:
    is_apart = artefact.part is Part.DEPENDENCIES and blueprint.dependencies
    is_made = artefact.part in (Part.BUILT, Part.DEPENDENCIES)
    if is_made or blueprint.ships_build_folder or (blueprint.build and artefact.part is not Part.SOURCES):
        stage = DEPENDENCY_STAGE if is_apart else BUILD_STAGE
        return f"--from={stage} {posixpath.join(ROOT, artefact.path).rstrip('/')}"
    return artefact.path or "."


def _target(blueprint: Blueprint, artefact: Artefact) -> str:
    if artefact.path.startswith("/"):
        return artefact.path if artefact.part is Part.DEPENDENCIES else "./"
    inner = posixpath.relpath(artefact.path or ".", blueprint.facts.folder or ".")
    if inner == ".":
        return "."
    return "./" if blueprint.unpacks_result else f"./{inner}"


def _packages_and_account(blueprint: Blueprint, account: Account | None) -> Iterator[PlannedLine]:
    packages = run_packages(blueprint.facts, blueprint.run_image)
    for need in packages.unknown:
        yield _check(f"whether it needs {need.name} (package {', '.join(need.debian_run)})")
    commands = list(account.commands) if account is not None else []
    if commands and account is not None:
        commands.append(f"chown {account.owner} {ROOT}")
    if packages.names:
        commands = [*apt_commands(packages.names), *commands]
    if commands:
        reason = "what the program needs of the system" if packages.names else "a user to run as"
        yield _line(f"{run(joined(commands))}\n", reason)


def _account(blueprint: Blueprint) -> Account | None:
    return account_for(derive(parse(f"FROM {blueprint.run_image}\n")).stages[-1])


def _environment(pairs: Iterable[tuple[str, str]], reason: str) -> Iterator[PlannedLine]:
    known = dict(pairs)
    if known:
        yield _line(f"ENV {CONTINUED.join(f'{name}={_quoted(value)}' for name, value in known.items())}\n", reason)


def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _folder(blueprint: Blueprint) -> str:
    return posixpath.join(ROOT, blueprint.facts.folder).rstrip("/")


def _sources(blueprint: Blueprint, reason: str) -> PlannedLine:
    return _line(f"COPY . {ROOT if blueprint.facts.folder else '.'}\n", reason)


def _runs(commands: Iterable[str], blueprint: Blueprint, reason: str, caches: tuple[str, ...]) -> Iterator[PlannedLine]:
    shipped = {artefact.path for artefact in blueprint.facts.artefacts}
    mounted = [folder for folder in caches if folder not in shipped]
    yield from (_line(f"{run(command, mounted)}\n", reason) for command in commands)
