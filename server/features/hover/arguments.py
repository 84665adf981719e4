"""About the arguments of instructions that are neither flags, images nor commands of a RUN."""

from __future__ import annotations

from ...syntax.grammar import Keyword
from ...syntax.words import Word
from ..accounts import users
from ..markdown import code, paragraphs
from ..reference.values import HEALTHCHECK_TYPES, LABEL_PREFIX, LABELS, PORTS, SIGNALS
from .answer import Answer, Question, told
from .commands import command_answer
from .variables import binding_text, expansion_answer


def pair_answer(question: Question) -> Answer | None:
    """About a key of ENV, ARG or LABEL, or a variable in its value."""
    for pair in question.instruction.key_values:
        if question.is_in(pair.key.span):
            return _key(question, pair.key)
        if pair.value is not None and question.is_in(pair.value.span):
            return expansion_answer(question, pair.value)
    return None


def _key(question: Question, key: Word) -> Answer | None:
    """About the key of a pair: a label of known meaning, or the variable that is set here."""
    name = key.value or key.text
    if question.instruction.keyword is Keyword.LABEL:
        text = LABELS.get(name.removeprefix(LABEL_PREFIX), "") if name.startswith(LABEL_PREFIX) else ""
        return told(key.span, paragraphs(code(name), text) if text else "")
    step = question.step
    if step is None:
        binding = question.program.global_arguments.arguments.get(name)
        return None if binding is None else Answer(key.span, binding_text(question.program, binding))
    position = question.program.stage_at(question.index)
    assert position is not None
    state = question.program.stages[position].contents.states[question.index - question.program.starts[position] + 1]
    environment = state.environment
    is_argument = question.instruction.keyword is Keyword.ARG
    binding = (environment.arguments if is_argument else environment.variables).get(name)
    hidden = is_argument and name in environment.variables
    note = "An ENV of the same name hides it." if hidden else ""
    return None if binding is None else Answer(key.span, paragraphs(binding_text(question.program, binding), note))


def healthcheck_answer(question: Question) -> Answer | None:
    """About the kind of a health check, or its command."""
    for word in question.instruction.words:
        text = HEALTHCHECK_TYPES.get(word.text.upper(), "")
        if text and question.is_in(word.span):
            return Answer(word.span, text)
    return command_answer(question)


def word_answer(question: Question) -> Answer | None:
    """About the words of instructions that take paths, ports, signals or users."""
    for word in question.instruction.argument_words:
        if question.is_in(word.span):
            return expansion_answer(question, word) or _word(question, word)
    return None


def _word(question: Question, word: Word) -> Answer | None:
    step = question.step
    value = None if step is None else step.evaluate(word)
    match question.instruction.keyword:
        case Keyword.EXPOSE:
            port = word.text.removesuffix("/tcp")
            text = PORTS.get(port, "")
            return told(word.span, f"{code(word.text)}: {text}" if text else "")
        case Keyword.STOPSIGNAL:
            text = SIGNALS.get(word.text.upper(), "")
            return told(word.span, f"{code(word.text)}: {text}" if text else "")
        case Keyword.USER:
            return told(word.span, _user(question, word.text))
        case Keyword.WORKDIR if step is not None and value is not None and not value.startswith("/"):
            before = step.workdir.value
            return told(word.span, "" if before is None else f"Below {code(before)}.")
        case _:
            return None


def _user(question: Question, written: str) -> str:
    """Where a user comes from; nothing where it is not known to exist."""
    position = question.program.stage_at(question.index)
    if position is None:
        return ""
    known = users(question.program.stages[position], question.index - question.program.starts[position])
    account = next((one for one in known if one.name == written.partition(":")[0]), None)
    if account is None:
        return ""
    number = "" if account.number is None else f", number {account.number}"
    return f"User {code(account.name)}{number}: {account.origin}."


def path_answer(question: Question) -> Answer | None:
    """About the paths of COPY and ADD."""
    for word in question.instruction.argument_words:
        if question.is_in(word.span):
            return expansion_answer(question, word) or _path(question, word)
    return None


def _path(question: Question, word: Word) -> Answer | None:
    """About the destination of COPY: where a relative one leads."""
    step = question.step
    words = question.instruction.argument_words
    if step is None or word is not words[-1] or len(words) < 2:
        return None
    value, directory = step.evaluate(word), step.workdir.value
    if value is None or directory is None or value.startswith("/"):
        return None
    return Answer(word.span, f"In {code(directory)}, the working directory.")
