"""``textDocument/signatureHelp``: the forms of what is being written, and which part of it comes now.

Promises: never raises; the active parameter is one of the active signature, or none where nothing more can follow.
"""

from __future__ import annotations

import re

from ..semantics.program import Program
from ..syntax.dataclass import dataclass
from ..syntax.grammar import GRAMMAR, ArgumentStyle, Keyword
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import Span
from .cursor import InComment, InInstruction, place_at
from .reference.directives import DIRECTIVES
from .reference.flags import FLAGS
from .reference.instructions import INSTRUCTIONS
from .reference.mounts import OPTIONS, OPTIONS_OF_TYPE, SYNONYMS, TYPES, WITHOUT_VALUE
from .reference.parameters import DIRECTIVE_FORMS, FLAG_FORMS, PARAMETERS

_PARAMETER = lazy_pattern(r"<([a-z]+)>")
_SETTINGS = ("skip", "error", "experimental")
_DIRECTIVE = lazy_pattern(r"#\s*(\w+)\s*=(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of a signature: where it stands in the label, and what it is."""

    span: Span
    documentation: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One form, as it is shown."""

    label: str
    documentation: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class SignatureHelp:
    """The forms; ``active_parameter`` is ``None`` where none of them comes now."""

    signatures: tuple[Signature, ...]
    active_signature: int
    active_parameter: int | None


def signature_help(program: Program, offset: int, *, is_asked: bool = True) -> SignatureHelp | None:
    """The forms of what is being written at an offset in code points.

    Unless a person asked, nothing is said inside of a command, where each space would bring it up.
    """
    place = place_at(program, offset)
    match place:
        case InComment(is_header=True):
            return _directive(place)
        case InInstruction() if not place.is_in_keyword and place.keyword is not None:
            if place.may_be_flag and place.word.startswith("--") and "=" in place.word:
                return _flag(place, place.keyword)
            is_in_command = GRAMMAR[place.keyword].style is ArgumentStyle.COMMAND and bool(place.words)
            return None if is_in_command and not is_asked else _instruction(program, place, place.keyword)
        case _:
            return None


def _signature(label: str, documentation: str) -> Signature:
    found = _PARAMETER.finditer(label)
    return Signature(
        label, documentation, tuple(Parameter(Span(*match.span()), PARAMETERS.get(match[1], "")) for match in found)
    )


def _directive(place: InComment) -> SignatureHelp | None:
    match = _DIRECTIVE.match(place.text)
    name = "" if match is None else match.group(1).lower()
    if match is None or name not in DIRECTIVE_FORMS:
        return None
    active = 0
    if name == "check":
        setting = match.group(2).rpartition(";")[2].partition("=")[0].strip().lower()
        active = next((at for at, one in enumerate(_SETTINGS) if one.startswith(setting)), 0)
    return SignatureHelp((_signature(DIRECTIVE_FORMS[name], DIRECTIVES[name].summary),), 0, active)


def _flag(place: InInstruction, keyword: Keyword) -> SignatureHelp | None:
    name, _, value = place.word.removeprefix("--").partition("=")
    if name not in GRAMMAR[keyword].flags:
        return None
    if name == "mount":
        return _mount(value)
    signature = _signature(FLAG_FORMS[name], FLAGS[keyword, name].summary)
    return SignatureHelp((signature,), 0, 1 if name == "chown" and ":" in value else 0)


def _mount(value: str) -> SignatureHelp:
    options = [_option(option) for option in value.split(",")]
    given = dict(options)
    mount_type = given.get("type", "").lower()
    types = [mount_type] if mount_type in TYPES else list(TYPES)
    signatures = tuple(_mount_signature(name) for name in types)
    current = options[-1][0]
    keys = ("type", *OPTIONS_OF_TYPE[types[0]])
    if current in keys:
        return SignatureHelp(signatures, 0, keys.index(current))
    missing = [at for at, key in enumerate(keys) if key not in given and key.startswith(current)]
    return SignatureHelp(signatures, 0, missing[0] if missing else None)


def _option(text: str) -> tuple[str, str]:
    key, _, value = text.partition("=")
    return SYNONYMS.get(key.lower(), key.lower()), value


def _mount_signature(mount_type: str) -> Signature:
    label = f"--mount=type={mount_type}"
    parameters = [Parameter(Span(len("--mount="), len(label)), PARAMETERS["type"])]
    for key in OPTIONS_OF_TYPE[mount_type]:
        start = len(label) + len(",")
        label += f",{key}" if key in WITHOUT_VALUE else f",{key}=…"
        parameters.append(Parameter(Span(start, len(label)), OPTIONS[key]))
    return Signature(label, TYPES[mount_type].summary, tuple(parameters))


def _instruction(program: Program, place: InInstruction, keyword: Keyword) -> SignatureHelp:
    entry = INSTRUCTIONS[keyword]
    signatures = tuple(_signature(form, entry.summary) for form in entry.forms)
    written = place.text[place.arguments_start :].lstrip()
    form = _form(program, place, keyword, entry.forms, written)
    parameter = _json_parameter(written, len(signatures[form].parameters))
    if parameter is None and not written.startswith("["):
        parameter = _parameter(place, keyword, form)
    count = len(signatures[form].parameters)
    return SignatureHelp(signatures, form, parameter if parameter is not None and parameter < count else None)


def _form(program: Program, place: InInstruction, keyword: Keyword, forms: tuple[str, ...], written: str) -> int:
    """Which form is being written, as far as can be told."""
    if written.startswith("["):
        return next((at for at, form in enumerate(forms) if "[" in form.split()[1][:1]), 0)
    match keyword:
        case Keyword.FROM:
            first = (place.words or (place.word,))[0]
            if "@" in first:
                return 1
            names = {stage.name.lower() for stage in program.stages if stage.name}
            return 2 if first.lower() in names and first else 0
        case Keyword.RUN if written.startswith("<<"):
            return 2
        case Keyword.CMD | Keyword.ENTRYPOINT if written:
            return len(forms) - 1
        case Keyword.USER if written[:1].isdigit():
            return 1
        case Keyword.HEALTHCHECK if written.upper().startswith("N"):
            return 1
        case _:
            return 0


def _json_parameter(written: str, count: int) -> int | None:
    if not written.startswith("[") or written.endswith("]"):
        return None
    commas = re.sub(r'"(?:[^"\\]|\\.)*"?', "", written).count(",")
    return min(commas, count - 1)


def _parameter(place: InInstruction, keyword: Keyword, form: int) -> int | None:
    words, word = place.words, place.word
    match keyword:
        case Keyword.FROM:
            if not words:
                return 1 if (form == 0 and ":" in word.rpartition("/")[2]) or "@" in word else 0
            is_named = len(words) == 2 and words[1].lower() == "as"
            return (1 if form == 2 else 2) if len(words) == 1 or is_named else None
        case Keyword.COPY | Keyword.ADD:
            following = place.whole.text[place.offset - place.start :].partition("\n")[0].split()
            return (1 if words else 0) if following else min(len(words), 1) * 2
        case Keyword.ENV | Keyword.LABEL | Keyword.ARG:
            return (2 if words else 0) + ("=" in word)
        case Keyword.EXPOSE:
            return (2 if words else 0) + ("/" in word)
        case Keyword.USER:
            return int(":" in word) if not words else None
        case Keyword.HEALTHCHECK:
            return int(bool(words)) if form == 0 else None
        case Keyword.VOLUME:
            return min(len(words), 1)
        case Keyword.WORKDIR | Keyword.STOPSIGNAL | Keyword.MAINTAINER | Keyword.ONBUILD:
            return 0
        case _:
            return 0
