"""Definitions, references and renames that lead from Dockerfiles to Bake and Compose files, and back.

Everything is read on another thread, since files are. Promises: unsaved texts count before the disk; an edit names the
version of each open document; places that only may belong to a name are changed only if the client asks for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lsprotocol import types

from ..features.names_across import (
    SharedName,
    Workspace,
    definitions,
    kind_of,
    mention_at,
    shared_from_dockerfile,
    shared_from_mention,
)
from ..features.navigation import name_at
from ..features.occurrence import Access
from ..features.rename import Refusal
from ..features.rename_across import FileEdits, rename_shared
from ..project.build_targets import Mention
from ..syntax.logical_text import Span
from ..syntax.source_text import Position
from .build_files import Site, site_around
from .language_server import FeatureServer, RequestFailedError
from .uris import path_of
from .workspace_edits import ChangedFile, protocol_range, workspace_edit_of_files


class Asked(NamedTuple):
    """A name that was asked about, with all files that it stands in; ``mention`` if the question was put there."""

    site: Site
    workspace: Workspace
    shared: SharedName
    mention: Mention | None


async def shared_name_at(ls: FeatureServer, uri: str, position: types.Position) -> Asked | None:
    """The name at a place, in a Dockerfile or in a build file; ``None`` where no name stands that both know."""
    path = path_of(uri)
    site = site_around(uri, ls.workbench.documents, ls.workbench.folders)
    if path is None or site is None:
        return None
    where, encoding = Position(position.line, position.character), ls.workbench.abilities.encoding
    document = ls.workbench.documents.get(uri)
    is_dockerfile = document is None or document.is_dockerfile

    def look() -> tuple[Asked | None]:
        name = path.as_posix()
        source = site.source_of(name)
        if source is None:
            return (None,)
        offset = source.offset(where, encoding)
        if is_dockerfile:
            program = site.program_of(name)
            found = None if program is None else name_at(program, offset)
            # The workspace is searched only for what can stand in other files.
            if program is None or found is None or kind_of(program, found.name) is None:
                return (None,)
            workspace = site.workspace()
            shared = shared_from_dockerfile(workspace, name, program, found.name)
            return (None if shared is None else Asked(site, workspace, shared, None),)
        workspace = site.workspace()
        mention = mention_at(workspace.targets, name, offset)
        if mention is None:
            return (None,)
        return (Asked(site, workspace, shared_from_mention(workspace, mention), mention),)

    (asked,) = await ls.in_background(look)
    return asked


def locations_of(ls: FeatureServer, site: Site, places: Iterable[tuple[str, Span]]) -> list[types.Location]:
    """Places in files as the protocol has them, each once."""
    encoding = ls.workbench.abilities.encoding
    found: list[types.Location] = []
    for path, span in dict.fromkeys(places):
        source = site.source_of(path)
        if source is not None:
            found.append(types.Location(site.uri_of(path), protocol_range(source, span.start, span.end, encoding)))
    return found


def definition_places(asked: Asked) -> list[tuple[str, Span]]:
    """Where the name gets its meaning."""
    return definitions(asked.shared)


def reference_places(asked: Asked, *, with_definitions: bool) -> list[tuple[str, Span]]:
    """All places of the name, those in Dockerfiles first; a word of a build file that may mean it is one too."""
    inside = [
        (path, occurrence.span)
        for path, name in asked.shared.names
        for occurrence in name.occurrences
        if with_definitions or occurrence.access is Access.READ
    ]
    outside = [(mention.file, mention.span) for mention in (*asked.shared.mentions, *asked.shared.doubtful)]
    return [*inside, *outside]


def is_in_several_files(asked: Asked) -> bool:
    """Whether a build file has a part in it; what one Dockerfile has for itself is renamed without them."""
    return asked.mention is not None or len({path for path, _ in reference_places(asked, with_definitions=True)}) > 1


def range_of_mention(ls: FeatureServer, asked: Asked) -> types.Range | None:
    """The range of the word that was asked about in a build file. Raises ``RequestFailedError``: nothing is named."""
    mention = asked.mention
    source = None if mention is None else asked.site.source_of(mention.file)
    if mention is None or source is None:
        return None
    if not asked.shared.names:
        raise RequestFailedError(f"No Dockerfile that is built here has a {asked.shared.kind.value} `{mention.text}`")
    return protocol_range(source, mention.span.start, mention.span.end, ls.workbench.abilities.encoding)


async def rename_edit(ls: FeatureServer, asked: Asked, new: str) -> types.WorkspaceEdit:
    """The edits of all files. Raises ``RequestFailedError`` with the reason where the name cannot be changed."""
    if not asked.shared.names:
        range_of_mention(ls, asked)
    made = await ls.in_background(lambda: rename_shared(asked.workspace, asked.shared, new))
    if isinstance(made, Refusal):
        raise RequestFailedError(made.reason)
    changed = [_changed(asked.site, file) for file in made]
    return workspace_edit_of_files([file for file in changed if file is not None], ls.workbench.abilities)


def _changed(site: Site, file: FileEdits) -> ChangedFile | None:
    source = site.source_of(file.path)
    if source is None:
        return None
    return ChangedFile(site.uri_of(file.path), site.version_of(file.path), source, file.edits, file.is_doubtful)
