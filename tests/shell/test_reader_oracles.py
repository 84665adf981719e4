"""The reader against others: bash's verdict, tree-sitter's structure, and texts that nobody would write."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
import tree_sitter
import tree_sitter_bash
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.shell.dialect import Dialect
from dockwright.shell.invocation import invocations
from dockwright.shell.script import Command, Script, VariableUse, Word, parse_script, shell_options
from dockwright.syntax.logical_text import LogicalText

BASH = shutil.which("bash")
PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))

DECLARATIONS = {"declaration_command", "unset_command"}
ASIDE = {"variable_assignment", "file_redirect", "herestring_redirect", "heredoc_redirect"}


@pytest.mark.slow
@pytest.mark.skipif(BASH is None, reason="bash is not installed")
def test_scripts_of_the_corpus_have_errors_exactly_where_bash_says_so(corpus_scripts: list[LogicalText]) -> None:
    differing = []
    for text in corpus_scripts:
        if text.text.startswith("@("):
            continue  # An extended glob in one, arguments in the other: bash decides by an option that -n does not see.
        script = parse_script(text, Dialect.BASH)
        verdict = subprocess.run([str(BASH), "-n"], input=text.text.encode(), capture_output=True, check=False)
        if script.has_errors != (verdict.returncode != 0):
            differing.append((text.text, verdict.stderr))
    assert differing == []


def test_scripts_of_the_corpus_have_the_commands_that_tree_sitter_finds(corpus_scripts: list[LogicalText]) -> None:
    """Command by command, the same characters in words.

    Three faults of the grammar are allowed for: it splits `a-$b-$c` at the second dollar sign, and it is confused by
    an escaped blank at the start of a word and by anything behind a here-document on its line, so scripts with these
    are left out.
    """
    compared = 0
    for text in corpus_scripts:
        script = parse_script(text, Dialect.BASH)
        if script.has_errors or not text.text.isascii() or "<<" in text.text or " \\ " in text.text:
            continue
        tree = PARSER.parse(text.text.encode())
        if tree.root_node.has_error:
            continue
        theirs = sorted(_commands_of_tree(tree.root_node))
        assert sorted(_commands_of_script(script)) == theirs, text.text
        compared += 1
    assert compared > 1000


def _commands_of_script(script: Script) -> Iterator[tuple[int, str]]:
    for command in script.commands:
        if command.name.text not in ("[", "[[") and not _is_in_inner_script(script, command):
            yield command.name.start, "".join(word.text for word in command.words)


def _is_in_inner_script(script: Script, command: Command) -> bool:
    scope: int | None = command.scope
    while scope is not None:
        if script.scopes[scope].kind == "shell":
            return True
        scope = script.scopes[scope].parent
    return any(
        other.name.value == "eval" and other is not command and other.start < command.start < other.end
        for other in script.commands
    )


def _commands_of_tree(root: tree_sitter.Node) -> Iterator[tuple[int, str]]:
    commands: dict[int, list[tree_sitter.Node]] = {}
    redirects: list[tree_sitter.Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children)
        if node.type in DECLARATIONS:
            commands[node.children[0].start_byte] = list(node.children)
        elif node.type == "command":
            words = [child for child in node.children if child.type not in ASIDE]
            commands[words[0].start_byte] = words
        elif node.type == "file_redirect":
            redirects.append(node)
    for redirect in redirects:
        # Arguments behind a redirection count as further targets of it, even of one around a whole list.
        swallowed = redirect.children_by_field_name("destination")[1:]
        if swallowed:
            commands[_owner(commands, redirect)].extend(swallowed)
    for start, words in commands.items():
        yield start, "".join((word.text or b"").decode() for word in sorted(words, key=lambda word: word.start_byte))


def _owner(commands: dict[int, list[tree_sitter.Node]], redirect: tree_sitter.Node) -> int:
    before = [start for start in commands if start < redirect.start_byte]
    return max(before) if before else min(commands)


# fmt: off
PIECES = [
    'a', 'b c', '&&', '||', ';', '&', '\n', '(', ')', '{ ', '}', 'if ',
    'then ', 'elif ', 'else ', 'fi', 'for x in ', 'do ', 'done', 'while ', 'case x in ', 'esac', ';;', 'in ',
    'function f', 'f()', '[[ ', ']]', '((', '))', '!', '$(', '`', '${', '}', '$x',
    '${x:-', '"', "'", '\\', '\\\n', '#', '<<E\n', 'E\n', '<<-E', '<<<', '<(', '>',
    '>>', '2>&1', '&>', '=', 'x=', 'x=(', '*', '?', '[', ']', '~', "$'",
    '$((', ' sh -c ', "'a b'", '"sudo x"', 'eval ', 'xargs ', 'find . -exec ', 'apt-get -y install ', 'npm --prefix ',
    'é', '𝄞', '\x00',
    '\r\n', '\t', '$', ' -o ', ' -- ', '|', '|&',
]
# fmt: on
FRAGMENTS = st.sampled_from(PIECES)
SCRIPTS = st.one_of(st.text(max_size=60), st.lists(FRAGMENTS, max_size=40).map("".join))
DIALECTS = st.sampled_from(list(Dialect))


@settings(max_examples=600, deadline=None)
@given(SCRIPTS, DIALECTS)
def test_no_text_raises_and_everything_lies_within_it(text: str, dialect: Dialect) -> None:
    script = parse_script(LogicalText.contiguous(text, 7), dialect)
    _check_places(script)
    assert len(shell_options(script)) == len(script.commands)
    for invocation in invocations(script, {"x": "apt-get install -y", "y": None}):
        assert invocation.command in script.commands
        for option in invocation.options:
            _check_span(option.span, text)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["(", "$(", "`", '"$(', "{ ", "if ", "${x:-", '"${x:-', "((", "$((", "x=(", "f() { ", "sh -c '"]),
    st.integers(1, 400),
)
def test_nesting_without_end_does_not_exhaust_the_stack(opening: str, count: int) -> None:
    _check_places(parse_script(LogicalText.contiguous("a; " + opening * count + " b", 0), Dialect.BASH))


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_damaged_scripts_of_the_corpus_do_not_raise(data: st.DataObject, corpus_scripts: list[LogicalText]) -> None:
    text = data.draw(st.sampled_from(corpus_scripts)).text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    damaged = text[:start] + data.draw(FRAGMENTS) + text[end:]
    script = parse_script(LogicalText.contiguous(damaged, 0), Dialect.BASH)
    _check_places(script)
    invocations(script)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_commands_before_an_unfinished_one_do_not_change(
    data: st.DataObject, corpus_scripts: list[LogicalText]
) -> None:
    """Typing on at the end leaves the commands of the list before it as they were."""
    text = data.draw(st.sampled_from(corpus_scripts)).text
    whole = parse_script(LogicalText.contiguous(text, 0), Dialect.BASH)
    if whole.has_errors or not whole.separators:
        return
    separator = data.draw(st.sampled_from(whole.separators))
    cut = parse_script(LogicalText.contiguous(text[: separator.end], 0), Dialect.BASH)
    before = [(c.start, c.end, c.operator) for c in whole.commands if c.end <= separator.start and c.depth == 0]
    assert [(c.start, c.end, c.operator) for c in cut.commands if c.depth == 0] == before


def _check_span(span: tuple[int, int], text: str) -> None:
    assert 7 <= span[0] <= span[1] <= 7 + len(text)


def _check_places(script: Script) -> None:
    length = len(script.text.text)
    words: list[Word] = []
    uses: list[VariableUse] = list(script.variables)
    for command in script.commands:
        assert 0 <= command.start < command.end <= length
        words.extend(command.words)
        words.extend(assignment.value for assignment in command.assignments if assignment.value is not None)
        for redirection in command.redirections:
            assert 0 <= redirection.start < redirection.end <= length
            words.extend(word for word in (redirection.target, redirection.body) if word is not None)
        assert command in script.pipelines[command.pipeline].commands
    for word in words:
        assert 0 <= word.start <= word.end <= length
        uses.extend(word.variables)
        assert word.span == script.text.span(word.start, word.end)
    for use in uses:
        assert 0 <= use.start < use.end <= length
    starts = [separator.start for separator in script.separators]
    assert starts == sorted(starts)
