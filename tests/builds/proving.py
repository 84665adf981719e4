"""Prove one fix: build, fix, build again, and hold what differs against what the fix says it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from dockwright.diagnostics.rule import CacheStrategy

from .engine import Engine, Image
from .file_tree import Difference, differences
from .fixing import fixed
from .proof_page import ConversionRow, EstimateRow, Gap, Row


@dataclass(frozen=True, slots=True)
class Told:
    """What a fix says it changes: aspects of the paths that match one of the patterns."""

    aspects: str
    paths: tuple[str, ...]

    def covers(self, difference: Difference) -> bool:
        """Whether the difference is one of those."""
        return difference.aspect in self.aspects.split() and any(
            fnmatchcase(difference.path, pattern) for pattern in self.paths
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A small project, the fix that is asked for, and what may differ then: files, and names of the configuration.

    Everything in ``told`` and ``configuration`` must happen as well; what is in ``incidental`` may.
    """

    family: str
    fix: str
    dockerfile: str
    different: str
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    incidental: tuple[Told, ...] = ()
    configuration: tuple[str, ...] = ()
    strategy: CacheStrategy = CacheStrategy.CLEAN


@dataclass(slots=True)
class Book:
    """What the page will say, as the tests find it out."""

    rows: list[Row] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    measured: list[str] = field(default_factory=list)
    conversions: list[ConversionRow] = field(default_factory=list)
    estimates: list[EstimateRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Proof:
    """The two images, the texts they were built from, and the folder with the second."""

    before: Image
    after: Image
    old_text: str
    text: str
    context: Path


@dataclass(frozen=True, slots=True)
class Bench:
    """Where cases are built, and where it is noted."""

    engine: Engine
    folder: Path
    book: Book

    def prove(self, case: Case) -> Proof:
        """Build before and after, compare everything, and note the numbers."""
        context = self.folder / "context"
        write_files(context, {**case.files, "Dockerfile": case.dockerfile})
        old_warnings = self.engine.warnings(context)
        before = self.engine.build(context, self.tag("before"))
        text = fixed(context / "Dockerfile", case.fix, case.strategy)
        assert text != case.dockerfile, "no fix was offered"
        (context / "Dockerfile").write_text(text, encoding="utf-8")
        assert not _more(old_warnings, self.engine.warnings(context)), text
        after = self.engine.build(context, self.tag("after"))
        self._compare(case, before, after)
        self.book.rows.append(Row(case.family, case.fix, before, after, case.different))
        return Proof(before, after, case.dockerfile, text, context)

    def tag(self, name: str) -> str:
        """A name for an image of this test."""
        return f"{TAGS}:{self.folder.name.replace('[', '-').rstrip(']').lower()}-{name}"

    def _compare(self, case: Case, before: Image, after: Image) -> None:
        found = differences(self.engine.tree(before), self.engine.tree(after))
        left = [each for each in found if not any(told.covers(each) for told in (*case.told, *case.incidental))]
        assert not left, left[:20]
        for told in case.told:
            assert any(told.covers(each) for each in found), f"{told} did not happen"
        assert _changed(before.configuration, after.configuration) == sorted(case.configuration)


TAGS = "dockwright-proof"


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write a build context."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def cached_steps(log: str) -> set[str]:
    """The instructions that the builder took from its cache, as its log names them."""
    return {log_line for number, log_line in _steps(log) if f"#{number} CACHED" in log.splitlines()}


def executed_steps(log: str) -> set[str]:
    """The instructions that write files and were carried out, as the log names them."""
    writing = {line for _, line in _steps(log) if line.partition(" ")[0] in ("RUN", "COPY", "ADD", "WORKDIR")}
    return writing - cached_steps(log)


def _steps(log: str) -> Iterator[tuple[str, str]]:
    for line in log.splitlines():
        number, _, rest = line.partition(" ")
        if number.startswith("#") and rest.startswith("[") and "] " in rest:
            yield number[1:], rest.partition("] ")[2]


def _more(before: Iterable[str], after: Iterable[str]) -> list[str]:
    left = list(before)
    new = []
    for warning in after:
        if warning in left:
            left.remove(warning)
        else:
            new.append(warning)
    return new


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
