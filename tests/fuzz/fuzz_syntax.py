"""A coverage-guided fuzzer for the syntax layer; `README.md` says how to run it."""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]  # pyright: ignore[reportMissingImports]

with atheris.instrument_imports(include=["dockwright"]):  # pyright: ignore[reportAttributeAccessIssue]
    from dockwright.syntax.tree import edit, parse

    from ..syntax.exploration import explore

from ..syntax.buildkit_parser import compare

_LARGEST_COMPARED = 4_000
"""BuildKit's parser is not what is fuzzed, so it shall not take most of the time."""


def read_and_edit(data: bytes) -> None:
    """Take some bytes for a text and an edit: everything can be asked, and the edited tree is that of the new text."""
    provider = atheris.FuzzedDataProvider(data)  # pyright: ignore[reportAttributeAccessIssue]
    start, length, size = provider.ConsumeInt(2), provider.ConsumeIntInRange(0, 40), provider.ConsumeIntInRange(0, 20)
    replacement = provider.ConsumeBytes(size).decode("utf-8", "replace")
    text = provider.ConsumeBytes(provider.remaining_bytes()).decode("utf-8", "replace")
    tree = parse(text)
    explore(tree)
    start = abs(start) % (len(text) + 1)
    end = min(start + length, len(text))
    edited = edit(tree, start, end, replacement).tree
    assert edited == parse(text[:start] + replacement + text[end:])
    explore(edited)
    if len(text) < _LARGEST_COMPARED:
        compare(text)


def main() -> None:
    atheris.Setup(sys.argv, read_and_edit)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
