"""Whether a step compares what it downloads with something that was known before."""

from __future__ import annotations

from ....semantics.step import Step
from ....syntax.lazy_pattern import lazy_pattern

_COMPARES = lazy_pattern(
    r"\b(?:(?:md5|sha\d+|b2)sum\b[^|;&\n]*(?:-c\b|--check|-\w*c\b)|shasum\b[^|;&\n]*-c|gpgv?\b[^|;&\n]*--verify"
    r"|gpgv\b|minisign\b|cosign\b|openssl\s+dgst|signify\b)"
)


def is_checked(step: Step) -> bool:
    """Whether a checksum or signature is verified somewhere in the step."""
    return _COMPARES.search(step.item.text) is not None
