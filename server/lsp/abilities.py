"""What the client says that it can do, read leniently from its ``initialize`` request.

Promises: never raises, whatever a client says; a member of an unexpected type counts as not said. Leaves out: what only
the features behind pygls look at; they find the client's capabilities as lsprotocol types there.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..syntax.source_text import PositionEncoding
from .json_rpc import JsonObject, is_array, is_object

DIAGNOSTICS = "workspace/diagnostic/refresh"
HINTS = "workspace/inlayHint/refresh"
LENSES = "workspace/codeLens/refresh"


class DiagnosticAbilities(NamedTuple):
    """Which parts of a diagnostic the client can show."""

    related_information: bool = False
    tags: frozenset[int] = frozenset()
    code_description: bool = False


class ClientAbilities(NamedTuple):
    """The client's capabilities that decide what we send.

    ``pulls_diagnostics``: the client asks for diagnostics, so none are pushed; those would be shown a second time.
    ``registers``: the features of documents, such as ``textDocument/rename``, that can be registered later.
    ``refreshes``: the requests by which it can be told to ask for diagnostics, hints or lenses again.
    ``token_types``: the types of semantic tokens that it knows; ``None`` where it does not say.
    """

    encoding: PositionEncoding = PositionEncoding.UTF16
    diagnostics: DiagnosticAbilities = DiagnosticAbilities()
    pulls_diagnostics: bool = False
    diagnostic_versions: bool = False
    configuration: bool = False
    registers_configuration: bool = False
    registers_watchers: bool = False
    apply_edit: bool = False
    document_changes: bool = False
    creates_files: bool = False
    change_annotations: bool = False
    literal_code_actions: bool = False
    lazy_edits: bool = False
    disabled_actions: bool = False
    prepares_rename: bool = False
    registers: frozenset[str] = frozenset()
    refreshes: frozenset[str] = frozenset()
    token_types: frozenset[str] | None = None


def read_abilities(initialize: Any) -> ClientAbilities:
    """The abilities that the parameters of ``initialize`` tell of."""
    client = Said(initialize).member("capabilities")
    text_document, workspace = client.member("textDocument"), client.member("workspace")
    pushed, pulled = text_document.member("publishDiagnostics"), text_document.member("diagnostic")
    action, edit = text_document.member("codeAction"), workspace.member("workspaceEdit")
    action_data = action.yes("dataSupport")
    return ClientAbilities(
        encoding=_encoding(client.member("general").items("positionEncodings")),
        diagnostics=DiagnosticAbilities(
            related_information=pushed.yes("relatedInformation") or pulled.yes("relatedInformation"),
            tags=frozenset(_tags(pushed) | _tags(pulled)),
            code_description=pushed.yes("codeDescriptionSupport") or pulled.yes("codeDescriptionSupport"),
        ),
        pulls_diagnostics=pulled.is_object,
        diagnostic_versions=pushed.yes("versionSupport"),
        configuration=workspace.yes("configuration"),
        registers_configuration=workspace.member("didChangeConfiguration").yes("dynamicRegistration"),
        registers_watchers=workspace.member("didChangeWatchedFiles").yes("dynamicRegistration"),
        apply_edit=workspace.yes("applyEdit"),
        document_changes=edit.yes("documentChanges"),
        creates_files=edit.yes("documentChanges") and "create" in edit.items("resourceOperations"),
        change_annotations=edit.member("changeAnnotationSupport").is_object and edit.yes("documentChanges"),
        literal_code_actions=action.member("codeActionLiteralSupport").is_object,
        # An action is found again by its data, so a client that would lose them gets the edits at once.
        lazy_edits=action_data and "edit" in action.member("resolveSupport").items("properties"),
        disabled_actions=action.yes("disabledSupport"),
        prepares_rename=text_document.member("rename").yes("prepareSupport"),
        registers=frozenset(
            f"textDocument/{name}"
            for name in ("synchronization", "definition", "references", "rename")
            if text_document.member(name).yes("dynamicRegistration")
        ),
        refreshes=frozenset(
            method
            for name, method in (("diagnostics", DIAGNOSTICS), ("inlayHint", HINTS), ("codeLens", LENSES))
            if workspace.member(name).yes("refreshSupport")
        ),
        token_types=_token_types(text_document.member("semanticTokens").member("tokenTypes")),
    )


def _encoding(offered: list[Any]) -> PositionEncoding:
    """The first encoding in the client's order of preference; UTF-16 where it does not say."""
    ours = {encoding.value: encoding for encoding in PositionEncoding}
    return next((ours[name] for name in offered if isinstance(name, str) and name in ours), PositionEncoding.UTF16)


def _token_types(types: Said) -> frozenset[str] | None:
    return frozenset(name for name in types.value if isinstance(name, str)) if is_array(types.value) else None


def _tags(diagnostics: Said) -> set[int]:
    return {tag for tag in diagnostics.member("tagSupport").items("valueSet") if isinstance(tag, int)}


class Said(NamedTuple):
    """A JSON value that may be anything; asking it for members never fails."""

    value: Any

    @property
    def is_object(self) -> bool:
        """Whether it is an object at all."""
        return isinstance(self.value, dict)

    def member(self, name: str) -> Said:
        """A member; one that is not there is like null."""
        found: JsonObject = self.value if is_object(self.value) else {}
        return Said(found.get(name))

    def yes(self, name: str) -> bool:
        """Whether a member is ``true``."""
        return self.member(name).value is True

    def items(self, name: str) -> list[Any]:
        """The elements of a member that is an array."""
        value = self.member(name).value
        return value if is_array(value) else []
