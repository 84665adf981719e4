"""Let an editable install see ``server/`` under its import name.

The wheel holds ``server/`` as ``dockwright``. An editable install cannot rename a folder, so it gets a link
``.dev/dockwright`` to it, and ``.dev`` is what is put on the import path. Nothing is done for other builds.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class EditableLink(BuildHookInterface[Any]):
    """Places the link before an editable install; leaves a link or folder that is already there alone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make ``.dev/dockwright`` when `version` is ``"editable"``. Raises OSError where no link can be made."""
        if version != "editable":
            return
        root = Path(self.root)
        link = root / ".dev" / "dockwright"
        link.parent.mkdir(exist_ok=True)
        if link.is_symlink() or link.exists():
            return
        try:
            link.symlink_to(Path("..", "server"), target_is_directory=True)
        except OSError:
            # Windows allows links to administrators only, but junctions to everybody.
            if sys.platform != "win32":
                raise
            import _winapi

            _winapi.CreateJunction(str(root / "server"), str(link))
