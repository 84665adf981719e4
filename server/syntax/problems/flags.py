"""Problems of flags: their names, whether they take a value, and values of a closed set."""

from __future__ import annotations

from collections.abc import Iterator

from ..flags import Flag
from ..grammar import GRAMMAR, FlagKind, Keyword
from ..items import Instruction
from ..lazy_pattern import lazy_pattern
from .mounts import mount_problems
from .problem import Problem, did_you_mean, likeliest

_CHOICES = {"network": ("default", "none", "host"), "security": ("sandbox", "insecure")}
_DURATION_FLAGS = ("interval", "timeout", "start-period", "start-interval")
_WITHOUT_FLAG_CHECK = (Keyword.ARG, Keyword.STOPSIGNAL)
"""BuildKit drops whatever looks like a flag there."""

_DURATION = lazy_pattern(r"[+-]?(?:0|(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:ns|us|ms|s|m|h))+)")
_DURATION_PART = lazy_pattern(r"([0-9.]+)(ns|us|ms|s|m|h)")
_NANOSECONDS = {"ns": 1, "us": 10**3, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}
_SHORTEST = 10**6
_LONGEST = 2**63 - 1
_WHOLE_NUMBER = lazy_pattern(r"[+-]?[0-9]+")
_LARGEST_RETRIES = 2**31 - 1
_LARGEST_MODE = 0o7777


def flag_problems(instruction: Instruction) -> Iterator[Problem]:
    """What BuildKit refuses in the flags of a known instruction."""
    keyword = instruction.keyword
    if keyword is None or keyword in _WITHOUT_FLAG_CHECK or _is_switched_off(instruction):
        return
    known = GRAMMAR[keyword].flags
    seen: set[str] = set()
    for flag in instruction.flags:
        kind = known.get(flag.name)
        if kind is None:
            yield _unknown_flag(flag, keyword, known)
            continue
        if flag.name in seen and kind is not FlagKind.STRINGS:
            yield Problem("repeated-flag", f"`--{flag.name}` may be given only once.", flag.span)
        seen.add(flag.name)
        yield from _value_problems(flag, kind, keyword)


def _is_switched_off(instruction: Instruction) -> bool:
    """``HEALTHCHECK NONE``, which BuildKit accepts with any flag."""
    words = instruction.words
    return instruction.keyword is Keyword.HEALTHCHECK and bool(words) and words[0].text.upper() == "NONE"


def _unknown_flag(flag: Flag, keyword: Keyword, known: dict[str, FlagKind]) -> Problem:
    suggestion = likeliest(flag.name, known)
    message = f"`--{flag.name}` is not a flag of {keyword.value}"
    others = [other.value for other, grammar in GRAMMAR.items() if flag.name in grammar.flags]
    if suggestion is None and others:
        message += f"; it belongs to {' and '.join(others)}"
    tail = did_you_mean(suggestion, "--") or "."
    return Problem("unknown-flag", message + tail, flag.name_span, suggestion and f"--{suggestion}")


def _value_problems(flag: Flag, kind: FlagKind, keyword: Keyword) -> Iterator[Problem]:
    name = flag.name
    if flag.value is None or (kind is FlagKind.BOOLEAN and not flag.value.text):
        if flag.value is not None or kind is not FlagKind.BOOLEAN:
            yield Problem("flag-without-value", f"`--{name}` needs a value: `--{name}=…`.", flag.span)
        return
    value, span = flag.value.text, flag.value.span
    if kind is FlagKind.BOOLEAN:
        if value.lower() not in ("true", "false"):
            yield Problem("flag-value", f"`--{name}` takes `true` or `false`, not `{value}`.", span)
    elif name == "mount":
        yield from mount_problems(flag)
    elif name in _CHOICES:
        yield from _choice_problems(flag, name, value)
    elif keyword is Keyword.HEALTHCHECK:
        reason = _duration_problem(value) if name in _DURATION_FLAGS else _retries_problem(value)
        if reason is not None:
            yield Problem("flag-value", f"`{value}` is no value for `--{name}`: {reason}.", span)
    elif name == "chmod" and not _may_be_mode(value):
        yield Problem("flag-value", f"`{value}` is no mode; it has to be octal and at most 7777.", span)
    elif name == "device" and not value:
        yield Problem("flag-value", "`--device` needs the name of a device.", flag.span)
    elif name == "from" and flag.value.expansions:
        message = "`--from` takes no variable; define a stage with `FROM $… AS name` and copy from that name."
        yield Problem("flag-value", message, span)


def _choice_problems(flag: Flag, name: str, value: str) -> Iterator[Problem]:
    choices = _CHOICES[name]
    if value not in choices and flag.value is not None:
        suggestion = likeliest(value, choices)
        listed = ", ".join(f"`{choice}`" for choice in choices)
        message = f"`--{name}` takes one of {listed}, not `{value}`{did_you_mean(suggestion) or '.'}"
        yield Problem("flag-value", message, flag.value.span or flag.span, suggestion)


def _duration_problem(value: str) -> str | None:
    if not value:
        return None
    if _DURATION.fullmatch(value) is None:
        return "a duration is a number with a unit, such as `30s` or `1m30s`"
    total = sum(_nanoseconds(number, unit) for number, unit in _DURATION_PART.findall(value))
    if total > _LONGEST:
        return "it is too long"
    if total and (total < _SHORTEST or value.startswith("-")):
        return "it has to be at least `1ms`"
    return None


def _nanoseconds(number: str, unit: str) -> int:
    whole, _, fraction = number.partition(".")
    if len(whole) > len(str(_LONGEST)):
        return _LONGEST + 1
    return int(whole or 0) * _NANOSECONDS[unit] + int(float(f"0.{fraction[:18] or 0}") * _NANOSECONDS[unit])


def _retries_problem(value: str) -> str | None:
    if not value:
        return None
    if _WHOLE_NUMBER.fullmatch(value) is None:
        return "it has to be a whole number"
    if value.startswith("-") and value.strip("-0"):
        return "it cannot be negative"
    digits = value.lstrip("+-0")
    too_large = len(digits) > len(str(_LARGEST_RETRIES)) or int(digits or 0) > _LARGEST_RETRIES
    return "it is too large" if too_large else None


def _may_be_mode(value: str) -> bool:
    """Whether it may be a mode: octal digits, something symbolic, or a variable; nothing else is sure to be wrong."""
    if not value or any(mark in value for mark in "+-=$\"'\\`"):
        return True
    return (
        len(value.lstrip("0")) <= 4 and all(digit in "01234567" for digit in value) and int(value, 8) <= _LARGEST_MODE
    )
