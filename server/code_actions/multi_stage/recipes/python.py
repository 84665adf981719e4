"""Python: packages are installed into a virtual environment in the first stage, and that is copied into a slim image.

https://docs.docker.com/guides/python/, https://docs.python.org/3/library/venv.html
"""

from __future__ import annotations

import re

from ....diagnostics.finding import Edit
from ....diagnostics.word_edits import without_option
from ....project.recognition.facts import Ecosystem
from ....semantics.file_effects import absolute_path
from ....semantics.start_command import start_command
from ....shell.dialect import program_name
from ....shell.invocation import Invocation
from ....syntax.dataclass import dataclass
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ..bases import RuntimeBase, named, slim
from ..composition import Decision, Decisions, Insertion, Place, compose, edited_text
from ..interpreted import additions, comments_for, names_in, sorted_run
from ..packages import RuntimePackages, installs_of, runtime_packages
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..python_environments import (
    makes_environment,
    own_environment,
    refers_to_files,
    start_decision,
    why_no_environment,
)
from ..subject import Block, Subject, directory_of, is_whole_context, sources_of, start_words
from ..system_needs import SystemNeeds, system_needs

_VENV = "/opt/venv"
_INSTALLS = {
    "pip": ("install",),
    "uv": ("sync", "pip install", "pip sync"),
    "poetry": ("install", "sync"),
}
_BESIDES = frozenset(("pip", "pip3", "python", "python3", "uv", "poetry", "cd", "set", "rm", "echo", "export", "true"))
_BUILD_ONLY = re.compile(r"(?:PIP_|POETRY_|UV_|DEBIAN_FRONTEND\Z)")
_MANIFEST = re.compile(
    r"(?:.*requirements[^/]*|[^/]*\.(?:txt|in)|pyproject\.toml|[^/]*\.lock\*?|setup\.(?:py|cfg)|README.*)\Z"
)
_ELSEWHERE = ("--user", "--target", "--prefix", "--root")
_UV_IMAGE = re.compile(r"ghcr\.io/astral-sh/uv:python(?P<version>[\d.]+)-(?P<release>bookworm|trixie)-slim\Z")


