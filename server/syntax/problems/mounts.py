"""Problems of ``RUN --mount``: its type, its options, their values and which of them go together.

Source: https://docs.docker.com/reference/dockerfile/#run---mount. Options are judged in the order written, as BuildKit
does: ``required`` before ``type=secret`` is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..flags import Flag, MountOption
from ..lazy_pattern import lazy_pattern
from ..logical_text import Span
from .problem import Problem, did_you_mean, likeliest

_TYPES = ("bind", "cache", "tmpfs", "secret", "ssh")
_SHARING = ("shared", "private", "locked")
_FLAGS = ("readonly", "ro", "readwrite", "rw", "required")
_OPTIONS = (
    *("type", "from", "source", "src", "target", "dst", "destination"),
    *("readonly", "ro", "readwrite", "rw", "required", "id", "sharing", "size", "mode", "uid", "gid", "env"),
)
_SYNONYMS = {"src": "source", "dst": "target", "destination": "target", "ro": "readonly", "rw": "readwrite"}
_OWNERSHIP = ("mode", "uid", "gid")
_BOOLEANS = ("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False")
"""What Go's ``strconv.ParseBool`` takes."""

_SIZE = lazy_pattern(r"\d+(?:\.\d*)?\s?(?:[kmgtp]i?b?|b)?", re.IGNORECASE | re.ASCII)
_OCTAL, _DECIMAL = re.compile(r"[0-7]+"), re.compile(r"[0-9]+")
_ROOT = lazy_pattern(r"(?:/+\.{0,2})+")
_LARGEST_ID = 2**32 - 1


def mount_problems(flag: Flag) -> Iterator[Problem]:
    """What BuildKit refuses in one ``--mount`` flag that has a value."""
    if flag.value is None:
        return
    if not flag.value.text:
        yield Problem("malformed-mount", "`--mount` needs options, such as `type=cache,target=/path`.", flag.span)
        return
    if _is_broken_csv(flag.value.text):
        message = "A double quote in the options of a mount has to enclose a whole option."
        yield Problem("malformed-mount", message, flag.value.span)
        return
    mount_type: str | None = "bind"
    given: dict[str, MountOption] = {}
    for option in flag.mount_options:
        problem = _option_problem(option, mount_type, flag.span)
        if problem is not None:
            yield problem
            continue
        given[_SYNONYMS.get(option.key, option.key)] = option
        if option.key == "type":
            mount_type = None if _is_open(option) else (option.value or "").lower()
    if mount_type is not None:
        yield from _combination_problems(mount_type, given, flag)


def _option_problem(option: MountOption, mount_type: str | None, whole: Span) -> Problem | None:
    key = option.key
    if key not in _OPTIONS:
        suggestion = likeliest(key, _OPTIONS) if key else None
        if not key:
            return Problem("malformed-mount", "An option is missing between two commas.", option.span)
        message = f"`{key}` is not an option of a mount{did_you_mean(suggestion) or '.'}"
        return Problem("unknown-mount-option", message, option.key_span, suggestion)
    if option.value is None and key not in _FLAGS:
        return Problem("malformed-mount", f"`{key}` needs a value: `{key}=…`.", option.span)
    if mount_type is not None and key == "required" and mount_type not in ("secret", "ssh"):
        return _misplaced(option, f"`required` says nothing for a mount of type {mount_type}")
    if mount_type is not None and key == "size" and mount_type != "tmpfs":
        return _misplaced(option, f"`size` says nothing for a mount of type {mount_type}")
    if key == "from" and "$" in (option.value or "")[:-1]:
        message = "`from` takes no variable; define a stage with `FROM $… AS name` and mount from that name."
        return Problem("mount-option-value", message, _value_span(option, whole))
    if option.value is None or _is_open(option):
        return None
    return _value_problem(option, whole)


def _misplaced(option: MountOption, reason: str) -> Problem:
    return Problem("misplaced-mount-option", f"{reason}, and `type` has to come first.", option.span)


def _value_problem(option: MountOption, whole: Span) -> Problem | None:
    key, value = option.key, option.value or ""
    span = _value_span(option, whole)
    match _SYNONYMS.get(key, key):
        case "type" | "sharing":
            choices = _TYPES if key == "type" else _SHARING
            if value.lower() in choices:
                return None
            suggestion = likeliest(value, choices)
            code = "unknown-mount-type" if key == "type" else "mount-option-value"
            listed = ", ".join(f"`{choice}`" for choice in choices)
            message = f"`{value}` is no {key} of a mount; it is one of {listed}{did_you_mean(suggestion) or '.'}"
            return Problem(code, message, span, suggestion)
        case "readonly" | "readwrite" | "required":
            is_valid, expected = value in _BOOLEANS, "`true` or `false`"
        case "size":
            is_valid, expected = _SIZE.fullmatch(value) is not None, "a size such as `64m`"
        case "mode":
            is_valid = _OCTAL.fullmatch(value) is not None and len(value.lstrip("0")) <= 11
            expected = "an octal number"
        case "uid" | "gid":
            is_valid = _DECIMAL.fullmatch(value) is not None and len(value) < 20 and int(value) <= _LARGEST_ID
            expected = "a number"
        case _:
            return None
    return None if is_valid else Problem("mount-option-value", f"`{key}` takes {expected}, not `{value}`.", span)


def _combination_problems(mount_type: str, given: dict[str, MountOption], flag: Flag) -> Iterator[Problem]:
    for key in _OWNERSHIP:
        if key in given and mount_type in ("bind", "tmpfs"):
            message = f"`{key}` is not allowed in a mount of type {mount_type}."
            yield Problem("misplaced-mount-option", message, given[key].span)
    sharing = given.get("sharing")
    if sharing is not None and mount_type != "cache":
        yield Problem("misplaced-mount-option", "`sharing` belongs to mounts of type cache only.", sharing.span)
    if mount_type == "secret":
        yield from _secret_problems(given, flag)
    target = given.get("target")
    if target is None or mount_type not in ("bind", "cache", "tmpfs") or _is_open(target):
        return
    if _ROOT.fullmatch(target.value or "") is not None:
        yield Problem("mount-option-value", "Nothing can be mounted over the root directory.", target.span)


def _secret_problems(given: dict[str, MountOption], flag: Flag) -> Iterator[Problem]:
    origin = given.get("from")
    if origin is not None and origin.value:
        yield Problem("misplaced-mount-option", "A secret does not come from a stage; drop `from`.", origin.span)
    named = [given[key] for key in ("id", "source") if key in given and given[key].value]
    if len(named) == 2:
        yield Problem("misplaced-mount-option", "`id` and `source` are the same for a secret; give one.", named[1].span)
    if not named and not (given.get("target") and given["target"].value):
        yield Problem("malformed-mount", "A secret needs an `id`, a `source` or a `target`.", flag.span)


def _is_open(option: MountOption) -> bool:
    """Whether the value depends on a variable, or has quotes that would have to be taken away first."""
    word = option.value_word
    return word is not None and (word.value is None or word.value != word.text)


def _value_span(option: MountOption, whole: Span) -> Span:
    return option.span if option.value_word is None or not option.value else option.value_word.span or whole


def _is_broken_csv(text: str) -> bool:
    """Whether Go's ``encoding/csv`` refuses it: a quote inside a bare field, or text behind a closing one."""
    if '"' not in text:
        return False
    return re.fullmatch(r'(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*', text) is None
