"""What the benchmark of features asks: for each feature a keystroke near the middle of a document, and a question.

Promises: the same document gives the same questions; what is typed is what somebody types who then wants the answer.
Leaves out: asking, and judging answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .documents import Document, Place
from .edits import Position
from .wire import JsonObject

SCREEN_LINES = 60
COMPLETION = "textDocument/completion"
DELTA = "textDocument/semanticTokens/full/delta"
FULL = "textDocument/semanticTokens/full"

PROVIDERS = {
    "textDocument/completion": "completionProvider",
    "textDocument/hover": "hoverProvider",
    "textDocument/signatureHelp": "signatureHelpProvider",
    "textDocument/definition": "definitionProvider",
    "textDocument/references": "referencesProvider",
    "textDocument/documentHighlight": "documentHighlightProvider",
    "textDocument/rename": "renameProvider",
    "textDocument/linkedEditingRange": "linkedEditingRangeProvider",
    "textDocument/documentSymbol": "documentSymbolProvider",
    "textDocument/foldingRange": "foldingRangeProvider",
    "textDocument/selectionRange": "selectionRangeProvider",
    "textDocument/documentLink": "documentLinkProvider",
    "textDocument/inlayHint": "inlayHintProvider",
    "textDocument/codeLens": "codeLensProvider",
    "textDocument/codeAction": "codeActionProvider",
    "textDocument/formatting": "documentFormattingProvider",
}
"""What a server says at the start where it can answer a method; semantic tokens say it in parts."""


@dataclass(frozen=True, slots=True)
class Question:
    """A feature by its name in tables: what is typed and where, and what is asked right behind it."""

    name: str
    method: str
    typed_at: Position
    typed: str
    params: JsonObject = field(default_factory=dict)

    def is_answered_by(self, capabilities: JsonObject) -> bool:
        """Whether a server says that it can answer."""
        if self.method in PROVIDERS:
            return bool(capabilities.get(PROVIDERS[self.method]) not in (None, False))
        tokens = capabilities.get("semanticTokensProvider") or {}
        full = tokens.get("full")
        match self.method:
            case "textDocument/semanticTokens/full":
                return full not in (None, False)
            case "textDocument/semanticTokens/full/delta":
                return isinstance(full, dict) and bool(full.get("delta"))
            case _:
                return tokens.get("range") not in (None, False)


def questions(written: Document) -> tuple[Question, ...]:
    """All questions about a document of several stages."""
    lines = written.text.split("\n")
    word = written.places[Place.RUN_WORD]
    stage, image = nearest(lines, r"--from=(?=\w)"), nearest(lines, r"^FROM (?=\w)")
    copied = nearest(lines, r"^COPY (?=\w)")
    completions = {
        "an instruction": (nearest(lines, r"^(?=\Z)"), "R"),
        "a tag": (nearest(lines, r"^FROM \w+:"), "2"),
        "a flag": (nearest(lines, r"^RUN (?=\w)"), "-"),
        "a stage": (stage, "s"),
        "a variable": (written.places[Place.ENV_VALUE], "$"),
        "a program": (nearest(lines, r"&& "), "c"),
    }
    asked = [
        Question(f"completion of {what}", COMPLETION, where, typed, at(behind(where, typed)))
        for what, (where, typed) in completions.items()
    ]
    asked += [
        Question(name, f"textDocument/{method}", word, "x", params)
        for name, method, params in (
            ("hover over an image", "hover", at(image)),
            ("hover over an instruction", "hover", at(Position(copied.line, 1))),
            ("signature help", "signatureHelp", at(copied)),
            ("definition of a stage", "definition", at(stage)),
            ("references of a stage", "references", {**at(stage), "context": {"includeDeclaration": True}}),
            ("highlights of a stage", "documentHighlight", at(stage)),
            ("rename of a stage", "rename", {**at(stage), "newName": "other"}),
            ("linked editing of a stage", "linkedEditingRange", at(stage)),
            ("document symbols", "documentSymbol", {}),
            ("folding ranges", "foldingRange", {}),
            ("selection ranges", "selectionRange", {"positions": [word.as_json()]}),
            ("document links", "documentLink", {}),
            ("semantic tokens of the file", "semanticTokens/full", {}),
            ("semantic tokens that changed", "semanticTokens/full/delta", {}),
            ("semantic tokens of a screen", "semanticTokens/range", screen(word)),
            ("inlay hints of a screen", "inlayHint", screen(word)),
            ("code lenses", "codeLens", {}),
            ("code actions in a line", "codeAction", {**line(word), "context": {"diagnostics": []}}),
            ("formatting", "formatting", {"options": {"tabSize": 4, "insertSpaces": True}}),
        )
    ]
    return tuple(asked)


def nearest(lines: list[str], pattern: str) -> Position:
    """The end of the match that is nearest to the middle line; the pattern must be in some line."""
    middle = len(lines) // 2
    for index in sorted(range(len(lines) - 1), key=lambda one: abs(one - middle)):
        found = re.search(pattern, lines[index])
        if found is not None and not lines[index - 1].endswith("\\"):
            return Position(index, found.end())
        if found is not None and pattern.startswith("&&"):
            return Position(index, found.end())
    raise AssertionError(pattern)


def behind(where: Position, typed: str) -> Position:
    """The place behind what was typed."""
    return Position(where.line, where.character + len(typed))


def at(where: Position) -> JsonObject:
    """Parameters that name a place."""
    return {"position": where.as_json()}


def line(where: Position) -> JsonObject:
    """Parameters that name the start of a line up to a place."""
    return {"range": {"start": Position(where.line, 0).as_json(), "end": where.as_json()}}


def screen(where: Position) -> JsonObject:
    """Parameters that name as many lines as an editor shows, with the place in their middle."""
    first = max(where.line - SCREEN_LINES // 2, 0)
    return {"range": {"start": Position(first, 0).as_json(), "end": Position(first + SCREEN_LINES, 0).as_json()}}


def about(uri: str, params: Mapping[str, object]) -> JsonObject:
    """Whole parameters of a request about a document."""
    return {"textDocument": {"uri": uri}, **params}
