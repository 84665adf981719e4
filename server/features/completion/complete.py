"""``textDocument/completion``: what can be written at a place of a document.

Promises: never raises, for whatever half-typed text; nothing that the builder would refuse there, as far as it can be
known; nothing inside of strings and heredocs but what is replaced or run there.
"""

from __future__ import annotations

from ...diagnostics.engine import Analysis
from ...shell.dialect import Dialect
from ...syntax.grammar import Keyword
from ...syntax.json_form import JsonArray
from ...syntax.logical_text import LogicalText, Span
from ..cursor import InBlank, InComment, InHeredoc, InInstruction, place_at
from .arguments import argument_offers
from .commands import script_offers
from .comments import comment_offers
from .flags import flag_offers, flag_value_offers
from .heredocs import heredoc_offers
from .keywords import beginning_offers, instruction_offers, takes_commands
from .offer import MOST, NOTHING, OfferKind, Offers, limited
from .request import Request
from .variables import VariableStart, bindings, variable_at, variable_offers

_WITH_HEREDOCS = (Keyword.RUN, Keyword.COPY, Keyword.ADD)
_WITHOUT_VARIABLES = (Keyword.MAINTAINER, Keyword.SHELL)


def complete(analysis: Analysis, offset: int, *, trigger: str | None = None) -> Offers:
    """The offers at an offset in code points, the most wanted first.

    ``trigger`` is the character whose typing asked for them, if it was not a person: then nothing is offered that would
    only be in the way.
    """
    place = place_at(analysis.program, offset)
    match place:
        case InBlank(index):
            if trigger is not None:
                return NOTHING
            span = Span(offset, offset)
            instructions = instruction_offers(analysis.program, index, span)
            return Offers((*instructions, *beginning_offers(analysis, index, span)))
        case InComment():
            return limited(comment_offers(analysis, place, is_asked=trigger is None))
        case InHeredoc():
            return _in_heredoc(analysis, place, offset)
        case InInstruction():
            is_indenting = trigger is not None and place.is_on_blank_line
            return NOTHING if place.is_escaping or is_indenting else _in_instruction(Request(analysis, place))


def _in_instruction(request: Request) -> Offers:
    place = request.place
    if place.is_in_keyword or (place.keyword is Keyword.ONBUILD and not place.words):
        return _keywords(request)
    if place.keyword is None:
        return NOTHING
    variable = variable_at(place.text, place.instruction.escape)
    if variable is not None:
        return _variables(request, variable)
    if place.may_be_flag and place.word.startswith("-"):
        is_value = place.word.startswith("--") and "=" in place.word
        return flag_value_offers(request) if is_value else Offers(tuple(flag_offers(request)))
    if place.keyword in _WITH_HEREDOCS and place.word.startswith("<"):
        return Offers(tuple(heredoc_offers(request)))
    arguments = _commands(request) if _is_command(place) else argument_offers(request)
    return _with_flags(request, arguments) if place.may_be_flag and not place.word else arguments


def _with_flags(request: Request, arguments: Offers) -> Offers:
    """Flags behind the arguments; in front of the many programs that a command may begin with."""
    flags = tuple(flag_offers(request))
    first = next((at for at, offer in enumerate(arguments.offers) if offer.kind is OfferKind.COMMAND), MOST)
    offers = (*arguments.offers[:first], *flags, *arguments.offers[first:])
    return Offers(offers[:MOST], arguments.is_incomplete or len(offers) > MOST)


def _keywords(request: Request) -> Offers:
    place = request.place
    span = place.replaced(len(place.word))
    is_deferred = place.item.keyword is Keyword.ONBUILD and not place.is_first_word
    offers = list(instruction_offers(request.program, place.index, span, deferred=is_deferred))
    if not is_deferred:
        offers += beginning_offers(request.analysis, place.index, span)
    return Offers(tuple(offers))


def _is_command(place: InInstruction) -> bool:
    if place.keyword is Keyword.HEALTHCHECK:
        return bool(place.words) and place.words[0].upper() == "CMD"
    return takes_commands(place.keyword) and place.keyword is not Keyword.SHELL


def _variables(request: Request, variable: VariableStart) -> Offers:
    place = request.place
    if place.keyword in _WITHOUT_VARIABLES:
        return NOTHING
    if _is_command(place) and (_is_exec_form(place) or not _dialect(request).is_posix):
        return NOTHING
    is_global = request.state is None or place.keyword is Keyword.FROM
    known = bindings(request.environment, is_global=is_global, is_run=place.keyword is Keyword.RUN)
    following = place.whole.text[place.offset - place.start :]
    return limited(variable_offers(variable, known, place.replaced, following), variable.name)


def _is_exec_form(place: InInstruction) -> bool:
    """Whether the command is a JSON array, or is about to become one."""
    return isinstance(place.instruction.json, JsonArray) or place.instruction.command_text.text.startswith("[")


def _dialect(request: Request) -> Dialect:
    state = request.state
    return Dialect.UNKNOWN if state is None else state.shell.dialect


def _commands(request: Request) -> Offers:
    place = request.place
    stage = request.stage
    if stage is None or _is_exec_form(place):
        return NOTHING
    start = place.arguments_start
    if place.keyword is Keyword.HEALTHCHECK:
        start = place.text.upper().index("CMD", start) + len("CMD")
    text = place.text[start:]
    indentation = len(text) - len(text.lstrip())
    script = LogicalText.contiguous(text[indentation:], start)
    if "<<" in script.text:
        return NOTHING
    return script_offers(
        script,
        _dialect(request),
        stage.facts,
        request.surroundings.context,
        Span(place.offset, place.offset),
        is_build=place.keyword is Keyword.RUN,
    )


def _in_heredoc(analysis: Analysis, place: InHeredoc, offset: int) -> Offers:
    """Variables where the heredoc expands them, and commands in one that a shell of the POSIX family runs."""
    step = analysis.program.step_at(place.index)
    at = offset - place.start
    if step is None or at > place.heredoc.body.end:
        return NOTHING
    body = place.item.text[place.heredoc.body.start : at]
    script = step.script if step.script is not None and step.script.is_heredoc and step.dialect.is_posix else None
    is_copied = step.keyword in (Keyword.COPY, Keyword.ADD) and place.heredoc.opening.is_expanded
    variable = variable_at(body, "\\", keeps_quotes=is_copied)
    if variable is not None:
        if script is None and not is_copied:
            return NOTHING
        known = bindings(step.before.environment, is_global=False)
        following = place.item.text[at:]
        return limited(
            variable_offers(variable, known, lambda length: Span(offset - length, offset), following), variable.name
        )
    if script is None or (body.startswith("#!") and "\n" not in body):
        return NOTHING
    text = LogicalText.contiguous(body, place.heredoc.body.start)
    return script_offers(text, script.dialect, step.traits.facts, analysis.surroundings.context, Span(offset, offset))
