"""What makes the last stage one for development, and what it would be without: its install and its start command.

Promises: what is given as the production's is known from the commands themselves or from the manifest. Leaves out what
is built with development dependencies, for which the conversion to a multi-stage build is there.
"""

from __future__ import annotations

import json
import posixpath
import shlex
from collections.abc import Iterator

from ..diagnostics.finding import Edit
from ..diagnostics.rules.languages.development_server_shipped import development_server
from ..diagnostics.rules.packages._manifests import manifest_path
from ..diagnostics.rules.packages._prompts import is_shell_form
from ..diagnostics.rules.packages.dev_dependencies_shipped import (
    HARMLESS,
    INSTALLERS,
    has_development_dependencies,
    is_whole_install,
)
from ..project.build_context import BuildContext
from ..project.manifests import PackageJson
from ..semantics.stage import Stage
from ..semantics.start_command import StartCommand, stands_in, start_command
from ..semantics.step import Step
from ..shell.dialect import program_name
from ..shell.invocation import Invocation
from ..shell.specification import Option
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import Span
from .multi_stage.commands import prepares
from .multi_stage.subject import plain_words

_NODE = frozenset(("npm", "yarn", "pnpm"))
_KNOWN = _NODE | {"pip", "poetry", "uv"}
_DEVELOPMENT_FILE = lazy_pattern(
    r"(?:.*[-_.])?(?:dev|develop|development|test|tests|testing)(?:[-_.].*)?\.(?:txt|in)\Z"
)
_FILES = frozenset(("cp", "ln", "mv", "touch"))
_SHIPPED_FILES = ("requirements.txt", "production.txt", "prod.txt", "base.txt")


