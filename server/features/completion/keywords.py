"""Instructions that may stand at a place, and whole files to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...diagnostics.engine import Analysis
from ...semantics.program import Program
from ...syntax.grammar import GRAMMAR, ArgumentStyle, Keyword
from ...syntax.items import Directive, Instruction
from ...syntax.logical_text import Span
from ..image_tags import best_reference
from ..reference.directives import DIRECTIVES, SYNTAX_VALUES
from ..reference.instructions import INSTRUCTIONS, NOT_DEFERRABLE
from ..reference.scaffolds import FORMS, SCAFFOLDS
from .offer import Offer, OfferKind

if TYPE_CHECKING:
    from ...code_actions.multi_stage.convert import Conversion

_ORDER = (
    *(Keyword.RUN, Keyword.COPY, Keyword.WORKDIR, Keyword.ENV, Keyword.ARG, Keyword.USER, Keyword.CMD),
    *(Keyword.ENTRYPOINT, Keyword.EXPOSE, Keyword.FROM, Keyword.LABEL, Keyword.HEALTHCHECK, Keyword.ADD),
    *(Keyword.VOLUME, Keyword.SHELL, Keyword.STOPSIGNAL, Keyword.ONBUILD, Keyword.MAINTAINER),
)


def instruction_offers(program: Program, index: int, span: Span, *, deferred: bool = False) -> Iterator[Offer]:
    """The instructions that may stand at item ``index``, or behind ONBUILD there."""
    is_lower = _writes_lower_case(program, index)
    for keyword in _possible(program, index, deferred=deferred):
        name = keyword.value.lower() if is_lower else keyword.value
        entry = INSTRUCTIONS[keyword]
        yield Offer(
            name,
            OfferKind.KEYWORD,
            span,
            f"{name} ",
            detail=entry.first_sentence,
            topic=("instruction", keyword.value),
            is_over=keyword is Keyword.MAINTAINER,
        )
    for keyword in _possible(program, index, deferred=deferred):
        for label, snippet in FORMS.get(keyword.value, ()):
            rest = snippet[len(keyword.value) :]
            name = keyword.value.lower() if is_lower else keyword.value
            label = f"{name}{label[len(keyword.value) :]}"
            yield Offer(
                label,
                OfferKind.SNIPPET,
                span,
                f"{name} ",
                snippet=f"{name}{rest}",
                topic=("instruction", keyword.value),
            )


def beginning_offers(analysis: Analysis, index: int, span: Span) -> Iterator[Offer]:
    """What may begin a line besides an instruction: directives at the top, and a whole file where there is none yet."""
    program = analysis.program
    if not any(True for _ in _other_instructions(program, index)):
        yield from _file_for_project(analysis, index, span)
        yield from _scaffolds(analysis, span)
    items = program.tree.items[:index]
    if all(isinstance(item, Directive) for item in items):
        written = {item.name for item in items if isinstance(item, Directive)}
        for name, value in (("syntax", next(iter(SYNTAX_VALUES))), ("escape", "`"), ("check", "error=true")):
            if name not in written:
                text = f"# {name}={value}"
                detail = DIRECTIVES[name].first_sentence
                yield Offer(text, OfferKind.KEYWORD, span, text, detail=detail, topic=("directive", name))


def _possible(program: Program, index: int, *, deferred: bool) -> tuple[Keyword, ...]:
    if deferred:
        return tuple(keyword for keyword in _ORDER if keyword not in NOT_DEFERRABLE)
    if not program.starts or index < program.starts[0]:
        return (Keyword.FROM, Keyword.ARG)
    # A FROM that is being written over is no reason to think that there is a stage already.
    if index == program.starts[0]:
        return (Keyword.FROM, Keyword.ARG)
    return _ORDER


def _other_instructions(program: Program, index: int) -> Iterator[Instruction]:
    return (item for at, item in program.tree.instructions() if at != index)


def _writes_lower_case(program: Program, index: int) -> bool:
    """Whether the first instructions of the file are written in lower case; then so are ours."""
    first = [item.keyword_text for item, _ in zip(_other_instructions(program, index), range(3), strict=False)]
    return bool(first) and all(text.islower() for text in first)


def _file_for_project(analysis: Analysis, index: int, span: Span) -> Iterator[Offer]:
    """The whole file for the project that lies beside the document, where it is known to be built from there.

    Where a manifest is broken, the reason for offering none, as a comment.
    """
    from ...code_actions.java_runtimes import CHOICES
    from ...code_actions.multi_stage.convert import Conversion
    from ...code_actions.multi_stage.plan import Refusal
    from ...code_actions.new_dockerfile.create import new_dockerfile
    from ...project.recognition.facts import Ecosystem
    from ...project.recognition.recognise import unread_manifests

    context = analysis.surroundings.context
    found = new_dockerfile(context, analysis.surroundings.today) if context.is_root_certain else None
    if isinstance(found, Refusal) and unread_manifests(context):
        reasons = "".join(f"# no Dockerfile for this project: {reason}\n" for reason in found.reasons)
        yield Offer("Dockerfile: none for this project", OfferKind.SNIPPET, span, reasons, detail=found.reasons[0])
    if not isinstance(found, Conversion):
        return
    is_first = not any(item.text.strip() for item in analysis.program.tree.items[:index])
    yield _new_file(found, "Dockerfile: for this project", span, is_first=is_first)
    if found.plan.recipe == Ecosystem.JVM.value:
        for runtime, words in CHOICES.items():
            other = new_dockerfile(context, analysis.surroundings.today, None, runtime)
            if isinstance(other, Conversion):
                yield _new_file(other, f"Dockerfile: for this project, {words}", span, is_first=is_first)


def _new_file(made: Conversion, label: str, span: Span, *, is_first: bool) -> Offer:
    """A whole file, without its directive where something stands above."""
    _, _, instructions = made.text.partition("\n\n")
    text = made.text if is_first else instructions
    notes = "".join(f"- {note}\n" for note in made.plan.notes)
    return Offer(
        label,
        OfferKind.SNIPPET,
        span,
        text,
        detail="Made from the manifests and lock files beside it.",
        documentation=f"{notes}\n```dockerfile\n{text}```".lstrip("\n"),
    )


def _scaffolds(analysis: Analysis, span: Span) -> Iterator[Offer]:
    context, today = analysis.surroundings.context, analysis.surroundings.today
    names = set(context.top_level)
    for scaffold in sorted(SCAFFOLDS, key=lambda scaffold: not names & set(scaffold.manifests)):
        snippet = scaffold.snippet
        for key, name in scaffold.images:
            snippet = snippet.replace(f"{{{key}}}", best_reference(name, today))
        yield Offer(
            f"Dockerfile: {scaffold.label}",
            OfferKind.SNIPPET,
            span,
            plain_text(snippet),
            snippet=snippet,
            detail=scaffold.detail,
            documentation=f"```dockerfile\n{plain_text(snippet)}```",
        )


def takes_commands(keyword: Keyword | None) -> bool:
    """Whether the arguments are a command."""
    return keyword is not None and GRAMMAR[keyword].style in (ArgumentStyle.COMMAND, ArgumentStyle.HEALTHCHECK)


def plain_text(snippet: str) -> str:
    """A snippet as text, with its placeholders' words in place of them."""
    text: list[str] = []
    at = depth = 0
    while at < len(snippet):
        if snippet.startswith("${", at) and snippet[at + 2 : at + 3].isdigit():
            depth += 1
            colon, close = snippet.find(":", at), snippet.find("}", at)
            at = colon + 1 if 0 <= colon < close else close
        elif snippet[at] == "$" and snippet[at + 1 : at + 2].isdigit():
            at += 2
        elif snippet[at] == "}" and depth:
            depth -= 1
            at += 1
        elif snippet[at] == "\\" and snippet[at + 1 : at + 2] in ("$", "}"):
            text.append(snippet[at + 1])
            at += 2
        else:
            text.append(snippet[at])
            at += 1
    return "".join(text)
