"""Patterns that are compiled when they are used: all of ours can be, and they answer as `re` does."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import dockwright
from dockwright.syntax.lazy_pattern import lazy_pattern

EXPRESSION, TEXT = r"(a+)(b)?", "xaab aB\nab"


@pytest.mark.parametrize("method", ["match", "fullmatch", "search"])
@pytest.mark.parametrize("text", [TEXT, "aab", ""])
def test_matching(method: str, text: str) -> None:
    ours, theirs = (getattr(make(EXPRESSION), method)(text) for make in (lazy_pattern, re.compile))
    assert (ours and (ours.span(), ours.groups())) == (theirs and (theirs.span(), theirs.groups()))


def test_other_methods() -> None:
    for _ in range(2):
        ours, theirs = lazy_pattern(EXPRESSION, re.IGNORECASE), re.compile(EXPRESSION, re.IGNORECASE)
        assert ours.findall(TEXT) == theirs.findall(TEXT)
        assert [match.span() for match in ours.finditer(TEXT)] == [match.span() for match in theirs.finditer(TEXT)]
        assert ours.split(TEXT) == theirs.split(TEXT)
        assert ours.sub("-", TEXT) == theirs.sub("-", TEXT)
        assert ours.subn("-", TEXT) == theirs.subn("-", TEXT)
        assert (ours.pattern, ours.flags, ours.groups) == (theirs.pattern, theirs.flags, theirs.groups)


def test_every_pattern_of_the_package_is_an_expression() -> None:
    checked = 0
    for info in pkgutil.walk_packages(dockwright.__path__, "dockwright."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if type(value).__name__ == "_Pattern":
                assert value.flags is not None, f"{info.name}.{name}"
                checked += 1
    assert checked > 100


def test_none_is_compiled_by_importing() -> None:
    program = (
        "import gc, dockwright.cli.commands.check\n"
        "from dockwright.diagnostics.registry import all_rules\n"
        "all_rules()\n"
        "made = [value for value in gc.get_objects() if type(value).__name__ == '_Pattern']\n"
        "print(len(made), [value.pattern for value in made if 'match' in vars(value)])"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert printed.split(maxsplit=1)[1].strip() == "[]"
