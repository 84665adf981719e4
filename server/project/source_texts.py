"""The sources that recognition looks into, read into a snapshot of a build context.

It stands apart from ``context_reader`` since it loads the recognition of all ecosystems, which most snapshots never
need.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .build_context import BuildContext
from .context_reader import with_texts
from .recognition.recognise import sources_to_read


def with_source_texts(context: BuildContext, buffers: Mapping[Path, str] | None = None) -> BuildContext:
    """The snapshot with the texts of ``sources_to_read``, as far as the budget of ``with_texts`` goes.

    ``buffers`` has the texts of files that are open in an editor, by absolute path.
    """
    return with_texts(context, sources_to_read(context), buffers=buffers)
