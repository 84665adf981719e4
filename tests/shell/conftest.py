"""The scripts of the corpus: what every RUN in shell form hands to the shell, and the bodies of its heredocs."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockwright.syntax.bodies import CommandBody, body_of
from dockwright.syntax.grammar import Keyword
from dockwright.syntax.logical_text import LogicalText
from dockwright.syntax.tree import parse


@pytest.fixture(scope="session")
def corpus_scripts(corpus_files: list[Path]) -> list[LogicalText]:
    """Every different script, in a stable order. Those of Windows images are among them."""
    scripts: dict[str, LogicalText] = {}
    for path in corpus_files:
        tree = parse(path.read_text(encoding="utf-8", errors="replace"))
        for _, instruction in tree.instructions():
            body = body_of(instruction)
            if not isinstance(body, CommandBody) or body.keyword is not Keyword.RUN or body.is_exec_form:
                continue
            scripts.setdefault(body.shell_text.text, body.shell_text)
            for heredoc in body.heredocs:
                start, end = heredoc.body
                text = instruction.text[start - instruction.offset : end - instruction.offset]
                scripts.setdefault(text, LogicalText.contiguous(text, start))
    assert len(scripts) > 1000
    return list(scripts.values())
