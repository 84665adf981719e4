"""Which characters of an instruction stand inside quotes or braces, where white space counts.

Promises: in doubt a character counts as quoted: what is never closed reaches to the end. Knows the quoting of POSIX
shells with nested substitutions; what quotes mean in other languages differs only in what is quoted beyond that.
"""

from __future__ import annotations

_CLOSING = {"'": "'", '"': '"', "`": "`", "{": "}"}


def quoted_places(text: str, escape: str) -> bytearray:
    """One for each character that has a quote open before it, else zero; one more for the end of the text."""
    places = bytearray(len(text) + 1)
    open_: list[str] = []
    at = 0
    while at < len(text):
        places[at] = _is_quoted(open_)
        character = text[at]
        innermost = open_[-1] if open_ else "("
        if innermost == "'":
            if character == "'":
                open_.pop()
        elif character == escape or character == "\\":
            at += 1
            if at < len(text):
                places[at] = 1
        elif character == _CLOSING.get(innermost) or (character == ")" and innermost == "(" and open_):
            open_.pop()
        elif text.startswith("${", at):
            open_.append("{")
            at += 1
            places[at] = 1
        elif text.startswith("$(", at):
            open_.append("(")
            at += 1
            places[at] = 1
        elif character in "'\"`" and not (innermost == '"' and character == "'"):
            open_.append(character)
        elif character == "(" and innermost == "(":
            open_.append("(")
        at += 1
    places[len(text)] = _is_quoted(open_)
    return places


def _is_quoted(open_: list[str]) -> bool:
    """Whether white space counts: only in a substitution it does not, whatever is around it."""
    return bool(open_) and open_[-1] != "("
