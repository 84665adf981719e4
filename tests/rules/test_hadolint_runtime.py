"""What we say of users, secrets, downloads and commands against what hadolint says, instruction by instruction.

`data/hadolint_runtime.json` was recorded by `record_hadolint.py`, inline ignores not honoured by either side. Each
difference has to fall to a reason below; a reason that no longer explains anything fails too.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext
from dockwright.semantics.stage import Stage
from dockwright.semantics.start_command import last_step
from dockwright.syntax.grammar import Keyword
from dockwright.syntax.items import Item

RECORD: dict[str, list[tuple[str, int]]] = json.loads(
    (Path(__file__).parent / "data" / "hadolint_runtime.json").read_text("utf-8")
)
CODES = {
    "DL3001": ("pointless-command",),
    "DL3002": ("root-user",),
    "DL3004": ("sudo-in-run",),
    "DL3011": ("invalid-port",),
    "DL3025": ("shell-form-command", "broken-exec-form"),
    "DL3047": ("wget-progress-bar",),
    "DL3064": ("secret-in-variable", "secret-value"),
    "DL3066": ("user-by-name",),
    "DL4001": ("wget-and-curl",),
    "DL4003": ("repeated-command",),
    "DL4005": ("default-shell-replaced",),
    "DL4006": ("pipe-without-pipefail", "minor-pipe-without-pipefail"),
}


@dataclass(frozen=True)
class Difference:
    """One side names an instruction for a code, the other does not; ``stage`` is ``None`` before the first FROM."""

    code: str
    file: str
    line: int
    item: Item
    stage: Stage | None
    is_ours: bool

    @property
    def text(self) -> str:
        return self.item.text

    @property
    def is_last_user_of_the_image(self) -> bool:
        if self.stage is None or not self.stage.is_shipped:
            return False
        last = last_step(self.stage, Keyword.USER)
        return last is not None and last.item is self.item


REASONS: dict[str, Callable[[Difference], bool]] = {
    "DL3002: root in a stage that is not shipped": lambda it: (
        it.code == "DL3002" and not it.is_ours and it.stage is not None and not it.stage.is_shipped
    ),
    "DL3002: the settings of a development container say who works in it": lambda it: (
        it.code == "DL3002" and not it.is_ours and "devcontainer" in it.file
    ),
    "DL3002: the shipped stage begins from one whose last user is root": lambda it: (
        it.code == "DL3002" and it.is_ours and it.text.startswith("FROM")
    ),
    "DL3025: a health check needs its shell for `|| exit 1`": lambda it: (
        it.code == "DL3025" and not it.is_ours and it.text.startswith("HEALTHCHECK")
    ),
    "DL3025: PowerShell": lambda it: it.code == "DL3025" and not it.is_ours and ".\\" in it.text,
    "DL3025: `exec` in a shell form is meant": lambda it: (
        it.code == "DL3025" and not it.is_ours and it.text.startswith("CMD exec")
    ),
    "DL4001: we speak where the second program is installed": lambda it: (
        it.code == "DL4001" and not (it.is_ours and "apt-get" not in it.text)
    ),
    "DL4003: the last one counts, so the earlier ones are superfluous": lambda it: (
        it.code == "DL4003" and it.text.startswith(("CMD", "HEALTHCHECK"))
    ),
    "DL4006: what begins the pipe cannot fail, or its result is only an argument": lambda it: (
        it.code == "DL4006" and not it.is_ours and ("echo" in it.text or "seq" in it.text or "$(" in it.text)
    ),
    "DL3064: a word that only begins like a secret": lambda it: (
        it.code == "DL3064" and not it.is_ours and "TOKENIZERS_PARALLELISM" in it.text
    ),
    "DL3064: the key of a licence": lambda it: it.code == "DL3064" and it.is_ours and "LICENSE_KEY" in it.text,
    "DL3066: only the last user of the shipped image matters": lambda it: (
        it.code == "DL3066" and not it.is_ours and not it.is_last_user_of_the_image
    ),
    "DL3066: a variable that holds a number, or is not known": lambda it: (
        it.code == "DL3066" and not it.is_ours and "$" in it.text
    ),
    "DL3066: what is wrong with root is not its name": lambda it: (
        it.code == "DL3066" and not it.is_ours and it.text.strip() == "USER root"
    ),
    "DL3066: Windows has no numbers for users": lambda it: (
        it.code == "DL3066" and not it.is_ours and "USER Container" in it.text
    ),
    "DL3066: variables are evaluated": lambda it: it.code == "DL3066" and it.is_ours and "$" in it.text,
    "DL3001: `kill` ends what the same step began": lambda it: (
        it.code == "DL3001" and not it.is_ours and "kill $" in it.text
    ),
}


def differences(corpus: Path) -> Iterator[Difference]:
    wanted = {rule: code for code, rules in CODES.items() for rule in rules}
    rule_set = make_rule_set(rule for rule in all_rules() if rule.id in wanted)
    surroundings = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
    for name, verdict in RECORD.items():
        text = (corpus / "files" / name).read_bytes().decode("utf-8", "replace")
        snapshot = read(text, rule_set, surroundings)
        ours = {
            (wanted[finding.rule.id], snapshot.tree.lines[index] + 1) for index, finding in snapshot.analysis.findings()
        }
        theirs = {(code, line) for code, line in verdict if code in CODES}
        for code, line in ours ^ theirs:
            yield difference(snapshot, name, code, line, is_ours=(code, line) in ours)


def difference(snapshot: Snapshot, name: str, code: str, line: int, *, is_ours: bool) -> Difference:
    index = snapshot.tree.index_at_line(line - 1)
    program = snapshot.analysis.program
    position = program.stage_at(index)
    stage = None if position is None else program.stages[position]
    return Difference(code, name, line, snapshot.tree.items[index], stage, is_ours)


@pytest.fixture(scope="module")
def found(corpus: Path) -> list[Difference]:
    return list(differences(corpus))


def test_differences_have_reasons(found: list[Difference]) -> None:
    unexplained = [
        f"{it.code} {it.file}:{it.line} {'ours' if it.is_ours else 'theirs'} {it.text[:80]!r}"
        for it in found
        if not any(reason(it) for reason in REASONS.values())
    ]
    assert not unexplained, "\n".join(unexplained)


@pytest.mark.parametrize("reason", REASONS)
def test_reasons_are_needed(found: list[Difference], reason: str) -> None:
    assert any(REASONS[reason](it) for it in found)


def test_codes_that_agree_everywhere(found: list[Difference]) -> None:
    assert {code for code in CODES if not any(it.code == code for it in found)} >= {"DL3004", "DL3011", "DL4005"}
