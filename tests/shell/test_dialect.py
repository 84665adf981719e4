"""Which program reads which language."""

from __future__ import annotations

import pytest

from dockwright.shell.dialect import Dialect, dialect_of_exec_words, dialect_of_program, dialect_of_shebang


@pytest.mark.parametrize(
    ("path", "dialect"),
    [
        ("sh", Dialect.SH),
        ("/bin/sh", Dialect.SH),
        ("/bin/dash", Dialect.SH),
        ("bash", Dialect.BASH),
        ("/usr/bin/bash", Dialect.BASH),
        ("/bin/ash", Dialect.ASH),
        ("/bin/busybox", Dialect.ASH),
        ("pwsh", Dialect.POWERSHELL),
        ("powershell", Dialect.POWERSHELL),
        ("powershell.exe", Dialect.POWERSHELL),
        ("PowerShell.EXE", Dialect.POWERSHELL),
        (r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe", Dialect.POWERSHELL),
        ("C:/Program Files/PowerShell/7/pwsh.exe", Dialect.POWERSHELL),
        ("cmd", Dialect.CMD),
        (r"C:\Windows\System32\cmd.exe", Dialect.CMD),
        ("python3", Dialect.OTHER),
        ("/usr/bin/node", Dialect.OTHER),
    ],
)
def test_a_program_is_known_by_its_name_on_every_system(path: str, dialect: Dialect) -> None:
    assert dialect_of_program(path) is dialect


@pytest.mark.parametrize(
    ("words", "dialect"),
    [
        (["/bin/bash", "-o", "pipefail", "-c"], Dialect.BASH),
        (["/usr/bin/bash", "-eo", "pipefail", "-c"], Dialect.BASH),
        (["/usr/bin/env", "bash", "-c"], Dialect.BASH),
        (["/usr/bin/env", "-S", "bash", "-e"], Dialect.BASH),
        (["env", "LANG=C", "sh"], Dialect.SH),
        (["busybox", "sh", "-c"], Dialect.ASH),
        (["powershell", "-Command"], Dialect.POWERSHELL),
        (["cmd", "/S", "/C"], Dialect.CMD),
        (["python3"], Dialect.OTHER),
        (["env"], Dialect.UNKNOWN),
        ([], Dialect.UNKNOWN),
    ],
)
def test_the_words_of_a_shell_instruction_name_its_language(words: list[str], dialect: Dialect) -> None:
    assert dialect_of_exec_words(words) is dialect


@pytest.mark.parametrize(
    ("line", "dialect"),
    [
        ("#!/bin/bash -e", Dialect.BASH),
        ("#! /usr/bin/env bash", Dialect.BASH),
        ("#!/usr/bin/env -S bash -eu", Dialect.BASH),
        ("#!/bin/sh", Dialect.SH),
        ("#!/usr/bin/env python3", Dialect.OTHER),
        ("#!", None),
        ("# !/bin/sh", None),
        ("apt-get update", None),
    ],
)
def test_a_shebang_names_the_language(line: str, dialect: Dialect | None) -> None:
    assert dialect_of_shebang(line) is dialect


def test_only_shells_of_the_posix_family_are_read_as_such() -> None:
    posix = {dialect for dialect in Dialect if dialect.is_posix}
    assert posix == {Dialect.SH, Dialect.BASH, Dialect.ASH}


def test_pipefail_is_certain_only_where_every_version_has_it() -> None:
    assert {dialect for dialect in Dialect if dialect.has_pipefail} == {Dialect.BASH, Dialect.ASH}
    assert {dialect for dialect in Dialect if dialect.has_pipefail is None} == {Dialect.SH, Dialect.UNKNOWN}
