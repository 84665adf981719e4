"""The file that is to be converted, as recipes look at it: its blocks, its start command, what lies beside it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial

from ...diagnostics.engine import Analysis
from ...project.build_context import BuildContext
from ...semantics.file_effects import absolute_path
from ...semantics.stage import Stage
from ...semantics.start_command import start_command
from ...semantics.step import Step
from ...shell.invocation import Invocation
from ...syntax.bodies import From, Transfer, body_of
from ...syntax.dataclass import dataclass
from ...syntax.grammar import Keyword
from ...syntax.items import Instruction, Item
from ...syntax.words import Word
from ..java_runtimes import JavaRuntime

_VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w*)")


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """An instruction with the comments and blank lines above it.

    ``position`` is its place among the items of the stage, ``line`` its 1-based line in the file.
    """

    position: int
    line: int
    leading: tuple[Item, ...]
    step: Step

    @property
    def keyword(self) -> Keyword | None:
        """The keyword of the instruction as written, so that ONBUILD is ONBUILD."""
        return self.step.item.keyword

    @property
    def text(self) -> str:
        """The instruction as written, its line end included."""
        return self.step.item.text

    @property
    def above(self) -> str:
        """The comments and blank lines above it."""
        return "".join(item.text for item in self.leading)

    @property
    def transfer(self) -> Transfer | None:
        """What it copies, if it is a COPY or an ADD."""
        body = body_of(self.step.instruction)
        return body if isinstance(body, Transfer) else None

    def mentions(self, name: str) -> bool:
        """Whether it reads a variable, here or in its heredocs."""
        return any(found == name for found in _VARIABLE.findall(self.text))


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A file with one stage. ``blocks`` are its instructions behind FROM; ``trailing`` is what follows the last.

    ``java_runtime`` is what a program for the JVM is asked to run with.
    """

    analysis: Analysis
    stage: Stage
    first: Block
    blocks: tuple[Block, ...]
    trailing: tuple[Item, ...]
    java_runtime: JavaRuntime = JavaRuntime.JRE

    @property
    def context(self) -> BuildContext:
        """What lies beside the file."""
        return self.analysis.surroundings.context

    @property
    def escape(self) -> str:
        """The escape character in force."""
        return self.analysis.program.tree.escape

    @property
    def name(self) -> str | None:
        """The name that the stage has."""
        return self.stage.name

    @property
    def build_name(self) -> str:
        """What the new stage is called."""
        return "build" if (self.name or "").lower() != "build" else "builder"

    @property
    def workdir(self) -> str | None:
        """The working directory in which the container starts."""
        value = self.stage.final_state.workdir.value
        return posixpath.normpath(value) if value else None

    def keyword(self, name: str) -> str:
        """A keyword in the case that the file uses."""
        return name.lower() if self.first.step.item.keyword_text.islower() else name

    def runs(self) -> Iterator[Block]:
        """The RUN instructions."""
        return (block for block in self.blocks if block.keyword is Keyword.RUN)

    def transfers(self) -> Iterator[tuple[Block, Transfer]]:
        """The COPY and ADD instructions."""
        return ((block, block.transfer) for block in self.blocks if block.transfer is not None)

    def calls(self, *tools: str) -> Iterator[tuple[Block, Invocation]]:
        """The calls of tools in RUN instructions, in order."""
        return (
            (block, invocation)
            for block in self.runs()
            for invocation in block.step.invocations
            if invocation.tool in tools
        )

    def has_file(self, path: str) -> bool | None:
        """Whether a build gets to see a file of the context."""
        return self.context.is_sent(path)


def subject_of(analysis: Analysis, java_runtime: JavaRuntime = JavaRuntime.JRE) -> Subject:
    """The subject; the program has to have exactly one stage."""
    program = analysis.program
    (stage,) = program.stages
    start = program.starts[0]
    blocks: list[Block] = []
    leading: list[Item] = []
    for position, (item, step) in enumerate(zip(stage.items, stage.steps, strict=True)):
        if step is None or not isinstance(item, Instruction):
            leading.append(item)
            continue
        line = program.tree.lines[start + position] + 1
        blocks.append(Block(position, line, tuple(leading), step))
        leading = []
    return Subject(analysis, stage, blocks[0], tuple(blocks[1:]), tuple(leading), java_runtime)


def image_word(subject: Subject) -> Word | None:
    """The word behind FROM that names the image."""
    body = body_of(subject.first.step.instruction)
    return body.image if isinstance(body, From) else None


def start_words(subject: Subject) -> tuple[str, ...] | None:
    """The words of what a container runs, ENTRYPOINT and CMD together; ``None`` where only a shell or a run knows.

    Nothing at all gives no words.
    """
    started = start_command(subject.stage)
    words: list[str] = []
    for step in (started.entrypoint, started.command):
        if step is None:
            continue
        found = plain_words(step)
        if found is None:
            return None
        words.extend(found)
    return tuple(words)


def plain_words(step: Step) -> tuple[str, ...] | None:
    """The words of a CMD or ENTRYPOINT that needs no shell; a leading ``exec`` is left out."""
    script = step.commands
    if step.instruction.is_exec_form:
        values = [word.value for word in step.instruction.argument_words]
        return None if None in values else tuple(value for value in values if value is not None)
    if script is None or len(script.commands) != 1 or script.has_errors or script.separators:
        return None
    command = script.commands[0]
    if command.assignments or command.redirections or command.depth:
        return None
    found = [word.value for word in command.words]
    if any(value is None for value in found) or any(word.has_glob or word.has_braces for word in command.words):
        return None
    plain = [value for value in found if value is not None]
    return tuple(plain[1:] if plain[0] == "exec" else plain)


def directory_of(block: Block, invocation: Invocation) -> str | None:
    """The directory in which a RUN calls a tool, ``cd`` in front of it followed; ``None`` where it is not known."""
    folder = block.step.workdir.value
    resolve = partial(absolute_path)
    for call in block.step.invocations:
        if call.command.start >= invocation.command.start:
            break
        if call.tool == "cd" and call.operand_values:
            folder = resolve(folder, call.operand_values[0])
    return folder


def is_whole_context(block: Block) -> bool:
    """Whether a COPY or ADD takes everything that the context holds."""
    transfer = block.transfer
    if transfer is None or transfer.source_stage is not None:
        return False
    return any(block.step.evaluate(word) in (".", "./", "/", "*", "./*") for word in transfer.file_sources)


def destination_of(block: Block) -> str | None:
    """The absolute path that a COPY or ADD writes to."""
    transfer = block.transfer
    if transfer is None or transfer.destination is None:
        return None
    return absolute_path(block.step.workdir.value, block.step.evaluate(transfer.destination))


def sources_of(block: Block) -> tuple[str, ...] | None:
    """The sources of a COPY or ADD relative to the context, ``None`` where one is not known or is no file of it."""
    transfer = block.transfer
    if transfer is None or transfer.source_stage is not None:
        return None
    values = [block.step.evaluate(word) for word in transfer.file_sources]
    if len(transfer.file_sources) != len(transfer.sources):
        return None
    found = [_relative(value) for value in values if value is not None]
    return tuple(found) if len(found) == len(values) else None


def _relative(source: str) -> str:
    return posixpath.normpath(f"/{source}").lstrip("/") if source else source


def path_of(subject: Subject) -> tuple[str, ...]:
    """The folders in which the container looks for programs; nothing where that is not known."""
    binding = subject.stage.final_state.environment.get("PATH")
    value = None if binding is None else binding.value
    return tuple(value.split(":")) if value else ()
