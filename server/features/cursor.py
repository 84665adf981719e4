"""What stands to the left of a place in a Dockerfile, read as if the file ended there.

A half-typed instruction can only be understood by what is already written; what follows would mislead. So the text of
the item up to the place is read anew, which costs next to nothing. Promises: never raises. Leaves out: what may follow.
"""

from __future__ import annotations

from ..semantics.program import Program
from ..syntax.cached import cached_property
from ..syntax.dataclass import dataclass
from ..syntax.flags import Flag, read_flags
from ..syntax.grammar import Keyword
from ..syntax.heredoc import Heredoc
from ..syntax.items import BlankLine, Comment, Directive, Instruction, join_lines
from ..syntax.logical_text import Span
from ..syntax.whitespace import SEPARATORS, SPACES


@dataclass(frozen=True, slots=True)
class InBlank:
    """On a line with nothing to the left; ``index`` is the item on whose line it is, or the number of items."""

    index: int


@dataclass(frozen=True, slots=True)
class InComment:
    """In a comment: ``text`` is the comment up to the place, number sign included, and ``start`` where it begins.

    ``is_header`` says whether a parser directive could stand here.
    """

    index: int
    start: int
    text: str
    is_header: bool


@dataclass(frozen=True, slots=True)
class InHeredoc:
    """In the body of a heredoc or on the line that ends it; ``start`` is where the item begins."""

    index: int
    start: int
    item: Instruction
    heredoc: Heredoc


@dataclass(frozen=True)
class InInstruction:
    """In an instruction. ``item`` is what is written of it so far, ``whole`` all of it; ``offset`` is the place."""

    index: int
    start: int
    offset: int
    whole: Instruction
    item: Instruction

    @cached_property
    def instruction(self) -> Instruction:
        """The innermost instruction that has a keyword, which behind ONBUILD is the deferred one."""
        nested = self.item.nested
        return self.item if nested is None else nested

    @property
    def keyword(self) -> Keyword | None:
        """The keyword of :attr:`instruction`."""
        return self.instruction.keyword

    @cached_property
    def text(self) -> str:
        """The instruction up to the place, in one line; the indentation of a line that is still empty included."""
        line = self.instruction.line.text
        return line + self._last_line if self.is_on_blank_line else line

    @property
    def _last_line(self) -> str:
        return self.item.text[self.item.text.rfind("\n") + 1 :]

    @property
    def is_on_blank_line(self) -> bool:
        """Whether the instruction goes on at the place, on a line with nothing to the left."""
        return "\n" in self.item.text and not self._last_line.strip(SPACES)

    @cached_property
    def word_start(self) -> int:
        """Where in :attr:`text` the word that is being written begins; white space alone separates words."""
        at = len(self.text)
        while at and self.text[at - 1] not in SEPARATORS:
            at -= 1
        return at

    @property
    def word(self) -> str:
        """The word that is being written, up to the place."""
        return self.text[self.word_start :]

    @property
    def is_first_word(self) -> bool:
        """Whether the item has no other word before the place."""
        return len(self.item.line.text.split()) <= 1 and not self.item.line.text[-1:].isspace()

    @property
    def is_in_keyword(self) -> bool:
        """Whether it is the keyword that is being written."""
        return not self.text[: self.word_start].strip(SPACES)

    @cached_property
    def _flags_and_arguments(self) -> tuple[tuple[Flag, ...], int]:
        keyword_end = len(self.instruction.keyword_text)
        written = self.instruction.line.slice(0, self.word_start)
        found = read_flags(written, keyword_end, self.instruction.escape)
        return found.flags, found.rest

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags that are complete."""
        return self._flags_and_arguments[0]

    @property
    def arguments_start(self) -> int:
        """Where in :attr:`text` the arguments begin."""
        return min(self._flags_and_arguments[1], len(self.text))

    @property
    def may_be_flag(self) -> bool:
        """Whether the word that is being written stands where a flag can."""
        return not self.text[self.arguments_start : self.word_start].strip(SPACES)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The complete words among the arguments."""
        return tuple(self.text[self.arguments_start : self.word_start].split())

    @property
    def is_escaping(self) -> bool:
        """Whether the character to the left is an escape character that waits for the next one."""
        written = self.item.text
        return (len(written) - len(written.rstrip(self.item.escape))) % 2 == 1

    def replaced(self, length: int) -> Span:
        """Where the last ``length`` characters of :attr:`text` are written in the document."""
        if not length:
            return Span(self.offset, self.offset)
        return Span(self.start + self.instruction.line.source(len(self.text) - length), self.offset)


Place = InBlank | InComment | InHeredoc | InInstruction


def place_at(program: Program, offset: int) -> Place:
    """What kind of place an offset of the document is."""
    tree = program.tree
    offset = max(0, min(offset, len(tree.text)))
    index = tree.index_at_line(tree.source.line_of(offset))
    if index < 0:
        return InBlank(0)
    item, start = tree.items[index], tree.start(index)
    before = item.text[: offset - start]
    match item:
        case Instruction():
            return _in_instruction(index, start, offset, item)
        case _ if before.endswith("\n"):
            return InBlank(index + 1)
        case BlankLine():
            return InBlank(index)
        case Comment() | Directive():
            sign = item.text.index("#")
            if len(before) <= sign:
                return InBlank(index)
            is_header = isinstance(item, Directive) or index < tree.header
            return InComment(index, start + sign, before[sign:], is_header)


def _in_instruction(index: int, start: int, offset: int, whole: Instruction) -> Place:
    at = offset - start
    before = whole.text[:at]
    # Where the file ends with the line that opens a heredoc, the body begins and ends right behind it.
    is_behind_opening = at == whole.head_length and not before.endswith("\n")
    for heredoc in () if is_behind_opening else whole.heredocs:
        end = heredoc.body.end if heredoc.terminator is None else heredoc.terminator.end
        if heredoc.body.start <= at <= end:
            return InHeredoc(index, start, whole, heredoc)
    # A character put behind what is written tells whether it would still belong to the instruction.
    if before.endswith("\n") and join_lines(f"{before}x", whole.escape, whole.skipped).length <= at:
        return InBlank(index + 1)
    if whole.heredocs and at > whole.head_length:
        return InBlank(index + 1)
    last_line = before.rfind("\n") + 1
    comment = before[last_line:].lstrip(SPACES)
    if last_line and comment.startswith("#"):
        return InComment(index, offset - len(comment), comment, False)
    item = Instruction(before, whole.escape, at, (), 0, min(whole.skipped, at))
    return InInstruction(index, start, offset, whole, item)


def open_quote(text: str, escape: str) -> str:
    """The quote that is still open at the end of a text, if one is."""
    quote = ""
    at = 0
    while at < len(text):
        character = text[at]
        if character == escape and quote != "'":
            at += 1
        elif quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        at += 1
    return quote
