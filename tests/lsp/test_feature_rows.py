"""Every feature that the manual's table claims is proved by the running server, in a good file and in a half-typed one.

The table itself, and the same questions to other servers, are made by ``tools/compare_features.py``.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
HALF_TYPED = "\nENV\nCOPY --from=\nRUN if true; then\nRUN <<EOF\nec"


if "bench" not in sys.modules:
    # The root of the repository is not on the import path: there `server` would be found under its folder's name.
    folder = REPOSITORY / "bench"
    specification = importlib.util.spec_from_file_location(
        "bench", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert specification is not None
    sys.modules["bench"] = importlib.util.module_from_spec(specification)
sys.path.insert(0, str(REPOSITORY / "tools"))

from compare_features import findings, key, proved  # noqa: E402
from feature_rows import ROWS, Row  # noqa: E402

from bench.lsp_client import Delivery, LspClient, start_session  # noqa: E402

Sessions = dict[Delivery, tuple[LspClient, Path]]


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessions]:
    """A running server for clients that wait for findings, and one for those that ask."""
    command = (sys.executable, "-m", "dockwright", "server")
    started: Sessions = {}
    for delivery in Delivery:
        folder = tmp_path_factory.mktemp(delivery.value).resolve()
        # What the context holds is looked up once, unless the client says that it has changed.
        (folder / "present.txt").write_text("x", encoding="utf-8")
        started[delivery] = (start_session(command, folder, delivery, timeout_seconds=60), folder)
    yield started
    for client, _ in started.values():
        client.shut_down(grace_seconds=10)


@pytest.mark.parametrize("more", ["", HALF_TYPED], ids=["good", "half-typed"])
@pytest.mark.parametrize("row", ROWS, ids=key)
def test_the_server_proves_it(row: Row, more: str, sessions: Sessions) -> None:
    delivery = Delivery.PULL if row.method.endswith("/diagnostic") else Delivery.PUSH
    client, folder = sessions[delivery]
    # What is not understood to its end is not converted.
    is_there = not more or key(row) != "Mending: conversion to several stages"
    assert proved(client, folder, row, more) is is_there


def test_rows_are_told_apart() -> None:
    assert len({key(row) for row in ROWS}) == len(ROWS)


def test_what_is_not_there_is_not_proved(sessions: Sessions) -> None:
    client, folder = sessions[Delivery.PUSH]
    row = Row("x", "x", "textDocument/hover", "FROM alpine\n\u2038\n", "", ("hoverProvider",))
    assert not proved(client, folder, row)
    assert not proved(client, folder, Row("x", "x", "textDocument/hover", "FROM al\u2038pine\n", "", ("nothing",)))
    assert not proved(client, folder, Row("x", "x", "textDocument/hover", "FROM al\u2038pine\n", "not said"))
    uri = (folder / "Other").as_uri()
    client.open(uri, "FROM alpine AS a\nMAINTAINER x\n")
    assert findings(client, uri)


def test_the_page_claims_what_is_proved(repository: Path) -> None:
    page = (repository / "docs" / "features.md").read_text(encoding="utf-8")
    for row in ROWS:
        line = next(line for line in page.splitlines() if line.startswith(f"| {row.name} |"))
        assert line.split(" | ")[1] == "yes", line
