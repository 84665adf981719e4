"""Findings as the JSON text of protocol diagnostics, kept as long as they stay true.

A finding's text depends on nothing but the finding and the line on which its item begins, so it is written once and
afterwards only given its line. The text of a group, such as a whole stage, is kept as long as it stays as and where it
is. So a keystroke writes the findings that it made, whatever else there is. Promises: text that is valid JSON in ASCII.
Leaves out: ``data``, since we find our findings again by range and rule and some clients drop it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..code_actions.snapshot import Snapshot
from ..diagnostics.engine import StageReport
from ..diagnostics.finding import Finding, Related, Severity
from ..diagnostics.pages import page_of
from ..diagnostics.placing import BySeverity, by_severity
from ..diagnostics.suppression import visible_by_stage, visible_of_file
from ..syntax.items import Item
from ..syntax.logical_text import Span
from ..syntax.source_text import PositionEncoding, SourceText, units_in
from ..syntax.tree import Tree
from .abilities import DiagnosticAbilities
from .json_rpc import JsonObject

SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFORMATION: 3, Severity.HINT: 4}
"""The protocol's ``DiagnosticSeverity``."""

SOURCE = "dockwright"

OF_FILE = -1
"""The number of the group of findings that are not those of a single stage."""

PlacedFindings = tuple[tuple[int, Finding], ...]
"""Findings with the positions of their items, counted from the stage's or the file's first one."""


class Place(NamedTuple):
    """A range by lines relative to the item's first, and columns as the client counts."""

    start_line: int
    start_character: int
    end_line: int
    end_character: int


class Piece(NamedTuple):
    """A diagnostic's text without its lines; holding the finding keeps its identity its own."""

    finding: Finding
    place: Place
    between: str
    after: str


class Group(NamedTuple):
    """Findings that are written together: those of stage ``number``, or those of the whole file, which have no report.

    ``start`` is the index of the item from which their places are counted.
    """

    number: int
    start: int
    findings: PlacedFindings
    report: StageReport | None

    @property
    def by_severity(self) -> BySeverity:
        """The findings apart by how severe they are; sorted already where no comment silences any."""
        if self.report is not None and self.findings is self.report.placed:
            return self.report.places.by_severity
        return by_severity(self.findings)


class GroupText(NamedTuple):
    """The diagnostics of the ``levels`` loudest severities of a group whose first item begins on ``line``."""

    findings: PlacedFindings
    line: int
    levels: int
    text: str


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
        self._groups: dict[int, GroupText] = {}

    def items(self, snapshot: Snapshot, most: int) -> str:
        """The diagnostics of a snapshot, separated by commas; of more than ``most`` the quietest are left out."""
        analysis = snapshot.analysis
        of_file = visible_of_file(analysis)
        groups = [Group(OF_FILE, 0, of_file, None)] if of_file else []
        rows = zip(analysis.program.starts, visible_by_stage(analysis), analysis.reports, strict=True)
        groups += [Group(number, *row) for number, row in enumerate(rows) if row[1]]
        count = sum([len(group.findings) for group in groups])
        self._forget(count)
        if count > most:
            return ",".join([*filter(None, self._loudest(snapshot.tree, groups, most)), _note_of_rest(count - most)])
        return ",".join([self._of_group(snapshot.tree, group, len(SEVERITIES)) for group in groups])

    def _forget(self, count: int) -> None:
        """Drop the texts of findings that are gone, now and then."""
        if len(self._pieces) > 2 * count + 1000:
            self._pieces.clear()
            self._groups.clear()

    def _of_group(self, tree: Tree, group: Group, levels: int) -> str:
        line = tree.lines[group.start]
        known = self._groups.get(group.number)
        if known is not None and known.findings is group.findings and known.line == line and known.levels == levels:
            return known.text
        findings = _louder(group.findings, levels)
        text = self._joined(tree, group.start, findings)
        if any(finding.related for _, finding in findings):
            # These name lines of other stages, which move without this one.
            self._groups.pop(group.number, None)
        else:
            self._groups[group.number] = GroupText(group.findings, line, levels, text)
        return text

    def _loudest(self, tree: Tree, groups: list[Group], room: int) -> Iterator[str]:
        """The loudest findings that there is ``room`` for, of the last severity the first in the file."""
        severities = [group.by_severity for group in groups]
        levels = 0
        while (count := sum([len(findings[levels]) for findings in severities])) <= room:
            room -= count
            levels += 1
        for group, findings in zip(groups, severities, strict=True):
            more = findings[levels]
            if len(more) <= room:
                yield self._of_group(tree, group, levels + 1)
            elif room:
                yield self._joined(tree, group.start, (*_louder(group.findings, levels), *more[:room]))
            else:
                yield self._of_group(tree, group, levels)
            room -= min(room, len(more))

    def _joined(self, tree: Tree, start: int, findings: PlacedFindings) -> str:
        return ",".join([self._text(tree, start + position, finding) for position, finding in findings])

    def _text(self, tree: Tree, index: int, finding: Finding) -> str:
        piece = self._pieces.get(id(finding))
        if piece is None:
            piece = self._pieces[id(finding)] = self._piece(finding)
        line = tree.lines[index]
        place = piece.place
        after = piece.after
        if finding.related and self._shape.abilities.related_information:
            after = f'{after[:-1]},"relatedInformation":{json.dumps(self._related(tree, finding.related))}}}'
        return f'{{"range":{{"start":{{"line":{line + place.start_line}{piece.between}{line + place.end_line}{after}'

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
        return Piece(
            finding,
            place,
            f',"character":{place.start_character}}},"end":{{"line":',
            f',"character":{place.end_character}}}}},{json.dumps(rest)[1:]}',
        )

    def _related(self, tree: Tree, related: Sequence[Related]) -> list[JsonObject]:
        wanted = {id(one.item) for one in related}
        lines = {id(item): tree.lines[index] for index, item in enumerate(tree.items) if id(item) in wanted}
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


def _louder(findings: PlacedFindings, levels: int) -> PlacedFindings:
    """The findings that have one of the ``levels`` loudest severities."""
    if levels == len(SEVERITIES):
        return findings
    return tuple([one for one in findings if SEVERITIES[one[1].severity] <= levels])


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
