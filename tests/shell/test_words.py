"""Words and quoting, held against bash: what we say a program receives is what it receives."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.shell.dialect import Dialect
from dockwright.shell.script import Command, VariableUse, Word, fields, parse_script
from dockwright.syntax.logical_text import LogicalText

BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None, reason="bash is not installed")


def only_command(text: str, dialect: Dialect = Dialect.BASH) -> Command:
    (command,) = parse_script(LogicalText.contiguous(text, 0), dialect).commands
    return command


def only_word(text: str, dialect: Dialect = Dialect.BASH) -> Word:
    (word,) = only_command(f"echo {text}", dialect).arguments
    return word


def ask_bash(script: str, **variables: str) -> list[str]:
    """What the arguments of `show` are when bash runs the script in an empty folder."""
    assert BASH is not None
    program = "set -f; show() { [ $# = 0 ] || printf '%s\\0' \"$@\"; }; " + script
    run = subprocess.run(
        [BASH, "--norc", "-c", program],
        capture_output=True,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"} | variables,
        timeout=10,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1]


SAFE = st.text("abcXYZ019-_./:@%+,=~^é€𝄞 \t*?[]{}!#;&|<>()$'\"\\`\n", max_size=8)
PLAIN = st.text("abc019-_./:@%+,=^é", min_size=1, max_size=5)
SINGLE = SAFE.map(lambda text: "'" + text.replace("'", "") + "'")
DOUBLE = SAFE.map(lambda text: '"' + text.replace("$", "").replace("`", "").replace("\\", "").replace('"', "") + '"')
DOUBLE_ESCAPED = st.lists(st.sampled_from(["\\$", "\\`", '\\"', "\\\\", "\\a", "\\\n", "x", " "]), max_size=4).map(
    lambda pieces: '"' + "".join(pieces) + '"'
)
ESCAPED = st.sampled_from(list("ab '\"$`\\*?[]{}!#;&|<>()~")).map(lambda character: "\\" + character)
ANSI = st.lists(
    st.sampled_from(["\\n", "\\t", "\\\\", "\\'", '"', "a", " ", "\\x41", "\\101", "\\u20ac"]), max_size=3
).map(lambda pieces: "$'" + "".join(pieces) + "'")
WORD = st.lists(st.one_of(PLAIN, SINGLE, DOUBLE, DOUBLE_ESCAPED, ESCAPED, ANSI), min_size=1, max_size=4).map("".join)


@needs_bash
@settings(max_examples=150, deadline=None)
@given(st.lists(WORD, min_size=1, max_size=12))
def test_static_words_have_the_value_that_bash_gives_them(words: list[str]) -> None:
    text = "show " + " ".join(words)
    command = only_command(text)
    assert [word.value for word in command.arguments] == ask_bash(text)


@needs_bash
@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            WORD,
            st.sampled_from(["$A", "${A}", '"$A"', "x$B", '"${B}y"', "$E", '"$E"', "${A}$B", "'$A'", "\\$A", "$C"]),
            st.sampled_from(["${E:-d}", "${A:-d}", '"${E:-d e}"', "${A:+x}", "${E:+x}", "${A-d}", "${E-d}", "${D:=q}"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_words_split_as_in_bash_when_the_variables_are_known(words: list[str]) -> None:
    variables = {"A": "one", "B": "two words", "C": " lead and trail ", "D": "", "E": ""}
    text = "show " + " ".join(words)

    def lookup(use: VariableUse) -> str | None:
        value = variables[use.name]
        match use.operator:
            case None | "-":
                return value
            case ":-" | ":=":
                return value or use.argument
            case _:
                return use.argument if value else ""

    found = [field for word in only_command(text).arguments for field in fields(word, lookup)]
    assert found == ask_bash(text, **variables)


@pytest.mark.parametrize(
    ("text", "name", "operator", "argument", "quoted"),
    [
        ("$x", "x", None, None, False),
        ('"$x"', "x", None, None, True),
        ("${x}", "x", None, None, False),
        ("${x:-y z}", "x", ":-", "y z", False),
        ("${x-y}", "x", "-", "y", False),
        ("${x:?gone}", "x", ":?", "gone", False),
        ("${x:+y}", "x", ":+", "y", False),
        ("${x%.*}", "x", "%", ".*", False),
        ("${x%%.*}", "x", "%%", ".*", False),
        ("${x#v}", "x", "#", "v", False),
        ("${x/a/b}", "x", "/", "a/b", False),
        ("${x//a/b}", "x", "//", "a/b", False),
        ("${x^^}", "x", "^^", "", False),
        ("${#x}", "x", "length", "", False),
        ("${!x}", "x", "!", "", False),
        ("${x[0]}", "x", "[", "", False),
        ("${x:1:2}", "x", ":", "1:2", False),
        ("$1", "1", None, None, False),
        ("$@", "@", None, None, False),
        ("$?", "?", None, None, False),
        ("${10}", "10", None, None, False),
    ],
)
def test_every_way_to_use_a_variable_is_told(
    text: str, name: str, operator: str | None, argument: str | None, quoted: bool
) -> None:
    word = only_word(text)
    (use,) = word.variables
    assert (use.name, use.operator, use.argument, use.quoted) == (name, operator, argument, quoted)
    assert word.value is None
    written = text.strip('"')
    assert use.span == (text.index("$") + 5, text.index("$") + 5 + len(written))


def test_a_variable_within_the_default_of_another_is_one_of_the_words_variables() -> None:
    word = only_word('"${a:-${b:-c}}"')
    assert {use.name for use in word.variables} == {"a", "b"}
    assert {use.name: use.argument for use in word.variables} == {"a": None, "b": "c"}


@pytest.mark.parametrize("text", ["'$x'", "\\$x", '"\\$x"', "$", "a$", '"$"', "$/"])
def test_a_dollar_sign_that_expands_nothing_leaves_the_word_static(text: str) -> None:
    word = only_word(text)
    assert word.variables == ()
    assert word.value is not None


@pytest.mark.parametrize("text", ["*.c", "a?c", "x[0-9]", "wget=1.16.1*"])
def test_a_glob_is_told_and_left_as_written(text: str) -> None:
    word = only_word(text)
    assert word.has_glob
    assert word.value == text


@pytest.mark.parametrize("text", ["'*.c'", '"a?c"', "\\*", "["])
def test_quoted_characters_are_no_glob(text: str) -> None:
    assert not only_word(text).has_glob


def test_braces_expand_in_bash_only() -> None:
    assert only_word("/a/{b,c}", Dialect.BASH).value is None
    assert only_word("/a/{b,c}", Dialect.SH).value == "/a/{b,c}"
    assert only_word("/a/{b,c}", Dialect.SH).has_braces
    assert only_word("'{b,c}'", Dialect.BASH).value == "{b,c}"
    assert only_word("{}", Dialect.BASH).value == "{}"


@pytest.mark.parametrize("text", ["$(a)", "`a`", '"$(a)"', "$((1+2))", "<(a)"])
def test_what_only_the_run_knows_has_no_value(text: str) -> None:
    word = only_word_of_outer(text)
    assert word.value is None
    assert word.text == text


def only_word_of_outer(text: str) -> Word:
    commands = parse_script(LogicalText.contiguous(f"echo {text}", 0), Dialect.BASH).commands
    (word,) = commands[0].arguments
    return word


def test_unknown_parts_keep_their_place_among_known_text() -> None:
    word = only_word_of_outer('"pkg=$VERSION-$(arch)"')
    assert fields(word, lambda use: "1.2" if use.name == "VERSION" else None) == ("pkg=1.2-\ufffc",)
    assert fields(word, lambda _: None) == ("pkg=\ufffc-\ufffc",)
