"""Any series of edits gives the same program, findings and texts of them as reading the final text.

Every rule is switched on.
"""

from __future__ import annotations

import datetime
import json
import random
from dataclasses import replace
from pathlib import Path

from dockwright.code_actions.snapshot import Snapshot, edited, read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.diagnostics.selection import options_of_profile
from dockwright.lsp.abilities import DiagnosticAbilities
from dockwright.lsp.diagnostic_texts import DiagnosticTexts, Shape
from dockwright.project.build_context import BuildContext
from dockwright.syntax.source_text import PositionEncoding

RULES = make_rule_set(all_rules())
SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.of_files({"package.json": "{}", ".git": ""}))
SHAPE = Shape(
    "file:///Dockerfile",
    PositionEncoding.UTF16,
    DiagnosticAbilities(related_information=True, code_description=True, tags=frozenset({1, 2})),
)
TYPED = (
    "", "x", " ", "\n", "\\", "\\\n", "#", "\r", "`", "$A", '"', "<<EOF\n", "EOF\n", "# escape=`\n",
    "FROM a AS b\n", "\nFROM ", "FROM b\n", "\nRUN apt-get update\n", "ENV A=b PIP_NO_CACHE_DIR=1\n", "\nUSER x\n",
    "USER root\n", "COPY --from=0 a b\n", "COPY . .\n", 'SHELL ["pwsh", "-c"]\n', "ARG A\n", "RUN rm -rf /a\n",
    "# dockwright: ignore\n", "# hadolint ignore=DL3008\n", "WORKDIR a\n", "ONBUILD ",
)  # fmt: skip


def described(snapshot: Snapshot) -> list[tuple[object, ...]]:
    return [
        (index, finding.span, finding.rule.id, finding.message, finding.severity)
        for index, finding in snapshot.findings()
    ]


def test_edits_and_reading_agree(corpus_file: Path) -> None:
    text = corpus_file.read_bytes().decode("utf-8", "replace")
    random_source = random.Random(corpus_file.name)
    options = options_of_profile(random_source.choice(("default", "hadolint", "tally")))
    surroundings = replace(SURROUNDINGS, options=options)
    snapshot = read(text, RULES, surroundings)
    texts, most = DiagnosticTexts(SHAPE), random_source.choice((3, 20, 500))
    for _ in range(8):
        start = random_source.randrange(len(text) + 1)
        end = min(len(text), start + random_source.choice((0, 0, 0, 1, 3, 30, 200)))
        replacement = random_source.choice(TYPED)
        snapshot = edited(snapshot, start, end, replacement)
        text = f"{text[:start]}{replacement}{text[end:]}"
        assert snapshot.text == text
        assert described(snapshot) == described(read(text, RULES, surroundings)), (start, end, replacement)
        written = texts.items(snapshot, most)
        assert written == DiagnosticTexts(SHAPE).items(snapshot, most), (start, end, replacement)
        assert len(json.loads(f"[{written}]")) <= most + 1
