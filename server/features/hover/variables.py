"""About a variable: its value, where that comes from, and why it is not known where it is not."""

from __future__ import annotations

from ...semantics.environment import Binding, BindingKind, predefined
from ...semantics.program import Program
from ...semantics.step import Step
from ...syntax.expansion import Expansion
from ...syntax.grammar import Keyword
from ...syntax.words import Word
from ..markdown import code, paragraphs
from ..reference.variables import MODIFIERS, PREDEFINED, SWITCHES
from .answer import Answer, Question, line_of


def expansion_answer(question: Question, word: Word) -> Answer | None:
    """About the innermost variable of a word that the place is in."""
    inside = [expansion for expansion in word.expansions if question.is_in(expansion.span) and expansion.name]
    if not inside:
        return None
    expansion = min(inside, key=lambda found: found.span.end - found.span.start)
    return Answer(
        expansion.span, paragraphs(variable_text(question, expansion.name), _expanded(question, expansion, word))
    )


def variable_text(question: Question, name: str) -> str:
    """About a variable as it is before the instruction."""
    program, step = question.program, question.step
    is_global = step is None or question.instruction.keyword is Keyword.FROM
    binding = program.lookup_global(name) if is_global or step is None else step.before.environment.get(name)
    if binding is None:
        return _unbound(program, step, name)
    return binding_text(program, binding)


def binding_text(program: Program, binding: Binding) -> str:
    """About a variable that is declared."""
    value = "" if binding.value is None else f" = {code(binding.value)}" if binding.value else " is empty"
    return paragraphs(f"{code(binding.name)}{value}", _origin(program, binding), _about(binding.name))


def _about(name: str) -> str:
    if name in SWITCHES:
        return SWITCHES[name][0]
    return PREDEFINED.get(name, "")


def _origin(program: Program, binding: Binding) -> str:
    line = line_of(program, binding.instruction)
    where = ("" if line is None else f" on line {line}") + _as_written(binding)
    match binding.kind:
        case BindingKind.BUILD_ARGUMENT if not binding.is_set:
            return f"Declared by ARG{where} without a default: empty unless the build passes a value."
        case BindingKind.BUILD_ARGUMENT:
            known = "A build can pass another value." if binding.value is not None else _why_unknown(binding)
            return f"Set by ARG{where}. {known}"
        case BindingKind.ENVIRONMENT:
            return f"Set by ENV{where}.{'' if binding.value is not None else ' ' + _why_unknown(binding)}"
        case BindingKind.BASE_IMAGE:
            why = "" if binding.value is not None else " Its value depends on the version of the image."
            return f"Set by the base image.{why}"
        case BindingKind.PREDEFINED:
            return f"Provided by the builder{'' if line is None else f', declared{where}'}; known only when it builds."


def _as_written(binding: Binding) -> str:
    """The text that the value was expanded from, where it holds variables."""
    pair = binding.key_value
    word = None if pair is None else pair.value
    return f" as {code(word.text)}" if word is not None and word.expansions else ""


def _why_unknown(binding: Binding) -> str:
    pair = binding.key_value
    names = [] if pair is None or pair.value is None else [expansion.name for expansion in pair.value.expansions]
    if not names:
        return "Its value is not known."
    return f"Its value is not known, since it depends on {', '.join(code(name) for name in dict.fromkeys(names))}."


def _unbound(program: Program, step: Step | None, name: str) -> str:
    title = code(name)
    if step is None:
        return paragraphs(title, "Not declared before the first FROM, so it is empty here.")
    if name in program.global_arguments.arguments:
        why = "Declared before the first FROM, but not in this stage: empty here."
        return paragraphs(title, f"{why} `ARG {name}` in the stage brings it in.")
    if (provided := predefined(name)) is not None:
        is_platform = name in PREDEFINED and not name.endswith("_PROXY")
        how = f"`ARG {name}` in the stage brings it in." if is_platform else ""
        return paragraphs(title, "Provided by the builder.", how, PREDEFINED.get(provided.name, ""))
    if step.before.environment.is_complete:
        return paragraphs(title, "Not declared in this stage, so it is empty here.")
    return paragraphs(title, "Not declared in this stage. The base image may set it.")


def _expanded(question: Question, expansion: Expansion, word: Word) -> str:
    modifier = "" if expansion.operator is None else MODIFIERS.get(expansion.operator, "")
    text = f"`{expansion.operator}`: {modifier}" if modifier else ""
    step = question.step
    value = None if step is None or question.instruction.keyword is Keyword.FROM else step.evaluate(word)
    if value is None or (len(word.parts.parts) == 1 and expansion.operator is None):
        return text
    return paragraphs(text, f"All of it becomes {code(value)}.")
