"""Reads YAML, and JSON as a part of it, with the place of each value, for the sake of a few keys.

A file is read while it is typed, so nothing is ever refused: a line that makes no sense is left out, and the lines
around it are read all the same. Block and flow collections, quoted and plain scalars, comments, anchors, aliases and
merge keys are understood (https://yaml.org/spec/1.2.2/). Leaves out: all documents but the first, complex keys, tags,
and the text of block scalars; such a value is unknown. Whoever needs all of a file asks where something was left out.
"""

from __future__ import annotations

import re

from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import Span
from .placed_values import Listing, Node, Table, Text
from .quoted_texts import quoted_text

MOST_DEPTH = 60
"""Deeper nesting than this is left out."""

_SPACE = lazy_pattern(r"[ \t]*(?:#[^\r\n]*)?")
_BLANK = lazy_pattern(r"(?:[ \t\r\n]|(?:(?<![^\s])#[^\r\n]*))*")
_LINE_END = lazy_pattern(r"[^\r\n]*(?:\r\n?|\n|$)")
_PROPERTY = lazy_pattern(r"([&!])([^\s,\[\]{}]*)[ \t]*")
_ALIAS = lazy_pattern(r"\*([^\s,\[\]{}]+)")
_BLOCK_SCALAR = lazy_pattern(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)")
_PLAIN = lazy_pattern(r"(?![\[\]{},#&*!|>'\"%@`]|[-?](?:[ \t\r\n]|$))(?:(?!: |:[\r\n\t]|:$| #)[^\r\n])+")
_FLOW_PLAIN = lazy_pattern(r"(?!#)(?:(?!: |:[\r\n\t,\[\]{}]|:$| #)[^\r\n,\[\]{}])+")
_DASH = lazy_pattern(r"-(?=[ \t\r\n]|$)")
_COLON = lazy_pattern(r"[ \t]*:(?=[ \t\r\n]|$)")
_OTHER_DOCUMENT = lazy_pattern(r"(?:---|\.\.\.)(?=\s|$)")


def read_yaml(text: str) -> Node:
    """The first document of a file."""
    return read_with_gap(text)[0]


def read_with_gap(text: str) -> tuple[Node, int | None]:
    """The first document of a file, and the offset of the first text in it that was left out, if any was."""
    reader = _Reader(text)
    reader.skip_header()
    node = reader.block(-1, 0)
    reader.notice_rest()
    return node, reader.gap


