"""What fixes change, as a unified diff that ``git apply`` and ``patch`` understand."""

from __future__ import annotations

from collections.abc import Iterator

from .style import Style


def difference(path: str, before: str, after: str, style: Style) -> Iterator[str]:
    """The lines of a diff, each with its own line end; colour only where a person reads."""
    from difflib import unified_diff

    shown = path.replace("\\", "/")
    lines = unified_diff(_lines(before), _lines(after), f"a/{shown}", f"b/{shown}")
    for line in lines:
        yield from _dressed(line, style)


def _lines(text: str) -> list[str]:
    """Lines as diff tools count them: they end at ``\\n`` alone."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _dressed(line: str, style: Style) -> Iterator[str]:
    body = line.removesuffix("\n")
    if line.startswith(("---", "+++")):
        yield style.bold(body) + "\n"
    elif line.startswith("@@"):
        yield style.paint(body, 36) + "\n"
    elif line.startswith("+"):
        yield style.paint(body, 32) + "\n"
    elif line.startswith("-"):
        yield style.paint(body, 31) + "\n"
    else:
        yield body + "\n"
    if body == line:
        yield "\\ No newline at end of file\n"
