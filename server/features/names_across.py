"""Stages and build arguments across Dockerfiles and the Bake and Compose files that name them.

A name in a build file means something in each Dockerfile that is built with it, so a :class:`SharedName` is followed
from a Dockerfile to the build files, on to other Dockerfiles built with the same words, and so on. Promises: only what
certainly belongs together is one name; what may belong to it is told apart. Leaves out: which files there are, and
texts; programs and targets are passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..project.build_targets import Belongs, BuildTarget, Mention, MentionKind
from ..semantics.program import Program
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.logical_text import Span
from .navigation import names_in
from .occurrence import Access, Name, NameKind

ProgramOf = Callable[[str], Program | None]
"""The program of a Dockerfile by its path; ``None`` where there is no such file."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The targets of all build files, and how to get at the Dockerfiles."""

    targets: tuple[BuildTarget, ...]
    program_of: ProgramOf

    def exists(self, path: str) -> bool:
        """Whether there is a Dockerfile at a path."""
        return self.program_of(path) is not None


@dataclass(frozen=True, slots=True)
class SharedName:
    """One name in several files.

    ``names`` are what it is in Dockerfiles, with their paths; ``mentions`` are the words of build files that certainly
    mean it, ``doubtful`` those that may.
    """

    kind: MentionKind
    text: str
    names: tuple[tuple[str, Name], ...]
    mentions: tuple[Mention, ...]
    doubtful: tuple[Mention, ...]


def mention_at(targets: Iterable[BuildTarget], file: str, offset: int) -> Mention | None:
    """The name of a stage or argument at a code point of a build file."""
    for target in targets:
        for mention in target.mentions:
            if mention.file == file and mention.span.start <= offset <= mention.span.end:
                return mention
    return None


def kind_of(program: Program, name: Name) -> MentionKind | None:
    """What a name of a Dockerfile is for a build file; ``None`` for what only the Dockerfile knows."""
    if name.kind is NameKind.STAGE:
        return MentionKind.STAGE
    if name.kind is NameKind.VARIABLE and name in _arguments(program, name.text):
        return MentionKind.ARGUMENT
    return None


def shared_from_dockerfile(workspace: Workspace, path: str, program: Program, name: Name) -> SharedName | None:
    """A name of a Dockerfile with all that belongs to it; ``None`` if no build file can name it."""
    kind = kind_of(program, name)
    return None if kind is None else _followed(workspace, kind, name.text, {path})


def shared_from_mention(workspace: Workspace, mention: Mention) -> SharedName:
    """A word of a build file with all that belongs to it."""
    return _followed(workspace, mention.kind, mention.text, _dockerfiles(workspace, mention))


def definitions(shared: SharedName) -> list[tuple[str, Span]]:
    """Where Dockerfiles give the name its meaning."""
    return [
        (path, occurrence.span)
        for path, name in shared.names
        for occurrence in name.occurrences
        if occurrence.access is Access.WRITE and occurrence.definition == occurrence.span
    ]


def _followed(workspace: Workspace, kind: MentionKind, text: str, start: set[str]) -> SharedName:
    """All that hangs together with the Dockerfiles to start from."""
    reached, mentions = set[str](), dict[Mention, None]()
    waiting = sorted(start)
    while waiting:
        path = waiting.pop(0)
        if path in reached or (path not in start and not _named(workspace, path, kind, text)):
            continue
        reached.add(path)
        for mention in _mentions(workspace, path, kind, text, Belongs.YES):
            if mention not in mentions:
                mentions[mention] = None
                waiting += sorted(_dockerfiles(workspace, mention))
    doubtful = {
        mention: None for path in sorted(reached) for mention in _mentions(workspace, path, kind, text, Belongs.UNKNOWN)
    }
    names = [(path, name) for path in sorted(reached) for name in _named(workspace, path, kind, text)]
    return SharedName(
        kind, text, tuple(names), tuple(mentions), tuple(mention for mention in doubtful if mention not in mentions)
    )


def _mentions(workspace: Workspace, path: str, kind: MentionKind, text: str, answer: Belongs) -> list[Mention]:
    """The words of targets that belong to a Dockerfile, to this degree, and name this."""
    return [
        mention
        for target in workspace.targets
        if target.belongs_to(path, workspace.exists) is answer
        for mention in target.mentions
        if mention.kind is kind and _is_same(kind, mention.text, text)
    ]


def _dockerfiles(workspace: Workspace, mention: Mention) -> set[str]:
    """The Dockerfiles that are certainly built with a word of a build file."""
    return {
        path
        for target in workspace.targets
        if mention in target.mentions
        for path in target.dockerfiles or ()
        if target.belongs_to(path, workspace.exists) is Belongs.YES
    }


def _named(workspace: Workspace, path: str, kind: MentionKind, text: str) -> list[Name]:
    """What a Dockerfile has of a name; several, where stages declare an argument each for itself."""
    program = workspace.program_of(path)
    if program is None:
        return []
    if kind is MentionKind.ARGUMENT:
        return _arguments(program, text)
    stages = [name for name in names_in(program) if name.kind is NameKind.STAGE and _is_same(kind, name.text, text)]
    # A builder takes the last stage of a name.
    return stages[-1:]


def _arguments(program: Program, text: str) -> list[Name]:
    """The variables of a name that an ARG declares, so that a build can pass them."""
    tree = program.tree
    places = {
        tree.absolute(index, pair.key.span)
        for index, instruction in tree.instructions()
        if instruction.keyword is Keyword.ARG
        for pair in instruction.key_values
        if pair.key.text == text
    }
    return [
        name
        for name in names_in(program)
        if name.kind is NameKind.VARIABLE and any(occurrence.span in places for occurrence in name.occurrences)
    ]


def _is_same(kind: MentionKind, one: str, other: str) -> bool:
    """Stages are named in any case."""
    return one.lower() == other.lower() if kind is MentionKind.STAGE else one == other
