"""Definitions, highlights and renames held against `dockerfile-language-service` on real files.

It is right about heredocs, and about stages where it finds anything: it knows no FROM of a stage as a use of it, and no
`--from` behind another flag. About variables it
is right where scopes do not matter: it takes ARG and ENV of one name for one variable, what a later stage declares anew
for another one, `$PATH` in `ENV PATH=/x:$PATH` for a use of what it defines, and single quotes of a shell for nothing;
and it knows no variables of Windows shells. There the tests of our own say what is right.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from dockwright.features.navigation import names_in
from dockwright.features.occurrence import Access, Name, NameKind
from dockwright.features.rename import rename
from dockwright.semantics.program import Program
from dockwright.syntax.logical_text import Span

from .node_oracle import answers
from .reading import program_of, read

EVERY = 12
"""One file in so many: the oracle needs a quarter of a second for each."""


def positions(program: Program, span: Span) -> list[int]:
    source = program.tree.source
    return [*source.position(span.start), *source.position(span.end)]


def is_comparable(name: Name, others: list[Name], text: str) -> bool:
    """Whether the oracle is right about such a name."""
    if name.obstacle is not None or re.search(r"(?i)powershell|cmd /|windows", text):
        return False
    if name.kind is not NameKind.VARIABLE:
        return True
    writes = [one for one in name.occurrences if one.access is Access.WRITE]
    is_single_quoted = re.search(rf"'[^'\n]*\$\{{?{name.text}\b", text) is not None
    return len(writes) == 1 and [other.text for other in others].count(name.text) == 1 and not is_single_quoted


def test_the_oracle_agrees(corpus_files: list[Path]) -> None:
    questions: list[dict[str, Any]] = []
    asked: list[tuple[Path, Program, list[Name]]] = []
    for path in corpus_files[::EVERY]:
        text = read(path)
        program = program_of(text)
        every = names_in(program)
        names = [name for name in every if is_comparable(name, every, text)]
        places = [positions(program, one.span)[:2] for name in names for one in name.occurrences]
        questions.append({"text": text, "positions": places})
        asked.append((path, program, names))
    compared = 0
    for (path, program, names), answer in zip(asked, answers(questions), strict=True):
        theirs = iter(answer["places"])
        for name in names:
            for one in name.occurrences:
                their = next(theirs)
                what = (path.name, name.text, positions(program, one.span))
                if name.kind is NameKind.STAGE and their["definition"] is None:
                    continue
                assert one.definition is not None
                assert their["definition"] == positions(program, one.definition), what
                ours = sorted(positions(program, other.span) for other in name.occurrences)
                highlighted = sorted(found[:4] for found in their["highlights"])
                edits = rename(program, one.span.start, "renamed")
                assert isinstance(edits, tuple)
                edited = sorted(positions(program, Span(edit.start, edit.end)) for edit in edits)
                if name.kind is NameKind.STAGE:
                    assert all(found in ours for found in highlighted), what
                else:
                    assert highlighted == ours, what
                    assert sorted(their["edits"]) == edited, what
                compared += 1
    assert compared > 100
