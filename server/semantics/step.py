"""A step: an instruction in its place, with the state before it and what its stage is.

Steps are what most rules look at. The answers of a step depend on nothing in the file but what it holds, so one that
an edit did not touch keeps its findings. Reads of variables go through :meth:`Step.binding` and are remembered, so that
a changed variable re-checks only the steps that asked for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import Any

from ..images.facts import BaseImageFacts
from ..shell.dialect import Dialect
from ..shell.invocation import Invocation, invocations
from ..shell.script import Script
from ..syntax.cached import cached_property
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction
from ..syntax.words import Word
from .environment import Binding
from .evaluation import evaluate
from .image_use import ImageUse
from .scripts import StepScript, script_of
from .state import BuildState, Setting, ShellSetting


class StageRole(Enum):
    """What a stage is for, as far as the file says: the last stage is the one that is shipped."""

    SHIPPED = "shipped"
    FEEDS = "feeds a shipped stage"
    APART = "nothing shipped needs it"
    UNCERTAIN = "an argument of the build may need it"


@dataclass(frozen=True, slots=True)
class StageTraits:
    """What holds for every step of a stage."""

    name: str | None
    role: StageRole
    facts: BaseImageFacts
    base: ImageUse
    is_only: bool
    is_in_image: bool = False
    """Whether its layers are part of the image that is built by default: the last stage and those it begins from."""

    @property
    def is_shipped(self) -> bool:
        """Whether its files are part of the image that is built by default."""
        return self.role is StageRole.SHIPPED


class Neighbour(Enum):
    """An instruction beside another one."""

    PREVIOUS = 0
    NEXT = 1


def _nothing_known() -> dict[str, Any]:
    return {}


def _nothing_read() -> dict[str, Binding | None]:
    # Steps are many, and calling ``dict[...]`` takes several times as long.
    return {}


def _nobody_asked() -> set[Neighbour]:
    return set()


@dataclass(frozen=True, eq=False)
class Step:
    """An instruction and what holds where it stands.

    ``item`` is the instruction as written; ``instruction`` is the one that rules look at, which for ONBUILD is the
    deferred one. ``neighbours`` are the instructions before and behind it in the stage; only a step that was asked for
    one of them becomes a new one when that changes.
    """

    item: Instruction
    before: BuildState = field(repr=False)
    traits: StageTraits = field(repr=False)
    images: tuple[ImageUse, ...] = field(default=(), repr=False)
    neighbours: tuple[Instruction | None, Instruction | None] = field(default=(None, None), repr=False)
    reads: dict[str, Binding | None] = field(default_factory=_nothing_read, repr=False)
    asked_neighbours: set[Neighbour] = field(default_factory=_nobody_asked, repr=False)
    """Which of its neighbours it was asked for."""
    memo: dict[str, Any] = field(default_factory=_nothing_known, repr=False)
    """What was computed from this step alone, kept as long as it lives."""

    @property
    def previous(self) -> Instruction | None:
        """The instruction before it in the stage."""
        self.asked_neighbours.add(Neighbour.PREVIOUS)
        return self.neighbours[0]

    @property
    def next(self) -> Instruction | None:
        """The instruction behind it in the stage."""
        self.asked_neighbours.add(Neighbour.NEXT)
        return self.neighbours[1]

    @property
    def is_deferred(self) -> bool:
        """Whether it stands behind ONBUILD and runs in another build."""
        return self.item.keyword is Keyword.ONBUILD

    @cached_property
    def instruction(self) -> Instruction:
        """The instruction to look at."""
        return self.item.nested or self.item

    @property
    def keyword(self) -> Keyword | None:
        """The keyword of :attr:`instruction`."""
        return self.instruction.keyword

    def binding(self, name: str) -> Binding | None:
        """What ``$name`` means before this step; ``None`` if nothing known defines it."""
        if name not in self.reads:
            self.reads[name] = self.before.environment.get(name)
        return self.reads[name]

    def value_of(self, name: str) -> str | None:
        """The value of a variable before this step; ``None`` if it is undefined or unknown."""
        binding = self.binding(name)
        return None if binding is None else binding.value

    def evaluate(self, word: Word) -> str | None:
        """The value of a word of this step; ``None`` where it is not known."""
        return evaluate(word, self.binding, is_complete=self.before.environment.is_complete)

    @property
    def user(self) -> Setting:
        """The user that runs this step."""
        return self.before.user

    @property
    def workdir(self) -> Setting:
        """The working directory of this step."""
        return self.before.workdir

    @property
    def shell(self) -> ShellSetting:
        """The shell that runs this step's shell form."""
        return self.before.shell

    @cached_property
    def script(self) -> StepScript | None:
        """What it runs, if it runs something."""
        return script_of(self.instruction, self.before.shell.dialect)

    @property
    def commands(self) -> Script | None:
        """The commands it runs, where its shell is a POSIX one (or it is an exec form)."""
        return None if self.script is None else self.script.script

    @property
    def dialect(self) -> Dialect:
        """The language of its script."""
        return self.before.shell.dialect if self.script is None else self.script.dialect

    @cached_property
    def invocations(self) -> tuple[Invocation, ...]:
        """The known tools that it calls, package lists in variables followed."""
        if self.script is None:
            return ()
        return invocations(self.script.script, self._script_variables())

    def _script_variables(self) -> Mapping[str, str | None]:
        script = self.script
        if script is None or "$" not in script.script.text.text:
            return {}
        names = {use.name for command in script.script.commands for word in command.words for use in word.variables}
        return {name: self.value_of(name) for name in sorted(names) if self.binding(name) is not None}
