"""The workspace folders that are open in the client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .abilities import Said
from .json_rpc import JsonObject, is_object
from .uris import path_of


class Folders:
    """Workspace folders by URI; those without a path, such as virtual ones, are not kept."""

    def __init__(self, initialize: Any) -> None:
        self._paths: dict[str, Path] = {}
        said = Said(initialize)
        folders = said.items("workspaceFolders")
        root_uri, root_path = said.member("rootUri").value, said.member("rootPath").value
        if folders:
            self.change(folders, [])
        elif isinstance(root_uri, str):
            self.change([{"uri": root_uri}], [])
        elif isinstance(root_path, str) and root_path:
            self._paths[root_path] = Path(root_path)

    def change(self, added: list[Any], removed: list[Any]) -> None:
        """Take up ``WorkspaceFolder`` objects, and drop others."""
        for folder in removed:
            self._paths.pop(_uri(folder), None)
        for folder in added:
            path = path_of(_uri(folder))
            if path is not None:
                self._paths[_uri(folder)] = path

    def all(self) -> list[Path]:
        """The paths, in the client's order."""
        return list(self._paths.values())

    def holding(self, path: Path) -> Path | None:
        """The innermost folder that holds a path."""
        holders = [folder for folder in self._paths.values() if path.is_relative_to(folder)]
        return max(holders, key=lambda folder: len(folder.parts), default=None)


def _uri(folder: JsonObject | Any) -> str:
    uri = folder.get("uri") if is_object(folder) else None
    return uri if isinstance(uri, str) else ""
