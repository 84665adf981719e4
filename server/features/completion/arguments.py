"""Arguments of instructions that are neither commands nor flags."""

from __future__ import annotations

from collections.abc import Iterator

from ...semantics.environment import PLATFORM_ARGUMENTS
from ...semantics.programs import program_is_there
from ...semantics.stage import Stage
from ...syntax.grammar import Keyword
from ...syntax.items import Instruction
from ...syntax.lazy_pattern import lazy_pattern
from ...syntax.logical_text import Span
from ..cursor import open_quote
from ..reference.values import (
    DESTINATIONS,
    DIRECTORIES,
    DIRECTORIES_OF_IMAGE,
    HEALTHCHECK_TYPES,
    LABEL_PREFIX,
    LABELS,
    PORTS,
    PORTS_OF_IMAGE,
    SHELLS,
    SIGNALS,
    VOLUMES_OF_IMAGE,
    WINDOWS_SHELLS,
)
from ..reference.variables import PREDEFINED, SWITCHES
from .images import expanded_tag_offers, image_offers, unknown_stage_names
from .offer import Offer, OfferKind, Offers, described
from .owners import owner_offers
from .paths import STRING, WORD, path_offers
from .request import Request

_OPEN_PAIR = lazy_pattern(r"(?:\A|\s)([A-Za-z0-9_.-]+)=([^\s\"']*)\Z")
_OPEN_STRING = lazy_pattern(r'\[(?:\s*"(?:[^"\\]|\\.)*"\s*,)*\s*"((?:[^"\\]|\\.)*)\Z')


def argument_offers(request: Request) -> Offers:
    """What fits at the place, by the instruction."""
    if request.place.keyword is Keyword.FROM:
        return _from(request)
    return Offers(tuple(_arguments(request)))


def _arguments(request: Request) -> Iterator[Offer]:
    place = request.place
    span = place.replaced(len(place.word))
    match place.keyword:
        case Keyword.COPY | Keyword.ADD:
            yield from _transfer(request, span)
        case Keyword.ENV | Keyword.LABEL | Keyword.ARG:
            yield from _pairs(request)
        case Keyword.EXPOSE:
            yield from _ports(request, span)
        case Keyword.USER if not place.words:
            yield from owner_offers(request, place.word, span)
        case Keyword.STOPSIGNAL if not place.words:
            yield from described(SIGNALS, OfferKind.VALUE, span)
        case Keyword.SHELL:
            written = place.text[place.arguments_start :].lstrip()
            if '"' not in written:
                where = place.replaced(len(written))
                # Editors close a bracket as soon as it is opened.
                following = place.whole.text[place.offset - place.start :].startswith("]")
                shells = _shells(request.stage)
                yield from described(shells, OfferKind.VALUE, Span(where.start, where.end + following))
        case Keyword.HEALTHCHECK if not place.words:
            yield from described(HEALTHCHECK_TYPES, OfferKind.KEYWORD, span)
        case Keyword.WORKDIR if not place.words:
            yield from _directories(request, span)
        case Keyword.VOLUME:
            yield from _volumes(request, span)
        case _:
            return


def _shells(stage: Stage | None) -> dict[str, str]:
    """The shells, those of another system and those that the image certainly lacks at the end."""
    if stage is None:
        return SHELLS
    is_windows = stage.facts.is_windows is True
    order: dict[str, tuple[bool, bool]] = {}
    for shell in SHELLS:
        program = shell.split('"')[1]
        order[shell] = (program in WINDOWS_SHELLS) != is_windows, program_is_there(stage, program) is False
    return {shell: SHELLS[shell] for shell in sorted(SHELLS, key=order.__getitem__)}


def _from(request: Request) -> Offers:
    place = request.place
    span = place.replaced(len(place.word))
    if not place.words:
        words = place.instruction.words
        return expanded_tag_offers(request, words[0]) if "$" in place.word else image_offers(request, place.word, span)
    if len(place.words) == 1:
        word = "as" if place.instruction.keyword_text.islower() else "AS"
        return Offers((Offer(word, OfferKind.KEYWORD, span, f"{word} ", detail="A name for the stage follows."),))
    if len(place.words) == 2 and place.words[1].lower() == "as":
        names = dict.fromkeys(unknown_stage_names(request.program), "Used below, and no stage has this name yet.")
        return Offers(tuple(described(names, OfferKind.STAGE, span)))
    return Offers()


def _transfer(request: Request, span: Span) -> Iterator[Offer]:
    place = request.place
    source = next((flag for flag in place.flags if flag.name == "from"), None)
    written = place.text[place.arguments_start :].lstrip()
    word = place.word
    unwritable = WORD
    if written.startswith("["):
        unwritable = STRING
        string = _OPEN_STRING.match(written)
        if string is None:
            return
        word = string.group(1)
        span = place.replaced(len(word))
    if place.words:
        yield from _destinations(request, span)
    if source is not None:
        name = None if source.value is None else source.value.value
        yield from _paths_of_stage(request, name, span)
    else:
        if not word and not place.words:
            yield Offer(".", OfferKind.FOLDER, span, ".", detail="All of the build context.")
        yield from path_offers(request.surroundings.context, word, place.offset, unwritable)


def _paths_of_stage(request: Request, name: str | None, span: Span) -> Iterator[Offer]:
    """Where an earlier stage works, and where it copied something to."""
    stages = request.program.stages[: request.position]
    stage = next((one for one in reversed(stages) if name and one.name and one.name.lower() == name.lower()), None)
    if stage is None and name and name.isdecimal() and int(name) < len(stages):
        stage = stages[int(name)]
    if stage is None:
        return
    yield from (Offer(path, OfferKind.FOLDER, span, path, detail=f"Where `{name}` works.") for path in _workdirs(stage))


