"""``textDocument/hover``: what there is to know about what stands at a place.

Promises: never raises; the span is exactly what the text is about. What a rule found there is explained below it.
"""

from __future__ import annotations

from collections.abc import Callable

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Finding
from ...diagnostics.suppression import visible_findings
from ...syntax.bodies import From, body_of
from ...syntax.expansion import read_parts
from ...syntax.flags import Flag
from ...syntax.grammar import Keyword
from ...syntax.heredoc import Heredoc
from ...syntax.items import Instruction
from ...syntax.logical_text import LogicalText, Span
from ...syntax.words import Word
from ..image_text import image_text, reference_text
from ..markdown import code, paragraphs
from ..reference.flags import FLAG_VALUES, PLATFORMS
from ..reference.mounts import SHARING
from ..topics import explain, rule_text
from .answer import Answer, Question, told
from .arguments import healthcheck_answer, pair_answer, path_answer, word_answer
from .commands import command_answer
from .comments import comment_answer
from .stages import stage_text
from .states import state_text
from .variables import expansion_answer, variable_text

_MOST_RULES = 3


def hover(analysis: Analysis, offset: int) -> Answer | None:
    """What there is to know about what stands at an offset in code points; the span is one of the document."""
    tree = analysis.program.tree
    index = tree.index_at_line(tree.source.line_of(max(0, min(offset, len(tree.text)))))
    if index < 0:
        return None
    item, start = tree.items[index], tree.start(index)
    at = offset - start
    found = comment_answer(item, at, analysis.surroundings.today)
    if found is None and isinstance(item, Instruction):
        found = _instruction_answer(Question(analysis, index, at, item, _innermost(item, at)))
    rules = _findings(analysis, index, at)
    if found is None and not rules:
        return None
    span = found.span if found is not None else min((rule.span for rule in rules), key=lambda one: one.end - one.start)
    parts = [rule_text(finding.rule, finding.message) for finding in rules[:_MOST_RULES]]
    text = "\n\n---\n\n".join([*([found.text] if found is not None else []), *parts])
    return Answer(span.shifted(start), text)


def _innermost(item: Instruction, at: int) -> Instruction:
    nested = item.nested
    return nested if nested is not None and at >= nested.keyword_span.start else item


def _findings(analysis: Analysis, index: int, at: int) -> list[Finding]:
    """What rules found at the place, the narrowest first, each rule once."""
    here = [
        finding
        for where, finding in visible_findings(analysis)
        if where == index and finding.span.start <= at <= finding.span.end
    ]
    here.sort(key=lambda finding: finding.span.end - finding.span.start)
    return list({finding.rule.id: finding for finding in reversed(here)}.values())[::-1]


def _instruction_answer(question: Question) -> Answer | None:
    instruction = question.instruction
    if instruction.keyword is None:
        return None
    if question.is_in(instruction.keyword_span):
        return _keyword(question)
    for flag in instruction.flags:
        if question.is_in(flag.span):
            return _flag(question, flag)
    for heredoc in question.item.heredocs:
        found = _heredoc(question, heredoc)
        if found is not None:
            return found
    teller = _TELLERS.get(instruction.keyword)
    return None if teller is None else teller(question)


def _keyword(question: Question) -> Answer:
    keyword = question.instruction.keyword
    assert keyword is not None
    text = explain(("instruction", keyword.value), question.analysis.surroundings.today)
    step, position = question.step, question.program.stage_at(question.index)
    if keyword is Keyword.FROM and position is not None:
        here = stage_text(question.program, question.context, position)
    elif step is not None:
        here = f"Here: {state_text(step.before)}"
    else:
        here = ""
    return Answer(question.instruction.keyword_span, paragraphs(here, text))


def _heredoc(question: Question, heredoc: Heredoc) -> Answer | None:
    opening = heredoc.opening
    spans = [opening.span] if heredoc.terminator is None else [opening.span, heredoc.terminator]
    span = next((one for one in spans if question.is_in(one)), None)
    if span is not None:
        expands = "Variables in it are replaced." if opening.is_expanded else "It is quoted: no variable is replaced."
        tabs = "Tabs at the start of its lines are dropped." if opening.strips_tabs else ""
        ends = "" if heredoc.is_terminated else f"The line {code(opening.delimiter)} that ends it is missing."
        return Answer(span, paragraphs(f"**heredoc** {code(opening.delimiter)}", expands, tabs, ends))
    if not question.is_in(heredoc.body) or not opening.is_expanded or question.instruction.keyword is Keyword.RUN:
        return None
    body = LogicalText.contiguous(question.item.text[heredoc.body.start : heredoc.body.end], heredoc.body.start)
    for expansion in read_parts(body, "\\", keeps_quotes=True).expansions():
        if expansion.name and question.is_in(expansion.span):
            return Answer(expansion.span, variable_text(question, expansion.name))
    return None


