"""What we say of packages against what hadolint says, instruction by instruction, on the corpus.

`data/hadolint_packages.json` was recorded by `record_hadolint.py`, inline ignores not honoured by either side. Each
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
from dockwright.semantics.step import Step

RECORD: dict[str, list[list[str | int]]] = json.loads(
    (Path(__file__).parent / "data" / "hadolint_packages.json").read_text("utf-8")
)
CODES = {
    code: rule for rule in all_rules() for code in rule.also_known_as.get("hadolint", ()) if rule.theme == "packages"
}
SIZE_CODES = frozenset(("DL3009", "DL3015", "DL3019", "DL3032", "DL3036", "DL3040", "DL3042", "DL3060"))


@dataclass(frozen=True)
class Difference:
    """One side names an instruction for a code, the other does not."""

    code: str
    file: str
    line: int
    step: Step
    is_ours: bool

    @property
    def text(self) -> str:
        return self.step.item.text


Reason = Callable[[Difference], bool]


def theirs(*codes: str, says: Callable[[Step], bool]) -> Reason:
    return lambda difference: not difference.is_ours and difference.code in codes and says(difference.step)


def ours(*codes: str, says: Callable[[Step], bool]) -> Reason:
    return lambda difference: difference.is_ours and difference.code in codes and says(difference.step)


def text(*parts: str) -> Callable[[Step], bool]:
    return lambda step: any(part in step.item.text for part in parts)


def calls(tool: str, *subcommands: str) -> Callable[[Step], bool]:
    """Whether a step calls a tool with one of the subcommands as they are written, or with any."""

    def says(step: Step) -> bool:
        return any(
            call.tool == tool
            and (not subcommands or (call.subcommand_word is not None and call.subcommand_word.text in subcommands))
            for call in step.invocations
        )

    return says


REASONS: dict[str, Reason] = {
    "size does not matter in a stage that is not shipped": theirs(
        *SIZE_CODES, says=lambda step: not step.traits.is_in_image
    ),
    "a shell of Windows is not read as a POSIX one": theirs(
        "DL3013", "DL3016", "DL3042", says=lambda step: not step.dialect.is_posix
    ),
    "`apt-get dist-clean` removes the lists": theirs("DL3009", says=text("dist-clean", "distclean")),
    "a script called clean-something is taken to clean": theirs("DL3009", says=text("clean-layer.sh")),
    "what a variable or a file holds is not known": theirs(
        "DL3008", "DL3013", "DL3041", says=text("$(<", "${PG_MAJOR}", "${TF_POSTFIX}")
    ),
    "options may be abbreviated, as in `--no-cache`": theirs("DL3042", says=text("--no-cache ")),
    "a local wheel may download nothing": theirs("DL3042", says=text(".whl")),
    "`go run` and `go install` without a version are of the project": theirs(
        "DL3062",
        says=text("go run make.go", "go install -installsuffix", "go install tool", "go install \\"),
    ),
    "microdnf has a cache as well": ours("DL3040", says=calls("microdnf")),
    "a pip in a folder of unknown name is a pip": ours("DL3013", says=text('/bin/pip" install')),
    "what xargs runs is run": ours("DL3008", says=text("xargs apt-get install")),
    "`apt` is apt as well": ours("DL3008", "DL3009", "DL3014", "DL3015", says=calls("apt")),
    "`apk update` stores the index as well": ours("DL3019", says=calls("apk", "update")),
    "tdnf is a dnf": ours("DL3040", "DL3041", says=calls("tdnf")),
    "`swap` and `reinstall` download as well": ours("DL3040", says=calls("dnf", "swap", "reinstall", "upgrade")),
    "`uv pip install` is pip in other words": ours("DL3013", says=calls("uv")),
    "`npm i` and `yarn global add` install as well": ours("DL3016", "DL3060", says=text("npm i ", "yarn global add")),
}
"""Why one side speaks where the other is silent."""


def differences(corpus: Path) -> Iterator[Difference]:
    rules = make_rule_set(CODES.values())
    surroundings = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
    codes = {rule.id: code for code, rule in CODES.items()}
    for name, verdicts in RECORD.items():
        snapshot = read((corpus / "files" / name).read_bytes().decode(errors="replace"), rules, surroundings)
        said = {(str(code), int(line)) for code, line in verdicts}
        say = {
            (codes[finding.rule.id], snapshot.tree.lines[index] + 1) for index, finding in snapshot.analysis.findings()
        }
        for code, line in sorted(said ^ say):
            yield Difference(code, name, line, step_at(snapshot, line), (code, line) in say)


def step_at(snapshot: Snapshot, line: int) -> Step:
    step = snapshot.analysis.program.step_at(snapshot.tree.index_at_line(line - 1))
    assert step is not None
    return step


@pytest.fixture(scope="module")
def found(corpus: Path) -> list[Difference]:
    return list(differences(corpus))


def test_every_code_about_packages_is_one_of_ours() -> None:
    recorded = {str(code) for verdicts in RECORD.values() for code, _ in verdicts}
    assert recorded <= set(CODES)


def test_differences_have_reasons(found: list[Difference]) -> None:
    unexplained = [
        f"{difference.code} {'ours' if difference.is_ours else 'hadolint'} {difference.file}:{difference.line}\n"
        f"{difference.text[:200]}"
        for difference in found
        if not any(explains(difference) for explains in REASONS.values())
    ]
    assert not unexplained, "\n".join(unexplained)


@pytest.mark.parametrize("reason", REASONS)
def test_reasons_are_needed(found: list[Difference], reason: str) -> None:
    assert any(REASONS[reason](difference) for difference in found)


def test_most_is_agreed_upon(found: list[Difference]) -> None:
    recorded = sum(len(verdicts) for verdicts in RECORD.values())
    missed = [difference for difference in found if not difference.is_ours and difference.code not in SIZE_CODES]
    assert len(missed) < recorded / 15