def _workdirs(stage: Stage, besides: Instruction | None = None) -> tuple[str, ...]:
    settings = [state.workdir for link in stage.chain for state in reversed(link.contents.states)]
    values = [one.value for one in settings if besides is None or one.instruction is not besides]
    return tuple(dict.fromkeys(value for value in values if value not in (None, "/")))


def _destinations(request: Request, span: Span) -> Iterator[Offer]:
    stage, state = request.stage, request.state
    found = dict(DESTINATIONS)
    workdir = None if state is None else state.workdir.value
    if workdir not in (None, "/"):
        found = {"./": f"The working directory, {workdir}.", f"{workdir}/": "The working directory.", **found}
    for path in DIRECTORIES_OF_IMAGE.get(request.image_name or "", ()) if stage is not None else ():
        found[f"{path}/"] = f"Where {request.image_name} looks."
    yield from described(found, OfferKind.FOLDER, span)


def _pairs(request: Request) -> Iterator[Offer]:
    """Keys, and the common values of a known key."""
    place = request.place
    written = place.text[place.arguments_start :]
    is_old_form = bool(place.words) and "=" not in place.words[0] and place.keyword is not Keyword.ARG
    if is_old_form or open_quote(written, place.instruction.escape):
        return
    pair = _OPEN_PAIR.search(written)
    if pair is not None:
        if place.keyword is Keyword.ENV and pair.group(1) in SWITCHES:
            span = place.replaced(len(pair.group(2)))
            yield from (Offer(value, OfferKind.VALUE, span, value) for value in SWITCHES[pair.group(1)][1])
        return
    if "=" in place.word:
        return
    span = place.replaced(len(place.word))
    given = {word.partition("=")[0] for word in place.words}
    match place.keyword:
        case Keyword.LABEL:
            for name, detail in LABELS.items():
                key = f"{LABEL_PREFIX}{name}"
                if key not in given:
                    yield Offer(key, OfferKind.VALUE, span, f"{key}=", f'{key}="${{1}}"', detail)
        case Keyword.ENV:
            yield from _switches(request, given, span)
        case Keyword.ARG:
            yield from _argument_names(request, given, span)
        case _:
            return


def _switches(request: Request, given: set[str], span: Span) -> Iterator[Offer]:
    stage = request.stage
    if stage is None:
        return
    facts = stage.facts

    def order(item: tuple[str, tuple[str, tuple[str, ...], tuple[str, ...]]]) -> tuple[bool, int]:
        programs = item[1][2]
        there = [facts.has_program(program) for program in programs]
        return request.image_name not in programs, 0 if True in there else 1 if not programs or None in there else 2

    for name, (detail, values, _) in sorted(SWITCHES.items(), key=order):
        if name not in given:
            value = values[0].replace("$", "\\$") if values else ""
            yield Offer(name, OfferKind.VARIABLE, span, f"{name}=", f"{name}=${{1:{value}}}", detail)


def _argument_names(request: Request, given: set[str], span: Span) -> Iterator[Offer]:
    if request.state is None:
        return
    declared = set(request.state.environment.arguments) | given
    for name in request.program.global_arguments.arguments:
        if name not in declared:
            yield Offer(name, OfferKind.VARIABLE, span, name, detail="Declared before the first FROM.", origin="ARG")
    for name in dict.fromkeys((*PLATFORM_ARGUMENTS, *PREDEFINED)):
        if name not in declared:
            topic = ("variable", name)
            yield Offer(name, OfferKind.VARIABLE, span, name, None, PREDEFINED[name], "builder", topic)


def _ports(request: Request, span: Span) -> Iterator[Offer]:
    place = request.place
    _, slash, protocol = place.word.partition("/")
    if slash:
        names = {"tcp": "The default.", "udp": "", "sctp": ""}
        yield from described(names, OfferKind.VALUE, Span(span.end - len(protocol), span.end))
        return
    first = dict.fromkeys(PORTS_OF_IMAGE.get(request.image_name or "", ()), f"What {request.image_name} listens on.")
    ports = {**first, **{port: detail for port, detail in PORTS.items() if port not in first}}
    yield from described({port: ports[port] for port in ports if port not in place.words}, OfferKind.VALUE, span)


def _directories(request: Request, span: Span) -> Iterator[Offer]:
    found: dict[str, str] = {}
    for stage in request.program.stages:
        found.update(dict.fromkeys(_workdirs(stage, request.place.whole), "Used in this file."))
    for path in DIRECTORIES_OF_IMAGE.get(request.image_name or "", ()):
        found.setdefault(path, f"Common with {request.image_name}.")
    yield from described(
        {**found, **{path: DIRECTORIES[path] for path in DIRECTORIES if path not in found}}, OfferKind.FOLDER, span
    )


def _volumes(request: Request, span: Span) -> Iterator[Offer]:
    if '"' in request.place.text or "[" in request.place.text:
        return
    found = dict.fromkeys(VOLUMES_OF_IMAGE.get(request.image_name or "", ()), f"Where {request.image_name} keeps data.")
    state = request.state
    if state is not None and state.workdir.value not in (None, "/"):
        found[str(state.workdir.value)] = "The working directory."
    yield from described({**found, "/data": ""}, OfferKind.FOLDER, span)