def _flag(question: Question, flag: Flag) -> Answer | None:
    keyword, today = question.instruction.keyword, question.analysis.surroundings.today
    assert keyword is not None
    if flag.value is None or not question.is_in(flag.value.span) or question.at <= flag.name_span.end:
        text = explain(("flag", keyword.value, flag.name), today)
        name = Span(flag.span.start, flag.name_span.end)
        return told(name if question.at <= name.end else flag.span, text)
    found = expansion_answer(question, flag.value)
    if found is not None:
        return found
    if flag.name == "mount":
        return _mount(question, flag)
    if flag.name == "from":
        return _image(question, flag.value)
    values = PLATFORMS if flag.name == "platform" else FLAG_VALUES.get((keyword, flag.name), {})
    text = values.get(flag.value.text, "")
    about = explain(("flag", keyword.value, flag.name), today)
    return Answer(flag.value.span, paragraphs(text, about)) if text or about else None


def _mount(question: Question, flag: Flag) -> Answer | None:
    today = question.analysis.surroundings.today
    for option in flag.mount_options:
        if question.is_in(option.key_span):
            return told(option.key_span, explain(("mount-option", option.key), today))
        value = option.value_word
        if value is None or not question.is_in(value.span):
            continue
        match option.key:
            case "type":
                return told(value.span, explain(("mount-type", value.text), today))
            case "from":
                return _image(question, value)
            case "sharing":
                return told(value.span, SHARING.get(value.text.lower(), ""))
            case _:
                return told(option.span, explain(("mount-option", option.key), today))
    return None


def _image(question: Question, word: Word) -> Answer | None:
    """About the stage or image that a word names."""
    step = question.step
    use = None if step is None else next((use for use in step.images if use.word.span == word.span), None)
    if use is None:
        return None
    if use.stage is not None:
        return Answer(word.span, stage_text(question.program, question.context, use.stage))
    today = question.analysis.surroundings.today
    return None if use.image is None else Answer(word.span, reference_text(use.image, today))


def _from(question: Question) -> Answer | None:
    body = body_of(question.instruction)
    position = question.program.stage_at(question.index)
    if not isinstance(body, From) or position is None:
        return None
    today = question.analysis.surroundings.today
    if body.name is not None and question.is_in(body.name.span):
        return Answer(body.name.span, stage_text(question.program, question.context, position))
    if body.as_word is not None and question.is_in(body.as_word.span):
        return Answer(body.as_word.span, "A name for the stage follows, by which later ones can begin or copy from it.")
    image = body.image
    if image is None or not question.is_in(image.span):
        return None
    base = question.program.stages[position].base
    if base.stage is not None:
        about = stage_text(question.program, question.context, base.stage)
    elif base.is_scratch:
        about = image_text(["scratch"], today)
    elif base.image is not None:
        about = reference_text(base.image, today)
    else:
        about = ""
    found = expansion_answer(question, image)
    if found is not None:
        return Answer(found.span, paragraphs(found.text, about))
    return told(image.span, about)


_TELLERS: dict[Keyword, Callable[[Question], Answer | None]] = {
    Keyword.FROM: _from,
    Keyword.ENV: pair_answer,
    Keyword.ARG: pair_answer,
    Keyword.LABEL: pair_answer,
    Keyword.COPY: path_answer,
    Keyword.ADD: path_answer,
    Keyword.RUN: command_answer,
    Keyword.CMD: command_answer,
    Keyword.ENTRYPOINT: command_answer,
    Keyword.HEALTHCHECK: healthcheck_answer,
    Keyword.EXPOSE: word_answer,
    Keyword.STOPSIGNAL: word_answer,
    Keyword.USER: word_answer,
    Keyword.WORKDIR: word_answer,
    Keyword.VOLUME: word_answer,
}