class _Reader:
    """A place in the text, the anchors that were met, and the first place where something was left out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.anchors: dict[str, Node] = {}
        self.gap: int | None = None

    def skip_header(self) -> None:
        """Go behind a byte order mark, directives and the line that begins a document."""
        self.at = 1 if self.text.startswith("\ufeff") else 0
        self._to_content()
        while self.text.startswith("%", self.at):
            self._end_line()
            self._to_content()
        if self.text.startswith("---", self.at) and _OTHER_DOCUMENT.match(self.text, self.at):
            self.at += 3

    def notice_rest(self) -> None:
        """Take what stands behind the value of the document for left out."""
        self._to_content()
        if self.at < len(self.text):
            self._leave_out()

    def block(self, parent: int, depth: int) -> Node:
        """The value that begins with the next content, if that is indented further than ``parent``."""
        column = self._to_content()
        if column <= parent or depth > MOST_DEPTH or self._is_over():
            return None
        return self._value(column, parent, depth, may_hold_keys=True)

    def _value(self, column: int, parent: int, depth: int, *, may_hold_keys: bool) -> Node:
        """The value at the current place, which stands in ``column``."""
        if may_hold_keys and _DASH.match(self.text, self.at):
            return self._sequence(column, depth)
        if may_hold_keys and self._is_key():
            return self._mapping(column, depth)
        anchors = self._anchors()
        if not anchors or not self._is_line_over():
            value = self._scalar(parent, depth)
        else:
            value = self.block(parent, depth + 1) if may_hold_keys else self._nested(parent, depth)
        for anchor in anchors:
            self.anchors[anchor] = value
        return value

    def _nested(self, parent: int, depth: int) -> Node:
        """The value of a key with nothing behind it: what is indented further, or dashes right below the key."""
        column = self._to_content()
        if _DASH.match(self.text, self.at) and column == parent:
            return self._sequence(column, depth + 1)
        return self.block(parent, depth + 1)

    def _sequence(self, column: int, depth: int) -> Node:
        items: list[Node] = []
        while self._to_content() == column and not self._is_over() and (found := _DASH.match(self.text, self.at)):
            self.at = found.end()
            if self._is_line_over():
                items.append(self.block(column, depth + 1))
                continue
            self._skip_space()
            inner = self._column()
            items.append(self._value(inner, column, depth + 1, may_hold_keys=depth < MOST_DEPTH))
            self._end_value(column)
        return Listing(tuple(items))

    def _mapping(self, column: int, depth: int) -> Node:
        entries: list[tuple[Text, Node]] = []
        while (found := self._to_content()) >= column and not self._is_over():
            key = self._key() if found == column else None
            if key is None:
                # Half typed, or indented like nothing around it.
                self._leave_out()
                self._end_line()
                continue
            if self._is_line_over():
                value = self._nested(column, depth)
            else:
                self._skip_space()
                value = self._value(self._column(), column, depth + 1, may_hold_keys=False)
                self._end_value(column)
            _add(entries, key, value)
        return Table(tuple(entries))

    def _is_key(self) -> bool:
        before = self.at
        is_key = self._key() is not None
        self.at = before
        return is_key

    def _key(self) -> Text | None:
        """The key at the current place, which is then behind its colon."""
        before = self.at
        self._anchors()
        key = self._plain_or_quoted(_PLAIN)
        colon = None if key is None else _COLON.match(self.text, self.at)
        if colon is None or key is None:
            self.at = before
            return None
        self.at = colon.end()
        return key

    def _scalar(self, parent: int, depth: int) -> Node:
        if self.text[self.at : self.at + 1] in ("[", "{"):
            return self._flow(depth)
        if found := _ALIAS.match(self.text, self.at):
            return self._aliased(found)
        if _BLOCK_SCALAR.match(self.text, self.at):
            self._skip_value(parent)
            return None
        value = self._plain_or_quoted(_PLAIN)
        start = self.at
        if value is not None and self._goes_on(parent):
            # A scalar over several lines is nobody's name.
            self.at = start
            self._skip_value(parent)
            return None
        self.at = start
        return value

    def _goes_on(self, parent: int) -> bool:
        """Whether the next line is a continuation of a plain scalar."""
        if not self._is_line_over():
            return False
        self._end_line()
        line = _LINE_END.match(self.text, self.at)
        if line is None or not line[0].strip() or line[0].lstrip().startswith("#"):
            return False
        return self._to_content() > parent and not self._is_key() and not _DASH.match(self.text, self.at)

    def _plain_or_quoted(self, plain: re.Pattern[str]) -> Text | None:
        if self.text[self.at : self.at + 1] in ("'", '"'):
            quoted = quoted_text(self.text, self.at)
            if quoted is None:
                return None
            if "\n" in self.text[self.at : quoted[1]]:
                # How its lines are joined is left out.
                self._leave_out()
            self.at = quoted[1]
            return quoted[0]
        found = plain.match(self.text, self.at)
        if found is None or not found[0].strip():
            return None
        value = found[0].rstrip()
        self.at = found.start() + len(value)
        return Text(value, Span(found.start(), self.at))

    def _flow(self, depth: int) -> Node:
        """A list in brackets or a table in braces; what is not closed ends with the file."""
        closing = "]" if self.text[self.at] == "[" else "}"
        self.at += 1
        items: list[Node] = []
        entries: list[tuple[Text, Node]] = []
        while self._to_flow_content() and self.text[self.at] != closing:
            before = self.at
            key, value = self._flow_entry(depth)
            if key is not None and closing == "]":
                items.append(Table(((key, value),)))
            elif key is not None:
                _add(entries, key, value)
            elif self.at > before:
                items.append(value)
                if closing == "}":
                    self._leave_out()
            self._to_flow_content()
            if not self.text.startswith((",", closing), self.at):
                self._leave_out()
            if self.text[self.at : self.at + 1] == "," or self.at == before:
                self.at += 1
        if self.at >= len(self.text):
            self._leave_out()
        self.at += 1
        return Listing(tuple(items)) if closing == "]" else Table(tuple(entries))

    def _flow_entry(self, depth: int) -> tuple[Text | None, Node]:
        first = self._flow_value(depth)
        self._to_flow_content()
        if self.text[self.at : self.at + 1] != ":" or not isinstance(first, Text):
            return None, first
        self.at += 1
        self._to_flow_content()
        return first, self._flow_value(depth)

    def _flow_value(self, depth: int) -> Node:
        anchors = self._anchors()
        if self.text[self.at : self.at + 1] in ("[", "{"):
            value = self._flow(depth + 1) if depth < MOST_DEPTH else None
        elif found := _ALIAS.match(self.text, self.at):
            value = self._aliased(found)
        else:
            value = self._plain_or_quoted(_FLOW_PLAIN)
        for anchor in anchors:
            self.anchors[anchor] = value
        return value

    def _anchors(self) -> list[str]:
        """The anchors at the current place, which is then behind them and behind tags."""
        anchors: list[str] = []
        while found := _PROPERTY.match(self.text, self.at):
            if found[1] == "&":
                anchors.append(found[2])
            else:
                self._leave_out()
            self.at = found.end()
        return anchors

    def _aliased(self, alias: re.Match[str]) -> Node:
        if alias[1] not in self.anchors:
            self._leave_out()
        self.at = alias.end()
        return self.anchors.get(alias[1])

    def _to_flow_content(self) -> bool:
        found = _BLANK.match(self.text, self.at)
        self.at = self.at if found is None else found.end()
        return self.at < len(self.text)

    def _to_content(self) -> int:
        """Go to the next character that is no blank and in no comment; its column."""
        self._to_flow_content()
        return self._column()

    def _column(self) -> int:
        return self.at - max(self.text.rfind("\n", 0, self.at), self.text.rfind("\r", 0, self.at)) - 1

    def _is_over(self) -> bool:
        if self.at >= len(self.text):
            return True
        return self._column() == 0 and _OTHER_DOCUMENT.match(self.text, self.at) is not None

    def _skip_space(self) -> None:
        while self.text[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1

    def _is_line_over(self) -> bool:
        """Whether nothing but a comment stands before the end of the line."""
        found = _SPACE.match(self.text, self.at)
        return found is None or self.text[found.end() : found.end() + 1] in ("", "\r", "\n")

    def _end_line(self) -> None:
        found = _LINE_END.match(self.text, self.at)
        self.at = len(self.text) if found is None else max(found.end(), self.at)

    def _end_value(self, column: int) -> None:
        """Leave out what stands behind a value in its line and should not."""
        if self._column() > column and self.text[self.at - self._column() : self.at].strip():
            if not self._is_line_over():
                self._leave_out()
            self._end_line()

    def _leave_out(self) -> None:
        """Remember where the first text stands of which nothing is told."""
        if self.gap is None:
            self.gap = self.at

    def _skip_value(self, parent: int) -> None:
        """Leave out the rest of the line, and the lines that are indented further than ``parent``."""
        self._leave_out()
        self._end_line()
        while self.at < len(self.text):
            line = _LINE_END.match(self.text, self.at)
            if line is None or (line[0].strip() and len(line[0]) - len(line[0].lstrip(" ")) <= parent):
                return
            self.at = line.end()


def _add(entries: list[tuple[Text, Node]], key: Text, value: Node) -> None:
    """Add an entry; those of a merge key come first, since what is stated beside it counts more."""
    if key.value == "<<":
        entries[:0] = _merged(value)
    else:
        entries.append((key, value))


def _merged(value: Node) -> list[tuple[Text, Node]]:
    if isinstance(value, Table):
        return list(value.entries)
    if isinstance(value, Listing):
        return [entry for item in reversed(value.items) if isinstance(item, Table) for entry in item.entries]
    return []
