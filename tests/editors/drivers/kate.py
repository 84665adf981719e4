"""Drives Kate by what it tells screen readers: answers its question, reads the diagnostics, applies a fix, saves.

The system's Python runs this, for the sake of its module `gi`, on a screen of its own and with a session bus.
Reads `TASK`, a JSON object with `message`, `title` and `report`, and the Dockerfile as the argument; writes what was
seen to the file `report`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import gi  # type: ignore[import-not-found, import-untyped, unused-ignore]  # pyright: ignore[reportMissingImports]

gi.require_version("Atspi", "2.0")
from gi.repository import (  # type: ignore[import-not-found, import-untyped, unused-ignore]  # pyright: ignore[reportMissingImports]  # noqa: E402
    Atspi,
    GLib,
)

Found = TypeVar("Found")

MOST_SECONDS = 40
MOST_CHILDREN = 200
"""The menu of highlighting modes is longer, and of no interest."""

task: dict[str, str] = json.loads(os.environ["TASK"])
seen: dict[str, Any] = {}


def below(node: Any) -> Iterator[Any]:
    """A thing on the screen and all that is in it, except for what vanishes just then."""
    yield node
    try:
        children = [node.get_child_at_index(index) for index in range(min(node.get_child_count(), MOST_CHILDREN))]
    except GLib.GError:
        return
    for child in children:
        if child is not None:
            yield from below(child)


def everything() -> Iterator[tuple[str, str, Any]]:
    """What is shown by all programs: role, name and the thing itself."""
    desktop = Atspi.get_desktop(0)
    # Without a main loop nothing tells when a program has come.
    desktop.clear_cache()
    for node in below(desktop):
        try:
            yield node.get_role_name(), node.get_name(), node
        except GLib.GError:
            continue


def shown(wanted: str, words: str) -> list[Any]:
    """What is shown in a role with some words in its name."""
    return [node for role, name, node in everything() if role == wanted and words in name]


def wait_for(what: str, look: Callable[[], Found]) -> Found:
    """Wait until there is something, and say in the report what was waited for."""
    seen["failure"] = f"waited in vain for {what}"
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        if found := look():
            del seen["failure"]
            return found
        time.sleep(0.1)
    seen["shown"] = [f"{role} {name}" for role, name, _ in everything() if name]
    raise TimeoutError(what)


def press(role: str, name: str) -> None:
    """Press a button or choose an item of a menu, open or not."""
    wait_for(name, lambda: shown(role, name))[0].do_action(0)


def click(cell: Any, clicks: str) -> None:
    """Click into the visible part of a cell: ``"b1c"`` once, ``"b1d"`` twice."""
    place = cell.get_extents(Atspi.CoordType.SCREEN)
    Atspi.generate_mouse_event(place.x + 20, place.y + place.height // 2, clicks)


def findings() -> list[Any]:
    return shown("table cell", task["message"])


def text() -> Any:
    """The text that is edited."""
    return next(node for node in shown("text", "") if "FROM" in node.get_text(0, node.get_character_count()))


def content() -> str:
    return str(text().get_text(0, text().get_character_count()))


def look_and_mend() -> None:
    """See the finding and its place, make the fix, save, and see the finding go."""
    press("push button", "Yes")
    press("menu item", "Switch to Diagnostics Tab")
    found = wait_for("the finding", findings)
    seen["findings"] = len(found)
    before, caret = content(), text().get_caret_offset()
    click(found[0], "b1c")
    wait_for("the caret", lambda: text().get_caret_offset() != caret)
    lines = str(text().get_text(0, text().get_caret_offset())).split("\n")
    seen["line"], seen["column"] = len(lines), len(lines[-1].encode("utf-16-le")) // 2
    click(found[0], "b1d")
    fix = wait_for("the fix", lambda: shown("table cell", task["title"]))[0]
    seen["titles"] = [name for role, name, _ in everything() if role == "table cell" and name.startswith("[quickfix]")]
    click(fix, "b1d")
    wait_for("the edit", lambda: content() != before)
    press("menu item", "Save")
    wait_for("the finding to go", lambda: not findings())


kate = subprocess.Popen(["kate", "--new", "--startanon", sys.argv[1]])
try:
    look_and_mend()
except TimeoutError:
    sys.exit(1)
finally:
    kate.kill()
    kate.wait()
    with open(task["report"], "w", encoding="utf-8") as report:
        json.dump(seen, report)
