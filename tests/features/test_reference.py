"""The reference texts cover the language, and agree with what else we know of it."""

from __future__ import annotations

import pytest

from dockwright.diagnostics.rules.syntax import _features
from dockwright.features.reference.commands import SUBCOMMANDS, TOOLS
from dockwright.features.reference.directives import DIRECTIVES as DIRECTIVE_ENTRIES
from dockwright.features.reference.flags import FLAGS
from dockwright.features.reference.instructions import INSTRUCTIONS
from dockwright.features.reference.mounts import OPTIONS, OPTIONS_OF_TYPE, SYNONYMS, TYPES, WITHOUT_VALUE
from dockwright.features.reference.options import OPTIONS as COMMAND_OPTIONS
from dockwright.features.reference.variables import PREDEFINED
from dockwright.semantics.environment import PLATFORM_ARGUMENTS, PREDEFINED_ARGUMENTS
from dockwright.shell.specification import Subcommand, option_table, subcommand_named
from dockwright.shell.table import tool_of_program
from dockwright.syntax.grammar import DIRECTIVES, GRAMMAR, Keyword
from dockwright.syntax.problems.file import problems
from dockwright.syntax.tree import parse


def test_everything_of_the_grammar_is_explained() -> None:
    assert set(INSTRUCTIONS) == set(Keyword)
    assert set(FLAGS) == {(keyword, name) for keyword, grammar in GRAMMAR.items() for name in grammar.flags}
    assert tuple(DIRECTIVE_ENTRIES) == DIRECTIVES
    assert {*PLATFORM_ARGUMENTS, *PREDEFINED_ARGUMENTS} <= set(PREDEFINED)


@pytest.mark.parametrize(("key", "feature"), list(_features._FLAGS.items()), ids=str)
def test_versions_are_those_that_the_rules_know(key: tuple[Keyword, str], feature: _features.Feature) -> None:
    entry = FLAGS[key]
    stable = None if feature.stable is None else ".".join(map(str, feature.stable))
    assert (entry.since, entry.labs) == (stable, stable is None)


def test_every_example_is_understood() -> None:
    entries = [*INSTRUCTIONS.values(), *FLAGS.values(), *TYPES.values()]
    for entry in entries:
        tree = parse(entry.example if entry.example.startswith("FROM") else f"FROM a\n{entry.example}")
        assert not list(problems(tree)), entry.example


def test_mount_options_are_known() -> None:
    assert set(OPTIONS_OF_TYPE) == set(TYPES)
    assert {name for names in OPTIONS_OF_TYPE.values() for name in names} | {"type"} == set(OPTIONS)
    assert {*SYNONYMS.values(), *WITHOUT_VALUE} <= set(OPTIONS)


@pytest.mark.parametrize("name", TOOLS)
def test_described_tools_are_in_the_command_table(name: str) -> None:
    assert tool_of_program(name) is not None


@pytest.mark.parametrize("whole", SUBCOMMANDS)
def test_described_subcommands_are_in_the_command_table(whole: str) -> None:
    name, *words = whole.split()
    tool = tool_of_program(name)
    assert tool is not None
    assert subcommand_named(tool.subcommands, words[0]) is not None


def tables(subcommand: Subcommand) -> list[str]:
    return [subcommand.options, *(text for inner in subcommand.subcommands.values() for text in tables(inner))]


@pytest.mark.parametrize("name", COMMAND_OPTIONS)
def test_described_options_are_in_the_command_table(name: str) -> None:
    tool = tool_of_program(name)
    assert tool is not None
    texts = [tool.options, *(text for inner in tool.subcommands.values() for text in tables(inner))]
    known = {kind.name for text in texts for kind in option_table(text).values()}
    assert set(COMMAND_OPTIONS[name]) <= known
