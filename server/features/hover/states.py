"""About what holds at a place: user, working directory and shell."""

from __future__ import annotations

from ...semantics.state import BuildState
from ..markdown import code

_UNKNOWN = "not known"


def state_text(state: BuildState) -> str:
    """User, directory and shell in one line."""
    user = _UNKNOWN if state.user.value is None else code(state.user.value)
    directory = _UNKNOWN if state.workdir.value is None else code(state.workdir.value)
    words = state.shell.words
    shell = _UNKNOWN if words is None else code(" ".join(words)) if words else "none"
    return f"user {user}, directory {directory}, shell {shell}"
