"""What is asked: a place in an instruction, and what is known around it."""

from __future__ import annotations

from ...diagnostics.engine import Analysis
from ...diagnostics.rule import Surroundings
from ...semantics.environment import Environment
from ...semantics.program import Program
from ...semantics.stage import Stage
from ...semantics.state import BuildState
from ...semantics.step import Step
from ...syntax.dataclass import dataclass
from ...syntax.grammar import Keyword
from ..cursor import InInstruction


@dataclass(frozen=True, slots=True)
class Request:
    """A place in an instruction of an analysed document."""

    analysis: Analysis
    place: InInstruction

    @property
    def program(self) -> Program:
        """The program as it stands, the half-typed instruction included."""
        return self.analysis.program

    @property
    def surroundings(self) -> Surroundings:
        """What is known beside the file."""
        return self.analysis.surroundings

    @property
    def step(self) -> Step | None:
        """The step that is being written; ``None`` before the first FROM."""
        return self.program.step_at(self.place.index)

    @property
    def position(self) -> int | None:
        """The position of the stage that the place is in."""
        return self.program.stage_at(self.place.index)

    @property
    def stage(self) -> Stage | None:
        """The stage that the place is in."""
        return None if self.position is None else self.program.stages[self.position]

    @property
    def state(self) -> BuildState | None:
        """What holds before the instruction; ``None`` before the first FROM."""
        return None if self.step is None else self.step.before

    @property
    def environment(self) -> Environment:
        """The variables that the instruction sees."""
        state = self.state
        if state is None or self.place.keyword is Keyword.FROM:
            return self.program.global_arguments
        return state.environment

    @property
    def image_name(self) -> str | None:
        """The familiar name of the image that the stage is built on in the end."""
        stage = self.stage
        if stage is None:
            return None
        reference = stage.chain[-1].base.image
        return None if reference is None else reference.official_content or reference.familiar_name
