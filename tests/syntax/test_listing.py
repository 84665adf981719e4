"""What `dockwright parse` prints; that it is BuildKit's reading is tested in `test_buildkit_parser.py`."""

from __future__ import annotations

import json

from dockwright.syntax.listing import listing
from dockwright.syntax.tree import parse

TEXT = """\
# escape=\\
FROM --platform=$P alpine AS base\r
CMD ["a", "b"]

ENV a=b \\
  c="d e"
HEALTHCHECK --retries=1 CMD x y
run cat <<-'E' && \\
  z
\tbody
\tE
ONBUILD COPY --from=base ["a", "b"]
BOGUS a b
RUN"""


def test_listing() -> None:
    entries = listing(parse(TEXT))["instructions"]
    assert json.loads(json.dumps(entries)) == entries
    assert [(entry["keyword"], entry["start_line"], entry["end_line"]) for entry in entries] == [
        ("FROM", 2, 2),
        ("CMD", 3, 3),
        ("ENV", 5, 6),
        ("HEALTHCHECK", 7, 7),
        ("RUN", 8, 11),
        ("ONBUILD", 12, 12),
        ("BOGUS", 13, 13),
        ("RUN", 14, 14),
    ]
    assert [entry["arguments"] for entry in entries] == [
        ["alpine", "AS", "base"],
        ["a", "b"],
        ["a", "b", "c", '"d e"'],
        ["CMD", "x y"],
        ["cat <<-'E' &&   z"],
        ["a", "b"],
        ["a b"],
        [],
    ]
    assert [entry["form"] for entry in entries] == [None, "exec", None, "shell", "shell", "exec", None, "shell"]
    assert [entry["flags"] for entry in entries if entry["flags"]] == [["--platform=$P"], ["--retries=1"]]


def test_heredocs_and_nested_instruction() -> None:
    entries = listing(parse(TEXT))["instructions"]
    assert entries[4]["heredocs"] == [
        {
            "delimiter": "E",
            "file_descriptor": 0,
            "expands": False,
            "strips_tabs": True,
            "start_line": 10,
            "end_line": 11,
            "terminated": True,
            "content": "\tbody\n",
        }
    ]
    assert entries[5]["nested"] == {
        "keyword": "COPY",
        "flags": ["--from=base"],
        "arguments": ["a", "b"],
        "form": "exec",
    }


def test_only_newlines_count() -> None:
    entries = listing(parse("FROM a\rb\fc\u2028d\nRUN x\n"))["instructions"]
    assert [entry["start_line"] for entry in entries] == [1, 2]
