"""The table itself: complete, consistent, and read as it is written."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

from dockwright.shell import tools
from dockwright.shell.specification import Subcommand, Tool, option_table
from dockwright.shell.table import PROGRAMS, all_tools, tool_of_program

DESCRIBED = all_tools()


def subcommands(tool: Tool) -> Iterator[tuple[str, Subcommand]]:
    waiting = [(f"{tool.name} {name}", subcommand) for name, subcommand in tool.subcommands.items()]
    while waiting:
        name, subcommand = waiting.pop()
        yield name, subcommand
        waiting.extend((f"{name} {inner}", value) for inner, value in subcommand.subcommands.items())


def test_the_index_names_every_module_and_every_program() -> None:
    modules = {module.name for module in pkgutil.iter_modules(tools.__path__)}
    assert modules == set(PROGRAMS)
    for module, programs in PROGRAMS.items():
        described = [
            program for tool in import_module(f"dockwright.shell.tools.{module}").TOOLS for program in tool.programs
        ]
        assert sorted(described) == sorted(programs.split()), module


CALLED_BY_DOCKERFILES = """
apt-get apt apk yum dnf microdnf zypper rpm dpkg apt-key apt-mark
pip pip3 pip3.12 python python3.11 pipx uv poetry pipenv conda mamba micromamba
npm yarn pnpm bun gem bundle go cargo composer mvn ./mvnw gradle ./gradlew dotnet make
curl wget tar unzip git gpg ssh
chmod chown rm mkdir cp mv ln sed cd echo set export
sudo su gosu useradd adduser groupadd addgroup chpasswd service systemctl /usr/bin/apt-get
"""


@pytest.mark.parametrize("program", CALLED_BY_DOCKERFILES.split())
def test_the_tools_that_dockerfiles_call_are_described(program: str) -> None:
    assert tool_of_program(program) is not None


@pytest.mark.parametrize("tool", DESCRIBED, ids=lambda tool: tool.name)
def test_no_option_is_described_twice(tool: Tool) -> None:
    for name, text in [(tool.name, tool.options), *((name, sub.options) for name, sub in subcommands(tool))]:
        names = [word for line in text.splitlines() for word in line.split() if word.startswith(("-", "+"))]
        repeated = {word for word in names if names.count(word) > 1}
        assert not repeated, f"{name}: {repeated}"


@pytest.mark.parametrize("tool", DESCRIBED, ids=lambda tool: tool.name)
def test_every_line_describes_an_option_and_at_most_one_value(tool: Tool) -> None:
    texts = [tool.options, *(subcommand.options for _, subcommand in subcommands(tool))]
    for line in (line for text in texts for line in text.splitlines() if line.strip()):
        *names, last = line.split()
        assert all(name.startswith(("-", "+")) for name in names), line
        assert last.startswith(("-", "+", "[")) or (names and last.isupper()), line


@pytest.mark.parametrize("tool", DESCRIBED, ids=lambda tool: tool.name)
def test_aliases_do_not_hide_other_subcommands(tool: Tool) -> None:
    aliases = [alias for subcommand in tool.subcommands.values() for alias in subcommand.aliases]
    assert len(aliases) == len(set(aliases))
    assert not set(aliases) & set(tool.subcommands)


def test_how_options_are_described() -> None:
    table = option_table(
        "-y --yes --assume-yes\n-t --target RELEASE\n-i --in-place [SUFFIX]\n-q --quiet [=LEVEL]\n-x\n"
    )
    assert {(kind.name, kind.value) for kind in table.values()} == {
        ("--yes", "none"),
        ("--target", "needed"),
        ("--in-place", "optional"),
        ("--quiet", "after equals"),
        ("-x", "none"),
    }
    assert table["--assume-yes"] is table["-y"]
