"""Findings as the JSON text of protocol diagnostics, kept as long as they stay true.

A finding's text depends on nothing but the finding and the line on which its item begins, so it is written once and
afterwards only given its line. The text of a group, such as a whole stage, is kept as long as it stays as and where it
is. So a keystroke writes the findings that it made, whatever else there is. Promises: text that is valid JSON in ASCII.
Leaves out: ``data``, since we find our findings again by range and rule and some clients drop it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import compress, count
from operator import ne
from typing import NamedTuple

from ..code_actions.snapshot import Snapshot
from ..diagnostics.engine import Analysis
from ..diagnostics.finding import Finding, Related, Severity
from ..diagnostics.pages import page_of
from ..diagnostics.placing import Loudest, Ranked, first_of, loudest, ranked
from ..diagnostics.suppression import visible_by_stage, visible_of_file
from ..semantics.stage import Stage
from ..syntax.items import Item
from ..syntax.logical_text import Span
from ..syntax.same_ends import places_of_others
from ..syntax.source_text import PositionEncoding, SourceText, units_in
from ..syntax.tree import Tree
from .abilities import DiagnosticAbilities
from .json_rpc import JsonObject

SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFORMATION: 3, Severity.HINT: 4}
"""The protocol's ``DiagnosticSeverity``."""

SOURCE = "dockwright"

PART = 50
"""Findings whose text is kept together."""

NEAR = 50
"""Items in both directions."""

PlacedFindings = tuple[tuple[int, Finding], ...]
"""Findings with the positions of their items, counted from the stage's or the file's first one."""


class Place(NamedTuple):
    """A range by lines relative to the item's first, and columns as the client counts."""

    start_line: int
    start_character: int
    end_line: int
    end_character: int


class Piece(NamedTuple):
    """A diagnostic's text with ``%d`` for its two lines; holding the finding keeps its identity its own."""

    finding: Finding
    place: Place
    template: str


class Part(NamedTuple):
    """The diagnostics of some findings that follow each other; ``lines`` are those of their items.

    ``text`` is ``template`` with ``numbers``. No ``lines`` where other lines than those of the items stand in it.
    """

    findings: PlacedFindings
    lines: list[int] | None
    template: str
    numbers: tuple[int, ...]
    text: str

    def moved(self, lines: list[int]) -> Part | None:
        """The same findings on other lines, if all of them have moved by as much."""
        if self.lines is None:
            return None
        distance = lines[0] - self.lines[0]
        if lines != [line + distance for line in self.lines]:
            return None
        numbers = tuple([number + distance for number in self.numbers])
        return Part(self.findings, lines, self.template, numbers, self.template % numbers)


class Group(NamedTuple):
    """The diagnostics of findings of one stage, or of the whole file."""

    parts: tuple[Part, ...] = ()
    text: str = ""


class Shown(NamedTuple):
    """What was written last: findings, stage and first line of each group."""

    findings: Sequence[PlacedFindings]
    stages: Sequence[Stage | None]
    lines: list[int]

    def other_places(self, now: Shown) -> set[int]:
        """The groups that are not what they were, if there are as many."""
        others = {*places_of_others(self.findings, now.findings), *places_of_others(self.stages, now.stages)}
        if self.lines != now.lines:
            others.update(compress(count(), map(ne, self.lines, now.lines)))
        return others


class Shape(NamedTuple):
    """How diagnostics of one document are written."""

    uri: str
    encoding: PositionEncoding
    abilities: DiagnosticAbilities


