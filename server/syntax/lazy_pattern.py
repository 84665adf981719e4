"""Regular expressions that are compiled when they are first asked for something.

There are some two hundred of them in modules that every start of the process imports, and one file needs a third of
those. Promises the methods of ``re.Pattern``, and after the first call nothing slower than them. Type checkers see
``re.compile``. Leaves out: complaining about a malformed expression at import time, which a test does instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")


class _Pattern:
    def __init__(self, expression: str, flags: int = 0) -> None:
        self.pattern = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet; from then on the methods are attributes of this very object."""
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


if TYPE_CHECKING:
    from re import compile as lazy_pattern
else:
    lazy_pattern = _Pattern

__all__ = ["lazy_pattern"]