@dataclass(frozen=True, slots=True)
class Change:
    """Edits of the step at a position of the stage that make it the production's."""

    position: int
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The last stage, and what is different in production. ``is_node`` says that packages of Node are left out."""

    stage: Stage
    changes: tuple[Change, ...]
    is_node: bool


Placed = tuple[int, Step, Invocation]


def development_split(stage: Stage, context: BuildContext) -> Split | str | None:
    """What is different in production, or why that is not known; ``None`` where nothing is made for development."""
    installs = [(place, step, call) for place, step in stage.steps_with(Keyword.RUN) for call in _installs(step)]
    started = start_command(stage)
    servers = list(_servers(stage, started))
    if not installs and not servers:
        return None
    if started.step is None or not stands_in(stage, started.step):
        return "the stage does not say what it starts, so what runs in production is not known"
    reason = _why_not(stage, installs, started)
    if reason is not None:
        return reason
    changes: list[Change] = []
    package = context.package_json()
    if not servers and installs and installs[0][2].tool in _NODE:
        reason = _why_not_started(started, package if isinstance(package, PackageJson) else None)
        if reason is not None:
            return reason
    for place, step, call in installs:
        edits = _install_edits(stage, place, step, call, context)
        if isinstance(edits, str):
            return edits
        changes.append(Change(place, edits))
    for place, step in servers:
        words = _production_words(step, context)
        if isinstance(words, str):
            return words
        arguments = step.instruction.command_text
        span = arguments.span(0, len(arguments.text))
        changes.append(Change(place, (Edit(step.item, span, json.dumps(words)),)))
    return Split(stage, tuple(changes), any(call.tool in _NODE for _, _, call in installs))


def _installs(step: Step) -> Iterator[Invocation]:
    for call in step.invocations:
        if not step.is_deferred and (is_whole_install(step, call) or _development_files(call)):
            yield call


def _development_files(call: Invocation) -> list[Option]:
    """The options by which pip is given a list of requirements for development."""
    if call.tool != "pip" or call.subcommand != "install":
        return []
    return [
        option
        for option in call.options
        if option.name == "--requirement" and option.value and _DEVELOPMENT_FILE.match(posixpath.basename(option.value))
    ]


def _servers(stage: Stage, started: StartCommand) -> Iterator[tuple[int, Step]]:
    for keyword, step in ((Keyword.ENTRYPOINT, started.entrypoint), (Keyword.CMD, started.command)):
        if step is None or not stands_in(stage, step):
            continue
        script = step.commands
        if script is not None and any(development_server(command) for command in script.commands):
            yield stage.steps_with(keyword).positions[-1], step


def _why_not(stage: Stage, installs: list[Placed], started: StartCommand) -> str | None:
    unknown = [call.tool for _, _, call in installs if call.tool not in _KNOWN]
    if unknown:
        return f"how `{unknown[0]}` leaves development dependencies out is not known here"
    if len(installs) > 1:
        return "dependencies are installed by more than one command"
    if any(step.is_deferred for _, step in stage.all_steps()):
        return "its ONBUILD makes it a base for other builds"
    for step in (started.entrypoint, started.command):
        if step is not None and any(call.tool == "uv" and call.subcommand == "run" for call in step.invocations):
            return "`uv run` installs development dependencies when the container starts"
    for place, step, call in installs:
        if not is_shell_form(step):
            return "the command that installs dependencies is not in shell form"
        used = _used_behind(stage, place, call)
        if used is not None:
            return f"`{used}` may need the development dependencies; convert to a multi-stage build instead"
    return None


def _used_behind(stage: Stage, place: int, install: Invocation) -> str | None:
    """The first command behind an install that may use what is installed."""
    for position, step in stage.steps_with(Keyword.RUN):
        script = step.commands
        if position < place:
            continue
        if script is None:
            return "RUN"
        harmless = {id(call.command) for call in step.invocations if call.subcommand in HARMLESS}
        for command in script.commands:
            is_behind = position > place or command.start > install.command.start
            name = program_name(command.name.value or command.name.text)
            if is_behind and id(command) not in harmless and not prepares(command) and name not in _FILES:
                return name
    return None


def _why_not_started(started: StartCommand, package: PackageJson | None) -> str | None:
    """Why a script of the ``package.json`` may not start without the development dependencies."""
    for step in (started.entrypoint, started.command):
        words = [] if step is None else [word for word in plain_words(step) or () if word != "run"]
        if len(words) < 2 or words[0] not in _NODE:
            continue
        script = None if package is None else package.scripts.get(words[1])
        if package is None or script is None:
            return f"what `{' '.join(words)}` runs is not known"
        if any(word in package.development_dependencies for word in script.split()):
            return f"`{script}` is started, which is one of the development dependencies"
    return None


def _install_edits(
    stage: Stage, place: int, step: Step, call: Invocation, context: BuildContext
) -> tuple[Edit, ...] | str:
    if call.tool == "pip":
        return _requirement_edits(stage, place, step, call, context)
    installer = INSTALLERS[call.tool]
    path = manifest_path(stage, place, installer.manifest, context)
    if path is not None and has_development_dependencies(path, context) is False:
        return f"`{path}` lists no development dependencies"
    if call.tool == "yarn" and not call.has("--frozen-lockfile"):
        return "whether it is Yarn 1, whose install can leave development dependencies out, is not known"
    at = (call.subcommand_word or call.tool_word).span.end
    return (Edit(step.item, Span(at, at), f" {installer.option}"),)


def _requirement_edits(
    stage: Stage, place: int, step: Step, call: Invocation, context: BuildContext
) -> tuple[Edit, ...] | str:
    """Leaves the lists for development out, or takes the one that is shipped in place of the only one."""
    development = _development_files(call)
    others = [option for option in call.options if option.name == "--requirement" and option not in development]
    if others or call.packages:
        gone = [option for option in development if option.value_word is not None]
        return tuple(_removed(step, option) for option in gone)
    value, word = development[0].value or "", development[0].value_word
    if len(development) == 1 and word is not None:
        for name in _SHIPPED_FILES:
            if _are_side_by_side(stage, place, value, name, context):
                span = Span(word.span.end - len(value), word.span.end)
                return (Edit(step.item, span, posixpath.join(posixpath.dirname(value), name)),)
    return f"which list is installed in production in place of `{value}` is not known"


def _are_side_by_side(stage: Stage, place: int, path: str, name: str, context: BuildContext) -> bool:
    """Whether a file and the one of another name beside it have both reached the stage."""
    folder, base = posixpath.split(path)
    for prefix in ("", folder):
        found = [manifest_path(stage, place, posixpath.join(prefix, each), context) for each in (base, name)]
        if None not in found and len({posixpath.dirname(each or "") for each in found}) == 1:
            return True
    return False


def _removed(step: Step, option: Option) -> Edit:
    """Takes out an option and its value with the blanks in front of it."""
    end = option.span.end if option.value_word is None else max(option.span.end, option.value_word.span.end)
    start = option.word.span.start
    text = step.item.text
    return Edit(step.item, Span(len(text[:start].rstrip(" \t")), end), "")


def _production_words(step: Step, context: BuildContext) -> list[str] | str:
    """What is started in production in place of a server for development, or why that is not known."""
    words = plain_words(step)
    shown = " ".join(words or (step.instruction.command_text.text,))
    unknown = f"what runs in production in place of `{shown}` is not known"
    match words:
        case ("npm" | "yarn" | "pnpm", *_):
            return _started_by_package(context) or unknown
        case ("nodemon", program) if not program.startswith("-"):
            return ["node", program]
        case ("fastapi", "dev", *rest):
            return ["fastapi", "run", *rest]
        case (_, *_) if "uvicorn" in words and "--reload" in words:
            return [word for word in words if word != "--reload"]
        case _:
            return unknown


def _started_by_package(context: BuildContext) -> list[str] | None:
    """The words of the script ``start`` of the ``package.json``, if it does no more than have Node run a file."""
    package = context.package_json()
    script = package.scripts.get("start", "") if isinstance(package, PackageJson) else ""
    words = script.split()
    is_plain = shlex.join(words) == script and words[:1] == ["node"] and len(words) > 1
    return words if is_plain and "--watch" not in words else None
