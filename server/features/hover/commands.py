"""About a command in a script: the program, its subcommand, an option, and a variable of the script."""

from __future__ import annotations

from ...shell.invocation import Invocation
from ...shell.specification import joined_table
from ...shell.words import VariableUse
from ...syntax.grammar import Keyword
from ..completion.commands import text_of_subcommand, texts_of_options
from ..markdown import code, paragraphs
from ..reference.commands import TOOLS
from .answer import Answer, Question
from .variables import variable_text


def command_answer(question: Question) -> Answer | None:
    """About the word of a command that the place is in."""
    step = question.step
    if step is None or step.commands is None:
        return None
    for use in step.commands.variables:
        if question.is_in(use.span):
            return _variable(question, use)
    for call in step.invocations:
        found = _word_answer(question, call)
        if found is not None:
            return found
    return None


def _word_answer(question: Question, call: Invocation) -> Answer | None:
    if question.is_in(call.tool_word.span):
        name = call.tool_word.value or call.tool
        text = TOOLS.get(call.tool) or TOOLS.get(name)
        return None if text is None else Answer(call.tool_word.span, paragraphs(code(name), text))
    word = call.subcommand_word
    if word is not None and call.subcommand is not None and question.is_in(word.span):
        whole = f"{call.tool} {call.subcommand}"
        text = text_of_subcommand(whole)
        return Answer(word.span, paragraphs(code(whole), text)) if text else None
    for option in call.options:
        if question.is_in(option.span):
            spelled = [name for name, kind in joined_table(*call.tables).items() if kind.name == option.name]
            names = ", ".join(code(name) for name in spelled) or code(option.written)
            text = texts_of_options(call.tool).get(option.name, "")
            return Answer(option.span, paragraphs(f"{code(call.tool)} {names}", text))
    for package in call.packages:
        if package.name and package.kind == "name" and question.is_in(package.word.span):
            return Answer(package.word.span, f"A package{_version(package.version, package.is_pinned)}.")
    return None


def _version(version: str | None, is_pinned: bool | None) -> str:
    if version is not None:
        return f", version {code(version)}"
    return ", whatever version is the newest" if is_pinned is False else ""


def _variable(question: Question, use: VariableUse) -> Answer | None:
    step = question.step
    if step is None or step.commands is None or not use.name.isidentifier():
        return None
    assigned = [found for found in step.commands.assignments if found.name == use.name]
    if assigned:
        value = assigned[-1].static_value
        known = "" if value is None else f" = {code(value)}"
        return Answer(use.span, paragraphs(f"{code(use.name)}{known}", "Set in this script."))
    # CMD and its like are expanded when the container runs, where arguments of the build are gone.
    environment = step.before.environment
    if question.instruction.keyword is not Keyword.RUN and use.name not in environment.variables:
        return Answer(use.span, paragraphs(code(use.name), "Looked up when the container runs."))
    return Answer(use.span, variable_text(question, use.name))
