"""The default rules are quiet on files that are kept well: what is shrugged at is known, and does not grow.

``pytest --update-golden`` writes the findings into ``data/well_kept.tsv``, keeping the verdicts of those that stay, and
``docs/compatibility/well-kept.md``. New findings get the verdict ``unread`` and have to be read by a person.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
DATA = Path(__file__).parent / "data" / "well_kept.tsv"
PAGE = ROOT / "docs" / "compatibility" / "well-kept.md"
MOST_SHRUGS = 24
"""May become smaller only."""
OWNERS = (
    *("docker-library", "docker", "moby", "nodejs", "rust-lang", "golang", "python", "astral-sh", "nginxinc"),
    *("denoland", "oven-sh", "php", "ruby", "adoptium", "dotnet"),
)
"""Docker and the teams of languages and servers whose images are official."""


@dataclass(frozen=True)
class Judged:
    """One finding with the verdict of the person who read it: ``real``, ``shrug`` or ``unread``."""

    file: str
    line: int
    rule: str
    verdict: str
    reason: str


def files() -> list[Path]:
    """The files of those owners, in order; of what Docker's parser is tested with, none."""
    found = sorted((CORPUS / "files").glob("*"))
    return [path for path in found if path.name.split("__")[0] in OWNERS and "__parser__testfile" not in path.name]


def findings() -> Iterator[tuple[str, int, str]]:
    """File, 1-based line and rule of everything that the default rules find."""
    rules = make_rule_set(rule for rule in all_rules() if rule.is_default)
    surroundings = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
    for path in files():
        text = path.read_bytes().decode("utf-8", "replace")
        snapshot = read(text, rules, surroundings)
        for item, finding in snapshot.findings():
            start, _ = snapshot.tree.absolute(item, finding.span)
            yield path.name, text.count("\n", 0, start) + 1, finding.rule.id


def recorded() -> list[Judged]:
    rows = [line.split("\t") for line in DATA.read_text("utf-8").splitlines()[1:]]
    return [Judged(file, int(line), rule, verdict, reason) for file, line, rule, verdict, reason in rows]


def page(judged: list[Judged], number_of_files: int) -> str:
    """The page of the manual."""
    shrugged = [row for row in judged if row.verdict == "shrug"]
    real = Counter(row.rule for row in judged if row.verdict == "real")
    lines = [
        "# Quiet on files that are kept well",
        "",
        f"The default rules are run over {number_of_files} files of Docker, of the official images and of the teams of",
        "languages. Each finding was read, and asked of it whether those who keep the file would mend it or shrug.",
        "",
        f"There are {len(judged)} findings, of which they would shrug at {len(shrugged)}:",
        f"**one in {number_of_files / len(shrugged):.1f} files**. The goal is at most one in three files, and a test",
        "fails if this list grows.",
        "",
        "## Shrugged at",
        "",
        "| File | Line | Rule | Why they would shrug |",
        "|---|---:|---|---|",
        *(
            f"| `{row.file.removesuffix('.Dockerfile')}` | {row.line} | [{row.rule}](../rules/{row.rule}.md) "
            f"| {row.reason} |"
            for row in shrugged
        ),
        "",
        "## Worth mending",
        "",
        "Most are in samples: images that are past their end of life, or named without a version.",
        "",
        "| Rule | Findings |",
        "|---|---:|",
        *(f"| [{rule}](../rules/{rule}.md) | {count} |" for rule, count in real.most_common()),
        "",
    ]
    return "\n".join(lines)


def rewrite() -> None:
    old = {(row.file, row.line, row.rule): row for row in recorded()}
    rows = [old.get(found) or Judged(*found, "unread", "") for found in findings()]
    lines = [f"{row.file}\t{row.line}\t{row.rule}\t{row.verdict}\t{row.reason}" for row in rows]
    DATA.write_text("\n".join(["file\tline\trule\tverdict\treason", *lines, ""]), "utf-8")
    PAGE.write_text(page(rows, len(files())), "utf-8")


@pytest.fixture(scope="module")
def judged(request: pytest.FixtureRequest) -> list[Judged]:
    if not CORPUS.exists():
        pytest.skip("the corpus of Dockerfiles is not here")
    if request.config.getoption("--update-golden"):
        rewrite()
    return recorded()


def test_every_finding_was_read(judged: list[Judged]) -> None:
    known = {(row.file, row.line, row.rule) for row in judged}
    found = set(findings())
    assert sorted(found - known) == [], "read these, and write down the verdict"
    assert sorted(known - found) == [], "these are gone: run with --update-golden"


def test_verdicts_are_verdicts(judged: list[Judged]) -> None:
    assert {row.verdict for row in judged} <= {"real", "shrug"}
    assert all(row.reason for row in judged if row.verdict == "shrug")


def test_few_are_shrugged_at(judged: list[Judged]) -> None:
    shrugged = sum(row.verdict == "shrug" for row in judged)
    assert shrugged <= MOST_SHRUGS
    assert 3 * shrugged <= len(files())


def test_the_page_says_what_is_recorded(judged: list[Judged]) -> None:
    assert PAGE.read_text("utf-8") == page(judged, len(files())), "run with --update-golden"
