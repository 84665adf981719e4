"""The rows of the table of features: for each feature a document, a question about a place in it, and what proves it.

Promises: a row is proved by an answer, never by what a server says of itself alone. Leaves out: asking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MARK = "‸"
GOOD = 'FROM node:22 AS build\nENV A=1\nRUN echo $A\nFROM alpine\nCOPY --from=build /a /b\nUSER root\nCMD ["true"]\n'


@dataclass(frozen=True, slots=True)
class Row:
    """A feature. ``text`` has a mark where the question is about a place; ``proof`` has to be in the answer, if given.

    ``capability`` is what the server must have said at the start, a path of names; empty where nothing is said.
    """

    group: str
    name: str
    method: str
    text: str
    proof: str = ""
    capability: tuple[str, ...] = ()
    params: Mapping[str, object] = field(default_factory=dict[str, object])


def completion(name: str, text: str, proof: str) -> Row:
    """A row about what is offered at a place."""
    return Row("Completion", name, "textDocument/completion", text, proof, ("completionProvider",))


def hover(name: str, text: str, proof: str = "") -> Row:
    """A row about what is said of a place."""
    return Row("Hover", name, "textDocument/hover", text, proof, ("hoverProvider",))


def whole(group: str, name: str, method: str, capability: str, text: str = GOOD, proof: str = "") -> Row:
    """A row about a place or a whole document, with the method's own name for the rest."""
    return Row(group, name, f"textDocument/{method}", text, proof, tuple(capability.split(".")))


EVERYWHERE = {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 6, "character": 0}}}
LAYOUT = {"options": {"tabSize": 4, "insertSpaces": True}}
UGLY = "from alpine\nRUN a \\\n&& b\n"

