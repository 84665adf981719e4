"""The program of a Dockerfile: stages, roles, scopes of variables, and the state before each instruction."""

from __future__ import annotations

from textwrap import dedent

import pytest

from dockwright.images.reference import ImageReference
from dockwright.semantics.derivation import derive
from dockwright.semantics.image_use import ImageUseKind
from dockwright.semantics.program import Program
from dockwright.semantics.step import StageRole, Step
from dockwright.shell.dialect import Dialect
from dockwright.syntax.grammar import Keyword
from dockwright.syntax.tree import parse


def program(text: str) -> Program:
    return derive(parse(dedent(text).lstrip("\n")))


def steps(text: str, keyword: Keyword) -> list[Step]:
    """The steps of one keyword in all stages."""
    return [step for stage in program(text).stages for _, step in stage.all_steps() if step.item.keyword is keyword]


def values(text: str, name: str) -> list[str | None]:
    """The value of a variable at each RUN; `undefined` where nothing binds it."""
    found = []
    for step in steps(text, Keyword.RUN):
        binding = step.binding(name)
        found.append("undefined" if binding is None else binding.value)
    return found


def test_roles_follow_what_the_last_stage_needs() -> None:
    stages = program(
        """
        FROM golang AS tools
        FROM golang AS build
        COPY --from=tools /bin/x /bin/x
        FROM alpine AS mounted
        FROM node AS docs
        FROM alpine AS base
        FROM base
        COPY --from=build /app /app
        RUN --mount=type=bind,from=mounted,target=/m ls /m
        """
    ).stages
    assert {stage.name: stage.role for stage in stages} == {
        "tools": StageRole.FEEDS,
        "build": StageRole.FEEDS,
        "mounted": StageRole.FEEDS,
        "docs": StageRole.APART,
        "base": StageRole.FEEDS,
        None: StageRole.SHIPPED,
    }


def test_nothing_stands_apart_where_an_argument_chooses_the_stage() -> None:
    stages = program("ARG V=one\nFROM alpine AS one\nFROM alpine AS two\nFROM ${V}\n").stages
    assert [stage.role for stage in stages] == [StageRole.FEEDS, StageRole.UNCERTAIN, StageRole.SHIPPED]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [("build", 0), ("BUILD", 0), ("0", 0), ("1", 1), ("7", None), ("alpine:3.22", None), ("later", None)],
)
def test_copy_names_stages_by_name_and_number(reference: str, expected: int | None) -> None:
    text = f"FROM a AS build\nFROM b AS second\nFROM c\nCOPY --from={reference} /x /y\nFROM d AS later\n"
    (step,) = steps(text, Keyword.COPY)
    (use,) = step.images
    assert use.kind is ImageUseKind.COPY_FROM
    assert use.stage == expected
    assert (use.image is None) == (expected is not None)


def test_the_base_image_is_evaluated_with_global_arguments() -> None:
    (stage,) = program("ARG REGISTRY=ghcr.io\nARG TAG=3.22\nFROM ${REGISTRY}/library/alpine:${TAG:-edge}\n").stages
    assert stage.base.value == "ghcr.io/library/alpine:3.22"
    assert isinstance(stage.base.reference, ImageReference)
    assert stage.base.reference.tag == "3.22"
    assert [binding.name for binding in stage.base.bindings] == ["REGISTRY", "TAG"]


def test_a_required_argument_leaves_the_base_image_unknown() -> None:
    (stage,) = program("ARG IMAGE\nFROM ${IMAGE}\n").stages
    assert stage.base.value is None
    assert stage.final_state.user.value is None


def test_a_global_argument_is_seen_in_a_stage_only_where_it_is_declared_again() -> None:
    assert values("ARG V=1\nFROM alpine\nRUN x\nARG V\nRUN y\n", "V") == ["undefined", "1"]


def test_a_default_in_the_stage_beats_the_global_one() -> None:
    assert values("ARG V=1\nFROM alpine\nARG V=2\nRUN x\n", "V") == ["2"]


def test_env_hides_arg_of_the_same_name_whatever_comes_first() -> None:
    assert values("FROM alpine\nARG V=1\nENV V=2\nRUN x\n", "V") == ["2"]
    assert values("FROM alpine\nENV V=2\nARG V=1\nRUN x\n", "V") == ["2"]


