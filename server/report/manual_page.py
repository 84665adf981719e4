"""A rule's manual page for the terminal: the very text of the site, wrapped, with the examples drawn as they stand."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from ..diagnostics.finding import Severity
from ..diagnostics.pages import page_of
from ..diagnostics.rule import Rule
from ..syntax.lazy_pattern import lazy_pattern
from .style import Style

_FENCE = lazy_pattern(r"```(?P<info>.*)")
_CODE = lazy_pattern(r"`([^`]+)`")
_ITEM = lazy_pattern(r"(?:[-*]|[0-9]+\.) ")
_NO_BREAK = "\u00a0"
_LABELS = {"bad": "Bad", "fixed": "Fixed", "good": "Good"}


def manual_page(rule: Rule, style: Style) -> Iterator[str]:
    """The page's lines, without line ends."""
    title, *body = textwrap.dedent(rule.documentation or "").strip().split("\n")
    yield f"{style.bold(rule.id)}: {title}"
    yield style.dim(", ".join(_traits(rule)))
    yield from _body(body, rule.severity, style)
    if rule.options:
        yield ""
        yield style.bold("Options")
        for option in rule.options:
            yield from _paragraph([f"- `{option.name}`: {option.meaning}"], style)
    names = [(tool, names) for tool, names in rule.also_known_as.items() if names]
    if names:
        yield ""
        yield style.bold("In other tools")
        width = max(len(tool) for tool, _ in names)
        for tool, known in names:
            yield f"  {tool:<{width}}  {', '.join(known)}"
    yield ""
    yield style.dim(page_of(rule))


def _traits(rule: Rule) -> Iterator[str]:
    yield rule.severity.value
    yield rule.category.value.replace("-", " ")
    if rule.is_preview:
        yield "preview"
    elif rule.is_default:
        yield "on by default"
    else:
        yield f"on in {' and '.join(rule.profiles)}" if rule.profiles else "off by default"
    yield "no fix" if rule.fix is None else f"{rule.fix.value} fix"
    yield f"since {rule.since}"


def _body(lines: list[str], severity: Severity, style: Style) -> Iterator[str]:
    paragraph: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        fence = _FENCE.fullmatch(line)
        if fence is None and line.strip() and not line.startswith("#") and not _ITEM.match(line):
            paragraph.append(line.strip())
            at += 1
            continue
        yield from _paragraph(paragraph, style)
        paragraph = []
        if fence is not None:
            end = next((index for index in range(at + 1, len(lines)) if lines[index] == "```"), len(lines))
            yield from _example(fence.group("info"), lines[at + 1 : end], severity, style)
            at = end
        elif line.startswith("#"):
            yield style.bold(line.lstrip("# "))
        elif line.strip():
            paragraph = [line.strip()]
        else:
            yield ""
        at += 1
    yield from _paragraph(paragraph, style)


def _paragraph(lines: list[str], style: Style) -> Iterator[str]:
    if not lines:
        return
    text = " ".join(lines)
    item = _ITEM.match(text)
    if item is not None:
        # A long address must not leave its bullet alone on a line.
        text = text[: item.end() - 1] + _NO_BREAK + text[item.end() :]
    for line in style.wrapped(text, "  " if item is None else "    ", "  "):
        yield _CODE.sub(lambda match: style.paint(match.group(), 36), line.replace(_NO_BREAK, " "))


def _example(info: str, lines: list[str], severity: Severity, style: Style) -> Iterator[str]:
    """An example with a bar beside it, as wide as it is: breaking a Dockerfile's lines would change it."""
    words = info.split()
    label = _LABELS.get(words[1], "") if len(words) > 1 else ""
    if label:
        options = f" ({', '.join(words[2:])})" if len(words) > 2 else ""
        yield style.dim(f"  {label}{options}")
    bar = style.dim(style.drawn("│"))
    for line in lines:
        is_mark = label == "Bad" and re.match(r"# *\^", line) is not None
        yield f"  {bar} {style.by_severity(severity, line) if is_mark else line}".rstrip()
