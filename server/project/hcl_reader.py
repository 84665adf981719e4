"""Reads HCL as far as Bake files need it: blocks and attributes, with the place of each value.

Literal texts, lists and objects are values; all other expressions, templates with variables among them, are unknown
(https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md). A file is read while it is typed, so nothing is ever
refused: what makes no sense is left out up to the end of its line.
"""

from __future__ import annotations

import re

from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import Span
from .placed_values import Listing, Node, Table, Text
from .quoted_texts import quoted_text

MOST_DEPTH = 60

_BLANK = lazy_pattern(r"(?:\s|#[^\n]*|//[^\n]*|/\*.*?(?:\*/|$))*", re.DOTALL)
_SPACE = lazy_pattern(r"(?:[ \t]|/\*[^\n]*?\*/)*")
_NAME = lazy_pattern(r"[^\W\d][\w-]*")
_HEREDOC = lazy_pattern(r"<<-?([^\W\d][\w-]*)[^\n]*\n")
_TEMPLATE = lazy_pattern(r"(?<!\$)\$\{|(?<!%)%\{")
_TO_LINE_END = lazy_pattern(r"[^\n]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A block such as ``target "app" { … }`` with the attributes in it."""

    kind: str
    labels: tuple[Text, ...]
    attributes: Table


def read_hcl(text: str) -> tuple[Block, ...]:
    """The blocks of a file; those in other blocks follow them, since a brace may not be typed yet."""
    blocks: list[Block] = []
    _Reader(text).body(blocks, 0)
    return tuple(blocks)


class _Reader:
    """A place in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 1 if text.startswith("\ufeff") else 0

    def body(self, blocks: list[Block], depth: int) -> Table:
        """Attributes and blocks up to a closing brace, or to the end of the file."""
        entries: list[tuple[Text, Node]] = []
        while self._to_content() and not self._takes("}"):
            name = self._name()
            if name is None:
                self._skip_line()
                continue
            labels = self._labels()
            if self._takes("="):
                self._skip_space()
                entries.append((name, self._expression(depth)))
            elif self._takes("{") and depth < MOST_DEPTH:
                inner: list[Block] = []
                blocks.append(Block(name.value, labels, self.body(inner, depth + 1)))
                blocks += inner
            else:
                self._skip_line()
        return Table(tuple(entries))

    def _labels(self) -> tuple[Text, ...]:
        labels: list[Text] = []
        while True:
            self._skip_space()
            label = self._quoted() if self.text.startswith('"', self.at) else self._name()
            if label is None:
                return tuple(labels)
            labels.append(label)

    def _expression(self, depth: int) -> Node:
        """A value; unknown if more follows it before its line or its place in a list ends."""
        value = self._primary(depth)
        self._skip_space()
        if self._is_ended():
            return value
        self._skip_expression()
        return None

    def _primary(self, depth: int) -> Node:
        if self.text.startswith('"', self.at):
            return self._quoted()
        if self.text.startswith("[", self.at) and depth < MOST_DEPTH:
            return self._list(depth + 1)
        if self.text.startswith("{", self.at) and depth < MOST_DEPTH:
            return self._object(depth + 1)
        return None

    def _quoted(self) -> Text | None:
        """A text in quotes; ``None`` for one with a template, which is gone past, and for one that does not end."""
        found = quoted_text(self.text, self.at)
        if found is None or "\n" in self.text[self.at : found[1]]:
            ending = _TO_LINE_END.match(self.text, self.at)
            self.at = self.at + 1 if ending is None else ending.end()
            return None
        text, end = found
        written = self.text[text.span.start : text.span.end]
        if _TEMPLATE.search(written):
            self._skip_template()
            return None
        self.at = end
        return text

    def _skip_template(self) -> None:
        """Go past a text with templates, in which quotes may stand."""
        self.at += 1
        depth = 0
        while self.at < len(self.text) and self.text[self.at] != "\n":
            if self.text.startswith(("${", "%{"), self.at):
                depth += 1
                self.at += 2
                continue
            letter = self.text[self.at]
            self.at += 2 if letter == "\\" else 1
            if letter == "}" and depth:
                depth -= 1
            elif letter == '"' and not depth:
                return

    def _list(self, depth: int) -> Node:
        self.at += 1
        items: list[Node] = []
        while self._to_content() and not self._takes("]"):
            before = self.at
            items.append(self._expression(depth))
            self._to_content()
            if not self._takes(",") and self.at == before:
                self.at += 1
        return Listing(tuple(items))

    def _object(self, depth: int) -> Node:
        self.at += 1
        entries: list[tuple[Text, Node]] = []
        while self._to_content() and not self._takes("}"):
            before = self.at
            key = self._quoted() if self.text.startswith('"', self.at) else self._name()
            self._skip_space()
            if self._takes("=") or self._takes(":"):
                self._skip_space()
                value = self._expression(depth)
                if key is not None:
                    entries.append((key, value))
            else:
                self._skip_expression()
            self._to_content()
            if not self._takes(",") and self.at == before:
                self.at += 1
        return Table(tuple(entries))

    def _is_ended(self) -> bool:
        return self.text[self.at : self.at + 1] in ("", "\n", "\r", ",", "]", "}", "#") or self.text.startswith(
            "//", self.at
        )

    def _skip_expression(self) -> None:
        """Go to the end of an expression, past the brackets in it."""
        depth = 0
        while self.at < len(self.text):
            letter = self.text[self.at]
            if letter == '"':
                self._skip_template()
                continue
            if found := _HEREDOC.match(self.text, self.at):
                ending = re.compile(rf"^[ \t]*{re.escape(found[1])}[ \t\r]*$", re.MULTILINE).search(
                    self.text, found.end()
                )
                self.at = len(self.text) if ending is None else ending.end()
                continue
            if not depth and letter in "\n,]})":
                return
            depth += (letter in "([{") - (letter in ")]}")
            self.at += 1

    def _name(self) -> Text | None:
        found = _NAME.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return Text(found[0], Span(*found.span()))

    def _takes(self, sign: str) -> bool:
        if not self.text.startswith(sign, self.at):
            return False
        self.at += 1
        return True

    def _to_content(self) -> bool:
        found = _BLANK.match(self.text, self.at)
        self.at = self.at if found is None else found.end()
        return self.at < len(self.text)

    def _skip_space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = self.at if found is None else found.end()

    def _skip_line(self) -> None:
        found = _TO_LINE_END.match(self.text, self.at)
        self.at = len(self.text) if found is None else min(found.end() + 1, len(self.text))