def test_one_env_does_not_see_what_it_sets_itself() -> None:
    # https://docs.docker.com/reference/dockerfile/#environment-replacement: abc=hello; abc=bye def=$abc; ghi=$abc
    text = "FROM alpine\nENV abc=hello\nENV abc=bye def=$abc\nENV ghi=$abc\nRUN x\n"
    assert values(text, "def") == ["hello"]
    assert values(text, "ghi") == ["bye"]


def test_a_stage_inherits_variables_user_directory_and_shell() -> None:
    text = """
        FROM alpine AS base
        ENV A=1
        ARG B=2
        USER app
        WORKDIR /srv
        WORKDIR app
        SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
        FROM base
        RUN x
        FROM alpine
        RUN y
        """
    inherited, fresh = steps(text, Keyword.RUN)
    assert inherited.value_of("A") == "1"
    assert inherited.value_of("B") == "2"
    assert inherited.user.value == "app"
    assert inherited.workdir.value == "/srv/app"
    assert inherited.dialect is Dialect.BASH
    assert fresh.binding("A") is None
    assert fresh.user.value == "root"
    assert fresh.dialect is Dialect.ASH


def test_the_shell_survives_env_and_arg() -> None:
    text = 'FROM debian\nSHELL ["pwsh", "-Command"]\nENV A=1\nARG B\nRUN Get-Item x\n'
    assert [step.dialect for step in steps(text, Keyword.RUN)] == [Dialect.POWERSHELL]


@pytest.mark.parametrize(
    ("run", "dialect"),
    [
        ("RUN <<EOF\n#!/usr/bin/env bash\nx\nEOF\n", Dialect.BASH),
        ("RUN <<EOF bash\nx\nEOF\n", Dialect.BASH),
        ("RUN bash -e <<EOF\nx\nEOF\n", Dialect.BASH),
        ("RUN <<EOF\n#!/usr/bin/python3\nimport os\nEOF\n", Dialect.OTHER),
        ("RUN python3 <<EOF\nimport os\nEOF\n", Dialect.OTHER),
        ("RUN <<EOF\nx\nEOF\n", Dialect.SH),
        ("RUN cat <<EOF > /x\nnot a command\nEOF\n", Dialect.SH),
    ],
)
def test_a_heredoc_chooses_its_interpreter(run: str, dialect: Dialect) -> None:
    (step,) = steps(f"FROM debian:13\n{run}", Keyword.RUN)
    assert step.dialect is dialect


def test_the_body_of_a_heredoc_for_cat_is_no_command() -> None:
    (step,) = steps("FROM debian:13\nRUN cat <<EOF > /x\nrm -rf /\nEOF\n", Keyword.RUN)
    assert step.commands is not None
    assert [command.name.value for command in step.commands.commands] == ["cat"]


def test_what_onbuild_defers_changes_nothing_here() -> None:
    text = "FROM alpine\nONBUILD USER app\nONBUILD ENV A=1\nRUN x\n"
    (run,) = steps(text, Keyword.RUN)
    assert run.user.value == "root"
    assert run.binding("A") is None
    first, second = steps(text, Keyword.ONBUILD)
    assert (first.keyword, second.keyword) == (Keyword.USER, Keyword.ENV)
    assert first.is_deferred


def test_windows_bases_are_not_read_as_posix() -> None:
    (step,) = steps("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN dir C:\\x\n", Keyword.RUN)
    assert step.dialect is Dialect.CMD
    assert step.invocations == ()


def test_an_exec_form_that_calls_a_shell_is_read() -> None:
    (step,) = steps(
        'FROM debian:13\nRUN ["/bin/bash", "-c", "apt-get update && apt-get install -y curl"]\n', Keyword.RUN
    )
    assert [(call.tool, call.subcommand) for call in step.invocations] == [
        ("apt-get", "update"),
        ("apt-get", "install"),
    ]


def test_package_lists_in_variables_are_followed() -> None:
    (step,) = steps('FROM debian:13\nENV PACKAGES="git curl"\nRUN apt-get install -y $PACKAGES\n', Keyword.RUN)
    (call,) = step.invocations
    assert [package.name for package in call.packages] == ["git", "curl"]


def test_a_half_typed_file_has_a_program() -> None:
    assert program("FROM").stages[0].base.value in (None, "")
    assert program("").stages == ()
    assert program("RUN x\n").stages == ()
    assert len(program("FROM a AS\nFROM").stages) == 2