class DiagnosticTexts:
    """The texts of one document's diagnostics."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._pieces: dict[int, Piece] = {}
        self._ranked: Ranked | None = None
        self._shown = Shown((), (), [])
        self._groups: list[Group] = []
        # Groups whose text is put together again whatever happened, since findings of the whole file stand anywhere,
        # and since what is told along with a finding may name lines of other stages, which move without this one.
        self._loose: set[int] = set()

    def items(self, snapshot: Snapshot, most: int) -> str:
        """The diagnostics of a snapshot, separated by commas; of more than ``most`` the quietest are left out."""
        analysis, tree = snapshot.analysis, snapshot.tree
        every = [visible_of_file(analysis), *visible_by_stage(analysis)]
        self._ranked = ranked(every, lambda group: _loudest(analysis, group, every[group]), self._ranked)
        total = self._ranked.totals[-1]
        if not total:
            return ""
        self._forget(total)
        starts = [0, *analysis.program.starts]
        findings = every if total <= most else first_of(self._ranked, most)
        shown = Shown(findings, [None, *analysis.program.stages], tree.lines.at(starts))
        if len(self._groups) == len(every):
            others = self._shown.other_places(shown) | self._loose
        else:
            self._groups, self._loose = [Group()] * len(every), set()
            others = set(range(len(every)))
        for place in others:
            if findings[place] or self._groups[place].parts:
                self._renew(tree, place, starts[place], findings[place])
        self._shown = shown
        texts = [group.text for group in self._groups if group.text]
        if total > most:
            texts.append(_note_of_rest(total - most))
        return ",".join(texts)

    def _forget(self, count: int) -> None:
        """Drop the texts of findings that are gone, now and then."""
        if len(self._pieces) > 2 * count + 1000:
            self._pieces.clear()
            self._groups.clear()

    def _renew(self, tree: Tree, place: int, start: int, findings: PlacedFindings) -> None:
        """Write the group again that begins at item ``start``."""
        parts = tuple(self._parts(tree, start, findings, self._groups[place].parts))
        self._groups[place] = Group(parts, ",".join([part.text for part in parts]))
        if place == 0 or None in [part.lines for part in parts]:
            self._loose.add(place)
        else:
            self._loose.discard(place)

    def _parts(self, tree: Tree, start: int, found: PlacedFindings, before: Sequence[Part]) -> Iterator[Part]:
        """The parts of a group that begins at item ``start``; those of ``before`` that stayed as they were."""
        for number, first in enumerate(range(0, len(found), PART)):
            findings = found[first : first + PART]
            lines = tree.lines.at([start + position for position, _ in findings])
            known = before[number] if number < len(before) else None
            if known is None or known.findings != findings:
                known = self._part(tree, start, findings, lines)
            elif known.lines != lines:
                known = known.moved(lines) or self._part(tree, start, findings, lines)
            yield known

    def _part(self, tree: Tree, start: int, findings: PlacedFindings, lines: list[int]) -> Part:
        templates: list[str] = []
        numbers: list[int] = []
        tells_more = False
        for (position, finding), line in zip(findings, lines, strict=True):
            piece = self._pieces.get(id(finding))
            if piece is None:
                piece = self._pieces[id(finding)] = self._piece(finding)
            template = piece.template
            if finding.related and self._shape.abilities.related_information:
                tells_more = True
                told = _escaped(json.dumps(self._related(tree, start + position, finding.related)))
                template = f'{template[:-1]},"relatedInformation":{told}}}'
            templates.append(template)
            numbers += (line + piece.place.start_line, line + piece.place.end_line)
        template, values = ",".join(templates), tuple(numbers)
        return Part(findings, None if tells_more else lines, template, values, template % values)

    def _piece(self, finding: Finding) -> Piece:
        place = place_in(finding.item, finding.span, self._shape.encoding)
        abilities = self._shape.abilities
        rest: JsonObject = {"severity": SEVERITIES[finding.severity], "code": finding.rule.id}
        if abilities.code_description:
            rest["codeDescription"] = {"href": page_of(finding.rule)}
        rest["source"] = SOURCE
        rest["message"] = finding.message
        tags = [tag.value for tag in finding.tags if tag.value in abilities.tags]
        if tags:
            rest["tags"] = tags
        start = f'{{"line":%d,"character":{place.start_character}}}'
        end = f'{{"line":%d,"character":{place.end_character}}}'
        return Piece(finding, place, f'{{"range":{{"start":{start},"end":{end}}},{_escaped(json.dumps(rest)[1:])}')

    def _related(self, tree: Tree, index: int, related: Sequence[Related]) -> list[JsonObject]:
        lines = _lines_of({id(one.item) for one in related}, tree, index)
        told: list[JsonObject] = []
        for one in related:
            line = lines.get(id(one.item))
            if line is not None:
                place = place_in(one.item, one.span, self._shape.encoding)
                start = {"line": line + place.start_line, "character": place.start_character}
                end = {"line": line + place.end_line, "character": place.end_character}
                location = {"uri": self._shape.uri, "range": {"start": start, "end": end}}
                told.append({"location": location, "message": one.message})
        return told


def _escaped(text: str) -> str:
    """A text as it stands in a template."""
    return text.replace("%", "%%")


def _lines_of(wanted: set[int], tree: Tree, index: int) -> dict[int, int]:
    """The lines of items by their identities; most of what a finding tells of stands near item ``index``."""
    everywhere = range(len(tree.items))
    places: list[int] = []
    for part in (everywhere[max(index - NEAR, 0) : index + NEAR], everywhere):
        places = [place for place in part if id(tree.items[place]) in wanted]
        if len(places) == len(wanted):
            break
    return {id(tree.items[place]): tree.lines[place] for place in places}


def _loudest(analysis: Analysis, group: int, findings: PlacedFindings) -> Loudest:
    """The findings of a group by loudness; those of the file, which are few, are group 0."""
    places = analysis.reports[group - 1].places if group else None
    return places.loudest if places is not None and places.findings is findings else loudest(findings)


def _note_of_rest(count: int) -> str:
    position = {"line": 0, "character": 0}
    return json.dumps(
        {
            "range": {"start": position, "end": position},
            "severity": SEVERITIES[Severity.INFORMATION],
            "code": "max-problems",
            "source": SOURCE,
            "message": f"{count} more findings are not shown; the setting maxProblems says how many are",
        }
    )


def place_in(item: Item, span: Span, encoding: PositionEncoding) -> Place:
    """Where a span of an item lies, by lines relative to the item's first."""
    text = item.text
    line_end = text.find("\n", 0, span.end)
    if line_end < 0 and "\r" not in text:
        return Place(0, units_in(text[: span.start], encoding), 0, units_in(text[: span.end], encoding))
    source = SourceText.read(text)
    return Place(*source.position(span.start, encoding), *source.position(span.end, encoding))
