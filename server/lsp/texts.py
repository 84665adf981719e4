"""Our Markdown in the format that the client shows."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from ..features.markdown import plain


def content(markdown: str, formats: Sequence[types.MarkupKind | str] | None) -> types.MarkupContent | str:
    """A text in the format that the client named first; a plain string for one that names none."""
    if formats is None:
        return plain(markdown)
    for name in formats:
        if name == types.MarkupKind.Markdown:
            return types.MarkupContent(types.MarkupKind.Markdown, markdown)
        if name == types.MarkupKind.PlainText:
            break
    return types.MarkupContent(types.MarkupKind.PlainText, plain(markdown))
