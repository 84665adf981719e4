"""Which form is shown at a marked place, and which part of it is the one that comes now."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.features.reference.instructions import INSTRUCTIONS
from dockwright.features.reference.parameters import DIRECTIVE_FORMS, FLAG_FORMS, PARAMETERS
from dockwright.features.signature_help import SignatureHelp, signature_help
from dockwright.syntax.grammar import GRAMMAR

from .reading import BROKEN, marked, program_of, read


def active(found: SignatureHelp | None) -> tuple[str, str] | None:
    """The form and the part of it that is active."""
    if found is None:
        return None
    signature = found.signatures[found.active_signature]
    if found.active_parameter is None:
        return signature.label, ""
    span = signature.parameters[found.active_parameter].span
    return signature.label, signature.label[span.start : span.end]


def shown(text: str, *, is_asked: bool = True) -> tuple[str, str] | None:
    whole, at = marked(text)
    return active(signature_help(program_of(whole), at, is_asked=is_asked))


FROM = "FROM <image>[:<tag>] [AS <name>]"
CACHE = "--mount=type=cache,target=…,id=…,sharing=…,from=…,source=…,mode=…,uid=…,gid=…,readonly"


@pytest.mark.parametrize(
    ("text", "form", "part"),
    [
        ("FROM ‸", FROM, "<image>"),
        ("FROM python:‸", FROM, "<tag>"),
        ("FROM localhost:5000/x‸", FROM, "<image>"),
        ("FROM x@‸", "FROM <image>@<digest> [AS <name>]", "<digest>"),
        ("FROM x AS ‸", FROM, "<name>"),
        ("FROM x AS y ‸", FROM, ""),
        ("FROM x AS y\nFROM y‸", "FROM <stage> [AS <name>]", "<stage>"),
        ("FROM a\nRUN ‸", "RUN <command>", "<command>"),
        ("FROM a\nRUN [‸", 'RUN ["<program>", "<argument>"]', "<program>"),
        ('FROM a\nRUN ["a", ‸', 'RUN ["<program>", "<argument>"]', "<argument>"),
        ('FROM a\nRUN ["a,b‸', 'RUN ["<program>", "<argument>"]', "<program>"),
        ('FROM a\nRUN ["a", "b", "c"‸', 'RUN ["<program>", "<argument>"]', "<argument>"),
        ("FROM a\nRUN <<‸", "RUN <<EOF", ""),
        ("FROM a\nCOPY ‸", "COPY <source> [<source>] <destination>", "<source>"),
        ("FROM a\nCOPY a ‸", "COPY <source> [<source>] <destination>", "<destination>"),
        ("FROM a\nCOPY a ‸ b", "COPY <source> [<source>] <destination>", "<source>"),
        ("FROM a\nENV ‸", "ENV <key>=<value> [<key>=<value>]", "<key>"),
        ("FROM a\nENV a=‸", "ENV <key>=<value> [<key>=<value>]", "<value>"),
        ("FROM a\nONBUILD COPY a ‸", "COPY <source> [<source>] <destination>", "<destination>"),
        ("FROM a\nONBUILD ‸", "ONBUILD <instruction>", "<instruction>"),
        ("FROM a\nEXPOSE 80/‸", "EXPOSE <port>[/<protocol>] [<port>[/<protocol>]]", "<protocol>"),
        ("FROM a\nUSER ‸", "USER <user>[:<group>]", "<user>"),
        ("FROM a\nUSER a:‸", "USER <user>[:<group>]", "<group>"),
        ("FROM a\nUSER 1‸", "USER <uid>[:<gid>]", "<uid>"),
        ("FROM a\nHEALTHCHECK ‸", "HEALTHCHECK [<flags>] CMD <command>", "<flags>"),
        ("FROM a\nHEALTHCHECK CMD ‸", "HEALTHCHECK [<flags>] CMD <command>", "<command>"),
        ("FROM a\nHEALTHCHECK NO‸", "HEALTHCHECK NONE", ""),
        ("FROM a\nSHELL [‸", 'SHELL ["<program>", "<argument>"]', "<program>"),
        ("FROM a\nWORKDIR ‸", "WORKDIR <path>", "<path>"),
        ("ARG ‸", "ARG <name>[=<default>] [<name>[=<default>]]", "<name>"),
        ("ARG a=‸", "ARG <name>[=<default>] [<name>[=<default>]]", "<default>"),
        ("FROM --platform=‸", "--platform=<platform>", "<platform>"),
        ("FROM a\nCOPY --chown=a‸ b c", "--chown=<user>[:<group>]", "<user>"),
        ("FROM a\nCOPY --chown=a:‸ b c", "--chown=<user>[:<group>]", "<group>"),
        (
            "FROM a\nRUN --mount=‸",
            "--mount=type=cache,target=…,id=…,sharing=…,from=…,source=…,mode=…,uid=…,gid=…,readonly",
            "type=cache",
        ),
        ("FROM a\nRUN --mount=type=cache,‸", CACHE, "target=…"),
        ("FROM a\nRUN --mount=type=cache,target=/x,sh‸", CACHE, "sharing=…"),
        ("FROM a\nRUN --mount=type=cache,dst=‸", CACHE, "target=…"),
        ("FROM a\nRUN --mount=type=tmpfs,target=/x,size=1,‸", "--mount=type=tmpfs,target=…,size=…", ""),
        ("# escape=‸", "# escape=<character>", "<character>"),
        ("# syntax=docker‸\nFROM a", "# syntax=<frontend>", "<frontend>"),
        ("# check=skip=all;err‸", "# check=skip=<checks>;error=<boolean>;experimental=<checks>", "<boolean>"),
    ],
)
def test_what_comes_now(text: str, form: str, part: str) -> None:
    assert shown(text) == (form, part)


@pytest.mark.parametrize(
    "text", ["‸", "FRO‸", "FROM a\nRUN‸", "FROM a\n# escape=‸", "# ‸", "FROM a\nX ‸", "FROM a\nRUN <<E\n‸\nE\n"]
)
def test_nothing_is_shown(text: str) -> None:
    assert shown(text) is None


def test_a_space_in_a_command_brings_up_nothing() -> None:
    assert shown("FROM a\nRUN ‸", is_asked=False)
    assert shown("FROM a\nRUN apt-get ‸", is_asked=False) is None
    assert shown("FROM a\nCOPY a ‸", is_asked=False)


def test_every_flag_and_parameter_is_described() -> None:
    flags = {name for grammar in GRAMMAR.values() for name in grammar.flags}
    assert flags == {*FLAG_FORMS, "mount"}
    forms = [form for entry in INSTRUCTIONS.values() for form in entry.forms]
    for form in (*forms, *FLAG_FORMS.values(), *DIRECTIVE_FORMS.values()):
        for piece in form.split("<")[1:]:
            if ">" in piece:
                assert piece.partition(">")[0] in PARAMETERS


@pytest.mark.parametrize("text", BROKEN)
def test_every_place_of_a_half_typed_file(text: str) -> None:
    program = program_of(text)
    for at in range(len(text) + 1):
        found = active(signature_help(program, at))
        assert found is None or found[0]


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_no_place_of_a_real_file_fails(corpus_files: list[Path], data: st.DataObject) -> None:
    text = read(data.draw(st.sampled_from(corpus_files)))
    at = data.draw(st.integers(0, len(text)))
    for whole in (text, text[:at]):
        found = active(signature_help(program_of(whole), at))
        assert found is None or found[0]
