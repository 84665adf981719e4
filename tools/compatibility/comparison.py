"""Hold what a peer says against what Dockwright says: the same id at the same instruction, or a difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dockwright.semantics.stage import Stage
from dockwright.semantics.step import Step
from dockwright.syntax.grammar import Keyword
from dockwright.syntax.items import Instruction, Item

from .readings import Reading
from .verdicts import Report

BETWEEN_INSTRUCTIONS = ("InvalidDefinitionDescription", "no-multiple-empty-lines", "newline-between-instructions")
"""Checks of comments and blank lines, which one side reports there and the other at the instruction below."""


@dataclass(frozen=True)
class Difference:
    """One side names an instruction for an id of the peer, the other does not.

    ``index`` is that of the instruction, ``None`` where the peer means the whole file.
    """

    code: str
    reading: Reading
    index: int | None
    is_ours: bool

    @property
    def item(self) -> Item:
        """The instruction, or what else stands there."""
        return self.reading.item(self.index or 0)

    @property
    def text(self) -> str:
        """The instruction as written."""
        return self.item.text

    @property
    def step(self) -> Step | None:
        """The instruction in its stage."""
        return self.reading.step(self.index or 0)

    @property
    def stage(self) -> Stage | None:
        """The stage of the instruction."""
        return self.reading.stage(self.index or 0)

    @property
    def place(self) -> str:
        """``file:line`` for people."""
        return self.reading.file if self.index is None else f"{self.reading.file}:{self.reading.line(self.index)}"

    def __str__(self) -> str:
        who = "only we" if self.is_ours else "only they"
        return f"{self.code} {who}: {self.place}: {' '.join(self.text.split())[:160]}"


@dataclass(frozen=True)
class Reason:
    """Why the two differ on purpose: which ids, which side speaks, in which case, and what users said about it."""

    codes: tuple[str, ...]
    is_ours: bool
    says: Callable[[Difference], bool]
    text: str
    fact: str

    def explains(self, difference: Difference) -> bool:
        """Whether a difference is one of these."""
        return (
            self.is_ours == difference.is_ours
            and (not self.codes or difference.code in self.codes)
            and self.says(difference)
        )


@dataclass
class Tally:
    """The counts of one id."""

    theirs: int = 0
    agreed: int = 0
    theirs_on_purpose: int = 0
    missed: list[Difference] = field(default_factory=list)
    ours_on_purpose: int = 0
    ours_alone: list[Difference] = field(default_factory=list)

    @property
    def ours(self) -> int:
        """All that only we say."""
        return self.ours_on_purpose + len(self.ours_alone)


@dataclass(frozen=True)
class Comparison:
    """The counts by id, and how often each reason was needed."""

    tallies: Mapping[str, Tally]
    uses: Mapping[Reason, int]

    def unexplained(self) -> Iterator[Difference]:
        """What the peer says, we do not, and no reason explains; then what only we say without a reason."""
        for tally in self.tallies.values():
            yield from tally.missed
        for tally in self.tallies.values():
            yield from tally.ours_alone


def compare(
    report: Report,
    readings: Mapping[str, Reading],
    known: Mapping[str, tuple[str, ...]],
    reasons: Iterable[Reason] = (),
    scopes: Mapping[str, Keyword] = MappingProxyType({}),
    by_stage: frozenset[str] = frozenset(),
    by_file: frozenset[str] = frozenset(),
) -> Comparison:
    """Compare by id. ``known`` has the ids of our rules for each id of the peer, as the peer writes it.

    ``scopes`` names the instruction that an id is about, where one of our rules answers to several ids.
    Those ``by_stage`` are about a stage as a whole, so any instruction of it is the same place; those ``by_file``
    are about the file.
    """
    tallies = {code: Tally() for code in sorted({*known, *(verdict.code for verdict in report.verdicts)})}
    judgement = _Judgement(tuple(reasons), tallies, defaultdict(int))
    said: dict[str, dict[str, set[int | None]]] = defaultdict(lambda: defaultdict(set))
    for verdict in report.verdicts:
        reading = readings.get(verdict.file)
        if reading is not None and verdict.file not in report.unreadable:
            index = reading.index_at(verdict.line) if verdict.line else None
            said[verdict.file][verdict.code].add(_Places(reading, by_stage, by_file).of(verdict.code, index))
    codes_of: dict[str, list[str]] = defaultdict(list)
    for code, rules in known.items():
        for rule in rules:
            codes_of[rule].append(code)
    for file, reading in readings.items():
        if file not in report.unreadable:
            _compare_file(_Places(reading, by_stage, by_file), said[file], codes_of, scopes, judgement)
    return Comparison(tallies, judgement.uses)


@dataclass(frozen=True)
class _Places:
    """Where a finding counts: at its instruction, at the one below its comment or blank line, or at its stage's FROM.

    Those ``by_file`` count for the file as a whole, which is no place at all.
    """

    reading: Reading
    by_stage: frozenset[str]
    by_file: frozenset[str]

    @property
    def length(self) -> int:
        return len(self.reading.snapshot.tree.items)

    def of(self, code: str, index: int | None) -> int | None:
        if index is None or code in self.by_file:
            return None
        if code.endswith(BETWEEN_INSTRUCTIONS):
            around = (*range(index, self.length), *reversed(range(index)))
            return next((place for place in around if isinstance(self.reading.item(place), Instruction)), index)
        if code not in self.by_stage:
            return index
        while index > 0 and not _is_from(self.reading.item(index)):
            index -= 1
        return index


def _is_from(item: Item) -> bool:
    return isinstance(item, Instruction) and item.keyword is Keyword.FROM


def _compare_file(
    places_of: _Places,
    said: Mapping[str, set[int | None]],
    codes_of: Mapping[str, list[str]],
    scopes: Mapping[str, Keyword],
    judgement: _Judgement,
) -> None:
    reading = places_of.reading
    ours: dict[str, set[int | None]] = defaultdict(set)
    alone: dict[str, set[int]] = defaultdict(set)
    for rule, index in sorted(reading.spoken):
        item = reading.item(index)
        keyword = item.keyword if isinstance(item, Instruction) else None
        codes = [code for code in codes_of.get(rule, ()) if scopes.get(code, keyword) is keyword]
        for code in codes:
            ours[code].add(places_of.of(code, index))
        # A rule that answers to several ids says one thing; where the peer says any of them, we do not stand alone.
        if codes and not any(said.get(code, set()) & {places_of.of(code, index), None} for code in codes):
            alone[codes[0]].add(index)
    for code, places in said.items():
        judgement.theirs(code, reading, places, ours[code])
    for code, indices in alone.items():
        judgement.ours(code, reading, indices)


@dataclass(frozen=True)
class _Judgement:
    reasons: tuple[Reason, ...]
    tallies: Mapping[str, Tally]
    uses: dict[Reason, int]

    def theirs(self, code: str, reading: Reading, places: set[int | None], ours: set[int | None]) -> None:
        tally = self.tallies[code]
        tally.theirs += len(places)
        # Where the peer means the file, any place in it is the same.
        agreed = {index for index in places if (index in ours if index is not None else bool(ours))}
        tally.agreed += len(agreed)
        for index in sorted(places - agreed, key=lambda index: index or 0):
            difference = Difference(code, reading, index, is_ours=False)
            if self._is_meant(difference):
                tally.theirs_on_purpose += 1
            else:
                tally.missed.append(difference)

    def ours(self, code: str, reading: Reading, indices: set[int]) -> None:
        tally = self.tallies[code]
        for index in sorted(indices):
            difference = Difference(code, reading, index, is_ours=True)
            if self._is_meant(difference):
                tally.ours_on_purpose += 1
            else:
                tally.ours_alone.append(difference)

    def _is_meant(self, difference: Difference) -> bool:
        for reason in self.reasons:
            if reason.explains(difference):
                self.uses[reason] += 1
                return True
        return False
