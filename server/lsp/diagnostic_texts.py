"""Findings as the JSON text of protocol diagnostics, kept as long as they stay true.

A finding's text depends on nothing but the finding and the line on which its item begins, so it is written once and
afterwards only given its line. The text of a whole stage is kept as long as the stage stays as it is and where it is.
So a keystroke writes the findings that it made, whatever else there is. Promises: text that is valid JSON in ASCII.
Leaves out: ``data``, since we find our findings again by range and rule and some clients drop it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from ..code_actions.snapshot import Snapshot
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


class StageText(NamedTuple):
    """The diagnostics of one stage whose first item begins on ``line``."""

    findings: PlacedFindings
    line: int
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
        self._stages: dict[int, StageText] = {}

    def items(self, snapshot: Snapshot, most: int) -> str:
        """The diagnostics of a snapshot, separated by commas; of more than ``most`` the quietest are left out."""
        analysis = snapshot.analysis
        starts = analysis.program.starts
        stages = visible_by_stage(analysis)
        of_file = visible_of_file(analysis)
        count = len(of_file) + sum(map(len, stages))
        self._forget(count)
        if count > most:
            groups = [(0, by_severity(of_file))]
            for start, report, found in zip(starts, analysis.reports, stages, strict=True):
                if found:
                    is_all = found is report.placed
                    groups.append((start, report.places.by_severity if is_all else by_severity(found)))
            return self._loudest(snapshot.tree, groups, count, most)
        texts = [
            self._of_stage(snapshot.tree, number, starts[number], found) for number, found in enumerate(stages) if found
        ]
        if of_file:
            texts.insert(0, self._joined(snapshot.tree, 0, of_file))
        return ",".join(texts)

    def _forget(self, count: int) -> None:
        """Drop the texts of findings that are gone, now and then."""
        if len(self._pieces) > 2 * count + 1000:
            self._pieces.clear()
            self._stages.clear()

    def _of_stage(self, tree: Tree, number: int, start: int, findings: PlacedFindings) -> str:
        line = tree.lines[start]
        known = self._stages.get(number)
        if known is not None and known.findings is findings and known.line == line:
            return known.text
        text = self._joined(tree, start, findings)
        if any(finding.related for _, finding in findings):
            # These name lines of other stages, which move without this one.
            self._stages.pop(number, None)
        else:
            self._stages[number] = StageText(findings, line, text)
        return text

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

    def _loudest(self, tree: Tree, groups: list[tuple[int, BySeverity]], count: int, most: int) -> str:
        chosen: list[tuple[int, Finding]] = []
        for severity in SEVERITIES:
            # Findings stand in the order of the file, so that a pass for each severity is all the sorting it takes.
            for start, findings in groups:
                wanted = findings[severity][: most - len(chosen)]
                if wanted:
                    chosen += [(start + position, found) for position, found in wanted]
        chosen.sort(key=lambda one: (one[0], one[1].span.start))
        texts = [self._text(tree, index, finding) for index, finding in chosen]
        texts.append(_note_of_rest(count - most))
        return ",".join(texts)


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