ROWS = (
    Row("Findings", "as one types", "diagnostics", "FROM alpine AS a\nMAINTAINER x\n"),
    Row("Findings", "of a file that is half typed", "diagnostics", "FROM alpine AS a\nMAINTAINER x\nRUN <<EOF\nec"),
    Row("Findings", "handed out when asked for", "textDocument/diagnostic", "MAINTAINER x\n", '"items": [{'),
    Row("Findings", "of all files of the workspace", "workspace/diagnostic", GOOD, '"kind": "full"'),
    completion("instructions", "FROM alpine\nRU‸", '"RUN'),
    completion("flags of FROM", "FROM --‸ alpine", "--platform"),
    completion("flags of RUN", "FROM alpine\nRUN --‸", "--mount"),
    completion("values of flags", "FROM alpine\nRUN --network=‸ x", '"host'),
    completion("kinds of a mount", "FROM alpine\nRUN --mount=type=‸ x", "cache"),
    completion("options of a mount", "FROM alpine\nRUN --mount=type=cache,‸ x", "sharing"),
    completion("stages in `--from`", "FROM alpine AS build\nFROM alpine\nCOPY --from=‸ a b", '"build'),
    completion("stages in a mount", "FROM alpine AS build\nFROM alpine\nRUN --mount=type=bind,from=‸ x", '"build'),
    completion("stages in FROM", "FROM alpine AS build\nFROM ‸\n", '"build'),
    completion("variables with their values", "FROM alpine\nENV NAME=1\nRUN echo $‸\n", "NAME"),
    completion("what can follow a variable", "FROM alpine\nENV NAME=1\nENV B=${NAME:‸}\n", ":-"),
    completion("names of images", "FROM alp‸", '"alpine"'),
    completion("tags of images without the network", "FROM node:‸", "slim"),
    completion("tags past their end are struck out", "FROM debian:bu‸", '"tags": [1]'),
    completion("platforms", "FROM --platform=‸ alpine", "linux/amd64"),
    completion("users that the image has", "FROM node:22\nUSER ‸", '"node"'),
    completion("groups that a step has made", "FROM alpine\nRUN groupadd staff\nUSER root:‸", '"staff"'),
    completion("ports", "FROM nginx\nEXPOSE ‸", '"80"'),
    completion("signals", "FROM alpine\nSTOPSIGNAL ‸", "SIGTERM"),
    completion("shells", "FROM alpine\nSHELL ‸", "/bin/ash"),
    completion("names of labels", "FROM alpine\nLABEL ‸", "org.opencontainers.image.title"),
    completion("files that the build is sent", "FROM alpine\nCOPY ‸ /", "present.txt"),
    completion("files in a bind mount", "FROM alpine\nRUN --mount=type=bind,source=‸ x", "present.txt"),
    completion("subcommands of programs in a RUN", "FROM debian\nRUN apt-get ‸", '"install'),
    completion("options of programs in a RUN", "FROM debian\nRUN apt-get install -‸", "--no-install-recommends"),
    completion("parser directives", "# ‸\nFROM alpine", "syntax"),
    completion("names of checks", "# check=skip=‸\nFROM alpine", "StageNameCasing"),
    completion("rules in comments that silence them", "# hadolint ignore=‸\nFROM alpine:latest\n", "DL3007"),
    completion("snippets", "FROM alpine\nHEAL‸", '"insertTextFormat": 2'),
    Row(
        "Completion",
        "documentation of what is offered",
        "completionItem/resolve",
        "FROM alpine\nWORKD‸",
        '"documentation"',
        ("completionProvider", "resolveProvider"),
    ),
    hover("an instruction", "FROM alpine\nRU‸N x\n", "RUN"),
    hover("a flag", "FROM alpine\nCOPY --lin‸k a b\n", "link"),
    hover("an image: what it holds, how long it lives", "FROM no‸de:22\n"),
    hover("a variable: its value", "FROM alpine\nENV NAME=some-value\nRUN echo $NA‸ME\n", "some-value"),
    hover("a stage: what flows in and out", "FROM alpine AS bu‸ild\nFROM scratch\nCOPY --from=build a b\n", "build"),
    hover("an option of a program", "FROM alpine\nRUN apk add --no-ca‸che git\n", "no-cache"),
    hover("what a rule found, and why", "FROM alpine\nWORKDIR ap‸p\n", "absolute"),
    whole("Writing", "signature help", "signatureHelp", "signatureHelpProvider", "FROM alpine\nCOPY ‸", "COPY"),
    Row(
        "Writing",
        "a new line is indented",
        "textDocument/onTypeFormatting",
        "FROM alpine\nRUN a \\‸\n&& b\n",
        "newText",
        ("documentOnTypeFormattingProvider",),
        {"ch": "\\", **LAYOUT},
    ),
    Row(
        "Writing",
        "a chain of commands is carried on",
        "textDocument/onTypeFormatting",
        "FROM alpine\nRUN a &&\n‸\n",
        "\\\\",
        ("documentOnTypeFormattingProvider",),
        {"ch": "\n", **LAYOUT},
    ),
    whole(
        "Writing",
        "linked editing",
        "linkedEditingRange",
        "linkedEditingRangeProvider",
        GOOD.replace("build", "bu‸ild", 1),
    ),
    whole(
        "Finding one's way",
        "definition of a stage",
        "definition",
        "definitionProvider",
        GOOD.replace("=build", "=bu‸ild"),
    ),
    whole(
        "Finding one's way", "definition of a variable", "definition", "definitionProvider", GOOD.replace("$A", "$A‸")
    ),
    whole(
        "Finding one's way",
        "definition of a heredoc's name",
        "definition",
        "definitionProvider",
        "FROM alpine\nRUN <<EOF\ntrue\nE‸OF\n",
    ),
    Row(
        "Finding one's way",
        "references",
        "textDocument/references",
        GOOD.replace("build", "bu‸ild", 1),
        "",
        ("referencesProvider",),
        {"context": {"includeDeclaration": True}},
    ),
    Row(
        "Finding one's way",
        "references in Compose files",
        "textDocument/references",
        GOOD.replace("build", "bu‸ild", 1),
        "compose.yaml",
        ("referencesProvider",),
        {"context": {"includeDeclaration": True}},
    ),
    whole(
        "Finding one's way",
        "highlights",
        "documentHighlight",
        "documentHighlightProvider",
        GOOD.replace("build", "bu‸ild", 1),
    ),
    whole(
        "Finding one's way",
        "asking before renaming",
        "prepareRename",
        "renameProvider",
        GOOD.replace("build", "bu‸ild", 1),
    ),
    Row(
        "Finding one's way",
        "rename",
        "textDocument/rename",
        GOOD.replace("build", "bu‸ild", 1),
        "other",
        ("renameProvider",),
        {"newName": "other"},
    ),
    Row(
        "Finding one's way",
        "rename in Compose files too",
        "textDocument/rename",
        GOOD.replace("build", "bu‸ild", 1),
        "compose.yaml",
        ("renameProvider",),
        {"newName": "other"},
    ),
    whole("Finding one's way", "symbols", "documentSymbol", "documentSymbolProvider"),
    whole(
        "Finding one's way",
        "symbols as a tree of stages",
        "documentSymbol",
        "documentSymbolProvider",
        GOOD,
        '"children": [{',
    ),
    Row(
        "Finding one's way",
        "symbols of the workspace",
        "workspace/symbol",
        GOOD,
        "",
        ("workspaceSymbolProvider",),
        {"query": "build"},
    ),
    whole("Finding one's way", "links of images", "documentLink", "documentLinkProvider", GOOD, "_/node"),
    whole(
        "Finding one's way",
        "links of files of the context",
        "documentLink",
        "documentLinkProvider",
        "FROM alpine\nCOPY present.txt /\n",
        "present.txt",
    ),
    whole(
        "Finding one's way",
        "links of addresses",
        "documentLink",
        "documentLinkProvider",
        "FROM alpine\nADD https://example.com/a.tar /\n",
        "example.com",
    ),
    whole(
        "Finding one's way",
        "links of rules in comments",
        "documentLink",
        "documentLinkProvider",
        "# hadolint ignore=DL3007\nFROM alpine:latest\n",
        "/rules/",
    ),
    whole("Reading", "folding", "foldingRange", "foldingRangeProvider", "FROM alpine\nRUN a \\\n  b\n"),
    whole(
        "Reading",
        "folding of regions",
        "foldingRange",
        "foldingRangeProvider",
        "# region\nFROM alpine\n# endregion\n",
        "region",
    ),
    Row(
        "Reading",
        "growing selections",
        "textDocument/selectionRange",
        GOOD,
        "parent",
        ("selectionRangeProvider",),
        {"positions": [{"line": 2, "character": 5}]},
    ),
    whole("Reading", "colours of the file", "semanticTokens/full", "semanticTokensProvider.full", GOOD, '"data": [0'),
    Row(
        "Reading",
        "colours of a part",
        "textDocument/semanticTokens/range",
        GOOD,
        '"data": [',
        ("semanticTokensProvider", "range"),
        EVERYWHERE,
    ),
    whole(
        "Reading",
        "only the colours that changed",
        "semanticTokens/full/delta",
        "semanticTokensProvider.full.delta",
        GOOD,
        "edits",
    ),
    Row("Reading", "inlay hints", "textDocument/inlayHint", GOOD, "label", ("inlayHintProvider",), EVERYWHERE),
    whole("Reading", "code lenses", "codeLens", "codeLensProvider", GOOD, "command"),
    Row("Layout", "of a file", "textDocument/formatting", UGLY, "newText", ("documentFormattingProvider",), LAYOUT),
    Row(
        "Layout",
        "of a part",
        "textDocument/rangeFormatting",
        UGLY,
        "newText",
        ("documentRangeFormattingProvider",),
        {**LAYOUT, **EVERYWHERE},
    ),
    Row(
        "Layout",
        "of several parts at once",
        "textDocument/rangesFormatting",
        UGLY,
        "newText",
        ("documentRangeFormattingProvider", "rangesSupport"),
        {**LAYOUT, "ranges": [EVERYWHERE["range"]]},
    ),
    Row(
        "Mending",
        "quick fixes",
        "quickfix",
        "FROM alpine as a\nMAINTAINER x\nRUN a \\\n\n  b\n",
        "",
        ("codeActionProvider",),
    ),
    Row(
        "Mending",
        "all safe fixes on save",
        "source.fixAll",
        "FROM alpine AS a\nMAINTAINER x\n",
        "",
        ("codeActionProvider",),
    ),
    Row(
        "Mending",
        "conversion to several stages",
        "refactor",
        'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD ["/app"]\n',
        "tage",
        ("codeActionProvider",),
    ),
    Row(
        "Mending",
        "extraction of what stages repeat",
        "refactor",
        "FROM node:24 AS build\nRUN npm ci\nRUN npm run build\nFROM node:24\nRUN npm ci\n",
        "tage",
        ("codeActionProvider",),
    ),
    Row(
        "Mending",
        "reordering for the build cache",
        "refactor",
        "FROM debian:13\nWORKDIR /app\nCOPY . .\nRUN apt-get update && apt-get install -y curl\n",
        "eorder",
        ("codeActionProvider",),
    ),
    Row("Protocol", "edits instead of whole texts", "sync", GOOD),
    Row("Protocol", "columns in bytes or characters too", "encoding", GOOD),
)
"""The table, in its order."""