@dataclass(frozen=True, slots=True)
class _Environment:
    """Where packages go. ``is_new`` says that the file has no virtual environment of its own yet."""

    path: str
    is_new: bool
    uses_poetry: bool


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that installs packages, and one with the program."""
    installs = [(block, call) for block, call in subject.calls(*_INSTALLS) if call.subcommand in _INSTALLS[call.tool]]
    others = {call.tool for _, call in subject.calls("pipenv", "conda", "mamba", "micromamba")}
    if others:
        return refuse(f"packages are installed by {' and '.join(sorted(others))}, for which there is no recipe yet")
    if not installs:
        return NOT_MINE
    image = subject.stage.base.image
    if image is not None and image.official_name == "python" and (image.tag or "").startswith("2"):
        return refuse("Python 2 has no virtual environments of its own")
    if not start_words(subject) and start_command(subject.stage).step is None:
        return refuse("the file starts nothing, so what its base image starts, and needs for it, is not known")
    for block, call in installs:
        found = next((name for name in _ELSEWHERE if call.has(name)), None)
        if found is not None:
            return refuse(f"line {block.line}: `{found}` installs to a place of its own")
    environment = _environment(subject, installs)
    if isinstance(environment, Refusal):
        return environment
    if environment.is_new:
        reason = why_no_environment(subject, installs[0][0])
        if reason is not None:
            return refuse(reason)
    return _planned(subject, installs, environment)


def _planned(subject: Subject, installs: list[tuple[Block, Invocation]], environment: _Environment) -> Plan | Refusal:
    base = _base(subject)
    positions = {block.position for block, _ in installs}
    first, last = min(positions), max(positions)
    decisions: dict[int, Decision] = {}
    packages: list[RuntimePackages] = []
    wanted: list[str] = []
    for block in subject.blocks:
        if block.position in positions:
            if not _does_nothing_else(block):
                return refuse(f"line {block.line}: it installs packages and does more in one RUN; split it")
            found = runtime_packages(block, base.facts) if installs_of(block.step) else None
            if found is not None:
                packages.append(found)
                wanted += [*found.kept, *found.added]
            decisions[block.position] = Decision(
                Place.BUILD, "installs packages", build_text=_installed(block, installs)
            )
        elif block.keyword is Keyword.RUN and block.position < first and makes_environment(block.step):
            decisions[block.position] = Decision(Place.BUILD, "a place of their own for the packages")
        elif block.keyword is Keyword.RUN and block.position < first and "poetry" in block.text:
            decisions[block.position] = Decision(Place.BUILD, "the tool that installs is not needed to run")
        elif block.keyword is Keyword.RUN:
            chosen = sorted_run(subject, block, last)
            if isinstance(chosen, Refusal):
                return chosen
            decisions[block.position] = chosen.decision
            packages += [chosen.packages] if chosen.packages is not None else []
        elif block.keyword in (Keyword.COPY, Keyword.ADD):
            decisions[block.position] = _of_copy(subject, block, installs, last)
        elif block.keyword in (Keyword.CMD, Keyword.ENTRYPOINT):
            decisions[block.position] = start_decision(block)
    at = _first_copy(subject, first)
    drops = any(found.dropped for found in packages) or environment.uses_poetry
    if not base.is_smaller and not drops:
        return refuse("there is nothing to leave behind: no package is installed for building, and the base is slim")
    needs = system_needs(subject, Ecosystem.PYTHON, base, names_in(packages)) if base.is_smaller else SystemNeeds()
    added = additions(subject, base, decisions, [*wanted, *needs.packages], at)
    if isinstance(added, Refusal):
        return added
    insertions = [*added, *comments_for(packages, needs, at), *_environment_lines(subject, environment, first, at)]
    return compose(
        subject,
        Decisions(
            "python", base, decisions, tuple(insertions), is_build_only=lambda name: _BUILD_ONLY.match(name) is not None
        ),
    )


def _base(subject: Subject) -> RuntimeBase:
    image = subject.stage.base.image
    match = None if image is None else _UV_IMAGE.match(image.written)
    if match is not None:
        text = f"python:{match['version']}-slim-{match['release']}"
        return named(text, "the image that the one with uv was made from")
    return slim(subject)


def _environment(subject: Subject, installs: list[tuple[Block, Invocation]]) -> _Environment | Refusal:
    tools = {call.tool for _, call in installs}
    block, call = next(((b, c) for b, c in installs if c.tool == "poetry" or c.subcommand == "sync"), installs[0])
    folder = directory_of(block, call)
    uses_poetry = "poetry" in tools
    if call.tool == "uv" and call.subcommand == "sync":
        chosen = block.step.value_of("UV_PROJECT_ENVIRONMENT") or ".venv"
        path = absolute_path(folder, chosen)
        return refuse("where uv puts the packages is not known") if path is None else _Environment(path, False, True)
    texts = " ".join(other.text for other in subject.blocks if other.position <= block.position)
    if uses_poetry and re.search(r"virtualenvs\.in-project\s+true|VIRTUALENVS_IN_PROJECT[= ](?:1|true)", texts):
        path = absolute_path(folder, ".venv")
        return (
            refuse("where poetry puts the packages is not known") if path is None else _Environment(path, False, True)
        )
    own = own_environment(subject)
    if own is not None:
        return _Environment(own, False, uses_poetry)
    return _Environment(_VENV, True, uses_poetry)


def _does_nothing_else(block: Block) -> bool:
    script = block.step.commands
    if script is None:
        return False
    system = {
        id(call.command) for call in block.step.invocations if call.tool in ("apt", "apt-get", "apk", "rm", "pip")
    }
    return all(
        id(command) in system
        or program_name(command.name.value or "").rstrip("0123456789.") in _BESIDES
        or (program_name(command.name.value or "") in ("bash", "sh") and "poetry install" in block.text)
        for command in script.commands
    )


def _installed(block: Block, installs: list[tuple[Block, Invocation]]) -> str | None:
    """The text without ``--system``, which means the Python outside of the environment."""
    edits: list[Edit] = []
    for other, call in installs:
        option = call.option("--system") if other is block else None
        edit = None if option is None else without_option(block.step, call, option)
        if edit is not None:
            edits.append(edit)
    return edited_text(block, edits) if edits else None


def _of_copy(subject: Subject, block: Block, installs: list[tuple[Block, Invocation]], last: int) -> Decision:
    if block.position > last:
        return Decision(Place.RUNTIME, "the program")
    transfer, sources = block.transfer, sources_of(block)
    if transfer is not None and transfer.source_stage is not None:
        return Decision(Place.BUILD, "a tool that installs")
    needs_sources = _needs_sources(installs)
    if is_whole_context(block):
        files = _requirements(subject, installs)
        if (
            needs_sources
            or files is None
            or transfer is None
            or transfer.destination is None
            or len(transfer.sources) != 1
        ):
            return Decision(Place.BOTH, "the program, which is installed as well")
        source = transfer.sources[0].span
        target = transfer.destination
        folder = target.text if target.text.endswith("/") else f"{target.text}/"
        edits = [Edit(block.step.item, Span(source.start, target.span.end), f"{' '.join(files)} {folder}")]
        reason = "the program; installing needs the manifests alone"
        return Decision(Place.BOTH, reason, build_text=edited_text(block, edits))
    if sources and all(map(_MANIFEST.match, sources)):
        follows = any(is_whole_context(other) and other.position > block.position for other in subject.blocks)
        return Decision(Place.BUILD if follows else Place.BOTH, "what the packages are listed in")
    return Decision(Place.BOTH if needs_sources else Place.RUNTIME, "the program")


def _needs_sources(installs: list[tuple[Block, Invocation]]) -> bool:
    for _, call in installs:
        if call.tool == "poetry" and not call.has("--no-root"):
            return True
        if call.tool == "uv" and call.subcommand == "sync" and not call.has("--no-install-project"):
            return True
        if call.has("--editable") or any(package.kind != "name" for package in call.packages):
            return True
    return False


def _requirements(subject: Subject, installs: list[tuple[Block, Invocation]]) -> list[str] | None:
    files: list[str] = []
    for block, call in installs:
        for option in call.options:
            if option.name == "--requirement":
                path = option.value or ""
                folder = block.step.workdir.value or ""
                path = path.removeprefix(f"{folder}/").removeprefix("./")
                if not path or path.startswith(("/", "$")) or "/" in path:
                    return None
                if refers_to_files(subject.context.texts.get(path)):
                    return None
                files.append(path)
    return list(dict.fromkeys(files)) or None


def _first_copy(subject: Subject, first: int) -> int:
    """Behind the settings and in front of the first files, so that a changed source copies nothing again."""
    return min([first, *(block.position for block, _ in subject.transfers() if block.position < first)])


def _environment_lines(subject: Subject, environment: _Environment, first: int, at: int) -> list[Insertion]:
    env, copy, run = subject.keyword("ENV"), subject.keyword("COPY"), subject.keyword("RUN")
    path = f'{env} PATH="{environment.path}/bin:$PATH"\n'
    found: list[Insertion] = []
    if environment.is_new:
        make = f"{run} python -m venv {environment.path}\n"
        use = f"{env} VIRTUAL_ENV={environment.path}\n" if environment.uses_poetry else path
        start = min([first, *(b.position for b in subject.runs() if "pip" in b.text or "poetry" in b.text)])
        found.append(Insertion(Place.BUILD, start, make, "a place of their own for the packages"))
        found.append(Insertion(Place.BUILD, start, use, "what installs finds it there"))
    if f"{environment.path}/" in f"{_workdir(subject)}/" or environment.path.startswith(f"{_workdir(subject)}/"):
        at = _behind_sources(subject)
    text = f"{copy} --from={subject.build_name} {environment.path} {environment.path}\n"
    found.append(Insertion(Place.RUNTIME, at, text, "the packages, without what installed them"))
    if not any(b.keyword is Keyword.ENV and f"{environment.path}/bin" in b.text for b in subject.blocks):
        found.append(Insertion(Place.RUNTIME, at, path, "programs and packages are found there"))
    return found


def _workdir(subject: Subject) -> str:
    return subject.workdir or "/"


def _behind_sources(subject: Subject) -> int:
    copies = [block.position for block in subject.blocks if is_whole_context(block)]
    return copies[-1] + 1 if copies else max(block.position for block in subject.runs()) + 1
