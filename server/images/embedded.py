"""The data files that come with the package, each read once, on first use."""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any

_PACKAGE = __name__.rpartition(".")[0]


@cache
def embedded(name: str) -> dict[str, Any]:
    """The data file ``data/<name>.json``; what is handed out is shared and must not be changed."""
    loaded: dict[str, Any] = json.loads(_read(f"{name}.json"))
    return loaded


def _read(name: str) -> bytes:
    """The file as the loader of this package sees it, be it in a folder or in an archive.

    Most loaders can be asked directly. importlib.resources, which always works, takes longer to import than all the
    data takes to read.
    """
    package = sys.modules[_PACKAGE]
    get_data = getattr(package.__loader__, "get_data", None)
    if get_data is not None:
        content: bytes = get_data(f"{package.__path__[0]}/data/{name}")
        return content
    from importlib.resources import files

    return files(_PACKAGE).joinpath("data", name).read_bytes()
