"""Why a file, folder or program could not be used, in the words of the operating system."""

from __future__ import annotations


def reason(error: OSError) -> str:
    """A few words for the middle of a sentence, such as ``permission denied``."""
    return (error.strerror or str(error)).lower()
