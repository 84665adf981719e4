"""An answer to a hover, and the question behind it."""

from __future__ import annotations

from ...diagnostics.engine import Analysis
from ...project.build_context import BuildContext
from ...semantics.program import Program
from ...semantics.step import Step
from ...syntax.dataclass import dataclass
from ...syntax.items import Instruction
from ...syntax.logical_text import Span


@dataclass(frozen=True, slots=True)
class Answer:
    """A text in Markdown about a span; of the document where :func:`hover` gives it, else of the item."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A place in an instruction: ``at`` counts code points from the start of item ``index``.

    ``instruction`` is the innermost one; behind ONBUILD, the deferred one.
    """

    analysis: Analysis
    index: int
    at: int
    item: Instruction
    instruction: Instruction

    @property
    def program(self) -> Program:
        """The program."""
        return self.analysis.program

    @property
    def context(self) -> BuildContext:
        """What a build is sent."""
        return self.analysis.surroundings.context

    @property
    def step(self) -> Step | None:
        """The step of the item; ``None`` before the first FROM."""
        return self.program.step_at(self.index)

    def is_in(self, span: Span) -> bool:
        """Whether the place is in a span, its end included: there the cursor stands behind the last letter."""
        return span.start <= self.at <= span.end and span.start < span.end


def told(span: Span, text: str) -> Answer | None:
    """An answer, unless there is nothing to say."""
    return Answer(span, text) if text else None


def line_of(program: Program, item: Instruction | None) -> int | None:
    """The 1-based line on which an instruction begins, or the one that holds it as deferred."""
    for index, found in enumerate(program.tree.items):
        if found is item or (isinstance(found, Instruction) and found.memo and found.nested is item):
            return program.tree.lines[index] + 1
    return None
