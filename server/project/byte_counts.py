"""Numbers of bytes in words: kB and MB of a thousand and a million, as ``docker images`` counts.

What is not exact is rounded so that the bounds still hold.
"""

from __future__ import annotations

from .build_context import Measure
from .layers import Bounds

_UNITS = ((1_000_000, "MB"), (1000, "kB"))
_WHOLE_FROM = 10
"""From so many of a unit on, fractions say nothing."""


def measure_in_words(measure: Measure) -> str:
    """``1.2 MB``, or ``at least 12 MB`` where not everything was looked at."""
    return _number(measure.bytes) if measure.is_complete else f"at least {_number(measure.bytes)}"


def is_telling(bounds: Bounds) -> bool:
    """Whether bounds are worth a word in passing: an upper one, or a lower one of a megabyte and more."""
    return bounds.most is not None or bounds.least >= _UNITS[0][0]


def bounds_in_words(bounds: Bounds) -> str:
    """``190 to 210 MB``, ``at least 110 MB``, ``7 bytes``, ``not known``, or ``empty``."""
    least, most = bounds.least, bounds.most
    if most is None:
        return f"at least {_number(least, down=True)}" if least else "not known"
    if least == most:
        return _number(most) if most else "empty"
    low, high = _number(least, down=True), _number(most, up=True)
    if not least:
        return f"at most {high}"
    unit = high.rpartition(" ")[2]
    return f"{low.removesuffix(f' {unit}')} to {high}" if low != high else high


def _number(count: int, *, down: bool = False, up: bool = False) -> str:
    """The count in its unit, rounded to the nearest unless a direction is given."""
    for size, unit in _UNITS:
        if count >= size:
            step = size if count >= _WHOLE_FROM * size else size // 10
            steps = count // step if down else -(-count // step) if up else round(count / step)
            return f"{steps:,} {unit}" if step == size else f"{steps / 10:g} {unit}"
    return f"{count} byte{'' if count == 1 else 's'}"
