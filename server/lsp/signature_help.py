"""``textDocument/signatureHelp``: the forms of an instruction, a flag, a mount or a directive that is being written."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types
from pygls.capabilities import get_capability

from ..features.signature_help import Signature
from ..features.signature_help import signature_help as help_at
from .assistance_capabilities import SIGNATURE_RETRIGGERS, SIGNATURE_TRIGGERS
from .feature import feature
from .language_server import FeatureServer
from .places import offset_of
from .texts import content

_INFORMATION = "text_document.signature_help.signature_information"


@feature(
    types.TEXT_DOCUMENT_SIGNATURE_HELP,
    types.SignatureHelpOptions(
        trigger_characters=list(SIGNATURE_TRIGGERS), retrigger_characters=list(SIGNATURE_RETRIGGERS)
    ),
)
async def signature_help(ls: FeatureServer, params: types.SignatureHelpParams) -> types.SignatureHelp | None:
    """Answer with the forms of what is being written."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    context = params.context
    is_asked = context is None or context.trigger_kind is types.SignatureHelpTriggerKind.Invoked
    program = document.snapshot.analysis.program
    found = help_at(program, offset_of(ls, document, params.position), is_asked=is_asked)
    if found is None:
        return None
    formats = get_capability(ls.client_capabilities, f"{_INFORMATION}.documentation_format")
    offsets = get_capability(
        ls.client_capabilities, f"{_INFORMATION}.parameter_information.label_offset_support", False
    )
    # Where none is left out would mean the first one.
    none = len(found.signatures[found.active_signature].parameters)
    active = none if found.active_parameter is None else found.active_parameter
    return types.SignatureHelp(
        signatures=[_information(signature, active, formats, bool(offsets)) for signature in found.signatures],
        active_signature=found.active_signature,
        active_parameter=active,
    )


def _information(
    signature: Signature, active: int, formats: Sequence[types.MarkupKind | str] | None, offsets: bool
) -> types.SignatureInformation:
    return types.SignatureInformation(
        label=signature.label,
        documentation=content(signature.documentation, formats),
        parameters=[
            types.ParameterInformation(
                # Labels hold nothing beyond the basic plane, so that characters are UTF-16 units.
                label=(where.start, where.end) if offsets else signature.label[where.start : where.end],
                documentation=content(documentation, formats) if documentation else None,
            )
            for where, documentation in ((one.span, one.documentation) for one in signature.parameters)
        ],
        # lsprotocol writes null for none, which few clients understand.
        active_parameter=active,
    )
