"""The state before and after each instruction: variables, user, working directory and shell."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from ..images.facts import BaseImageFacts
from ..shell.dialect import Dialect, dialect_of_exec_words
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.words import KeyValue, Word
from .environment import Binding, BindingKind, Environment, predefined
from .evaluation import evaluate

_DRIVE = lazy_pattern(r"[A-Za-z]:[\\/]?|[\\/]")


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that an instruction sets for those behind it; ``None`` where it is not known.

    ``instruction`` is the one that set it, ``None`` where it comes from the base image.
    """

    value: str | None
    instruction: Instruction | None = None


@dataclass(frozen=True, slots=True)
class ShellSetting:
    """The words that run a shell form, and the dialect they mean."""

    words: tuple[str, ...] | None
    dialect: Dialect
    instruction: Instruction | None = None


@dataclass(frozen=True, slots=True)
class BuildState:
    """What holds between two instructions of a stage."""

    environment: Environment
    user: Setting
    workdir: Setting
    shell: ShellSetting

    def evaluate(self, word: Word) -> str | None:
        """The value of a word here; ``None`` where it is not known."""
        return evaluate(word, self.environment.get, is_complete=self.environment.is_complete)


def initial_state(facts: BaseImageFacts) -> BuildState:
    """The state at the start of a stage that begins from an image, as far as the image is known."""
    variables = {name: Binding(name, value, BindingKind.BASE_IMAGE) for name, value in facts.environment.items()}
    # A base whose variables are written down sets no others; of any other base it cannot be said.
    is_complete = bool(facts.environment) or facts.holds_nothing_else
    environment = Environment(is_complete=is_complete).with_variables(list(variables.values()))
    return BuildState(
        environment=environment,
        user=Setting(facts.default_user),
        workdir=Setting("/" if facts.holds_nothing_else else None),
        shell=ShellSetting(facts.shell, base_dialect(facts)),
    )


def base_dialect(facts: BaseImageFacts) -> Dialect:
    """The dialect of the default shell of an image."""
    if facts.is_windows:
        return Dialect.CMD if facts.shell is None else dialect_of_exec_words(facts.shell)
    known = {"busybox": Dialect.ASH, "bash": Dialect.BASH, "dash": Dialect.SH}.get(facts.sh_is or "")
    if known is not None:
        return known
    return Dialect.SH if facts.shell is None else dialect_of_exec_words(facts.shell)


def state_after(state: BuildState, instruction: Instruction, global_arguments: Environment) -> BuildState:
    """The state after an instruction; the very same object if it changes nothing."""
    match instruction.keyword:
        case Keyword.ENV:
            return replace(state, environment=_after_env(state, instruction))
        case Keyword.ARG:
            return replace(state, environment=_after_arg(state, instruction, global_arguments))
        case Keyword.USER:
            return replace(state, user=Setting(_text_value(state, instruction), instruction))
        case Keyword.WORKDIR:
            return replace(state, workdir=Setting(_workdir(state, instruction), instruction))
        case Keyword.SHELL:
            words = tuple(word.text for word in instruction.argument_words) if instruction.is_exec_form else ()
            return replace(state, shell=ShellSetting(words, dialect_of_exec_words(words), instruction))
        case _:
            return state


def _after_env(state: BuildState, instruction: Instruction) -> Environment:
    bindings = [
        Binding(
            pair.key.value or pair.key.text,
            None if pair.value is None else state.evaluate(pair.value),
            BindingKind.ENVIRONMENT,
            instruction,
            pair,
        )
        for pair in instruction.key_values
    ]
    return state.environment.with_variables(bindings)


def _after_arg(state: BuildState, instruction: Instruction, global_arguments: Environment) -> Environment:
    environment = state.environment
    for pair in instruction.key_values:
        environment = environment.with_arguments([_argument(environment, instruction, pair, global_arguments)])
    return environment


def _argument(
    environment: Environment, instruction: Instruction, pair: KeyValue, global_arguments: Environment
) -> Binding:
    name = pair.key.text
    if pair.value is not None:
        value = evaluate(pair.value, environment.get, is_complete=environment.is_complete)
        return Binding(name, value, BindingKind.BUILD_ARGUMENT, instruction, pair)
    outer = global_arguments.arguments.get(name)
    if outer is not None:
        return replace(outer, instruction=instruction, key_value=pair, kind=BindingKind.BUILD_ARGUMENT)
    provided = predefined(name)
    if provided is not None:
        return replace(provided, instruction=instruction, key_value=pair)
    return Binding(name, None, BindingKind.BUILD_ARGUMENT, instruction, pair, is_set=False)


def global_argument(environment: Environment, instruction: Instruction) -> Environment:
    """The global scope after an ARG that stands before the first FROM."""
    for pair in instruction.key_values:
        if pair.value is None:
            binding = Binding(pair.key.text, None, BindingKind.BUILD_ARGUMENT, instruction, pair, is_set=False)
        else:
            value = evaluate(pair.value, environment.get_or_predefined)
            binding = Binding(pair.key.text, value, BindingKind.BUILD_ARGUMENT, instruction, pair)
        environment = environment.with_arguments([binding])
    return environment


def _text_value(state: BuildState, instruction: Instruction) -> str | None:
    return state.evaluate(instruction.words[0]) if instruction.words else None


def is_absolute(path: str) -> bool:
    """Whether a path is absolute on Linux or Windows."""
    return _DRIVE.match(path) is not None


def _workdir(state: BuildState, instruction: Instruction) -> str | None:
    value = _text_value(state, instruction)
    if value is None or is_absolute(value):
        return posixpath.normpath(value) if value and value.startswith("/") else value
    base = state.workdir.value
    return None if base is None else posixpath.normpath(posixpath.join(base, value))
