"""What a script is read into: commands, how they are joined, what stands around them, and where they are written."""

from __future__ import annotations

import pytest

from dockwright.shell.dialect import Dialect
from dockwright.shell.script import Command, Script, parse_script
from dockwright.syntax.logical_text import LogicalText


def read(text: str, dialect: Dialect = Dialect.BASH) -> Script:
    return parse_script(LogicalText.contiguous(text, 0), dialect)


def values(command: Command) -> str:
    return " ".join(word.text if word.value is None else word.value for word in command.words)


def outline(script: Script) -> list[tuple[str | None, str]]:
    return [(command.operator, values(command)) for command in script.commands]


def written(script: Script, command: Command) -> str:
    return script.text.text[command.start : command.end]


def only(script: Script, name: str) -> Command:
    (command,) = [command for command in script.commands if command.name.value == name]
    return command


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", [(None, "a")]),
        ("a b; c & d", [(None, "a b"), (";", "c"), ("&", "d")]),
        ("a && b || c", [(None, "a"), ("&&", "b"), ("||", "c")]),
        ("a | b |& c", [(None, "a"), ("|", "b"), ("|&", "c")]),
        ("a\n\nb", [(None, "a"), ("\n", "b")]),
        ("a;\nb", [(None, "a"), (";", "b")]),
        ("a &&\n# why\nb", [(None, "a"), ("&&", "b")]),
        ("a # b && c\nd", [(None, "a"), ("\n", "d")]),
        ("a#b", [(None, "a#b")]),
        ("(a && b); { c; d; }", [(None, "a"), ("&&", "b"), (None, "c"), (";", "d")]),
        ("echo if then fi", [(None, "echo if then fi")]),
        ("! a && b", [(None, "a"), ("&&", "b")]),
        ("a > f b 2>&1 c", [(None, "a b c")]),
        ("> f a", [(None, "a")]),
        ("X=1 Y=2 a", [(None, "a")]),
        ("[ -f x ] && a", [(None, "[ -f x ]"), ("&&", "a")]),
        ("[[ a < b && c ]] || d", [(None, "[[ a < b && c ]]"), ("||", "d")]),
        ("((i++)); a", [(";", "a")]),
        ("((a); b)", [(None, "a"), (";", "b")]),
        ("coproc a", [(None, "coproc a")]),
    ],
)
def test_commands_and_what_joins_them(text: str, expected: list[tuple[str | None, str]]) -> None:
    script = read(text)
    assert outline(script) == expected
    assert not script.has_errors


@pytest.mark.parametrize(
    "text",
    [
        "if a; then b; elif c; then d; else e; fi",
        "for i in x y; do b; done",
        "for ((i = 0; i < 3; i++)); do b; done",
        "while a; do b; done < f",
        "until a; do b; done",
        "select x in y; do b; done",
        "case $x in (p | q) b ;; *) b ;& r) ;; esac",
        "f() { b; }",
        "function f { b; }",
        "function f () ( b )",
        "a; for i; do b; done",
    ],
)
def test_every_compound_command_is_read(text: str) -> None:
    script = read(text)
    assert not script.has_errors
    assert any(values(command) == "b" for command in script.commands)


def test_conditional_means_that_it_may_not_run() -> None:
    script = read("a && b || c; if d; then e; else f; fi; while g; do h; done; case x in x) i;; esac; j || k && l")
    conditional = {values(command) for command in script.commands if command.conditional}
    assert conditional == {"c", "e", "f", "h", "i", "k"}


def test_what_stands_around_a_command_is_told() -> None:
    script = read('(a); b "$(c; (d))"; f() { e; }; { g; }')
    facts = {
        values(command): (command.depth, command.in_subshell, command.in_substitution, command.in_function)
        for command in script.commands
    }
    assert facts["a"] == (1, True, False, False)
    assert facts["c"] == (1, True, True, False)
    assert facts["d"] == (2, True, True, False)
    assert facts["e"] == (2, False, False, True)
    assert facts["g"] == (1, False, False, False)
    assert [function.name.value for function in script.functions] == ["f"]


def test_commands_of_one_pipeline_share_its_index() -> None:
    script = read("a | b && ! c | (d | e) | f")
    pipelines = {values(command): command.pipeline for command in script.commands}
    assert pipelines["a"] == pipelines["b"] != pipelines["c"] == pipelines["f"] != pipelines["d"] == pipelines["e"]
    whole = script.pipelines[pipelines["c"]]
    assert (whole.size, whole.negated, [values(command) for command in whole.commands]) == (3, True, ["c", "f"])
    assert script.text.text[whole.start : whole.end] == "! c | (d | e) | f"


def test_separators_are_those_of_the_script_itself() -> None:
    script = read("a && (b; c) | d\ne; if f; then g; fi & h")
    assert [(s.operator, script.text.text[s.start : s.end]) for s in script.separators] == [
        (operator, operator) for operator in ["&&", "|", "\n", ";", "&"]
    ]


def test_redirections_are_told_with_their_targets() -> None:
    command = only(read('a 2>/dev/null >&2 <"$f" >>log b'), "a")
    assert [(r.file_descriptor, r.operator, r.target and r.target.text) for r in command.redirections] == [
        ("2", ">", "/dev/null"),
        (None, ">&", "2"),
        (None, "<", '"$f"'),
        (None, ">>", "log"),
    ]
    assert values(command) == "a b"


def test_a_version_bound_without_quotes_is_a_redirection() -> None:
    command = only(read("apk add pkg>=1 'other>=2'"), "apk")
    (redirection,) = command.redirections
    assert (redirection.operator, redirection.target and redirection.target.value) == (">", "=1")
    assert redirection.start == command.arguments[1].end
    assert values(command) == "apk add pkg other>=2"


def test_redirections_of_a_group_are_kept_apart() -> None:
    script = read("{ a; b; } > f 2>&1 && while c; do d; done < g")
    assert [r.operator for r in script.group_redirections] == [">", ">&", "<"]
    assert all(not command.redirections for command in script.commands)


def test_a_here_document_belongs_to_its_command_and_its_text_is_passed_over() -> None:
    script = read("cat <<EOF > f && b; c\nrm -rf $x $(d)\nEOF\ne")
    assert outline(script) == [(None, "cat"), (None, "d"), ("&&", "b"), (";", "c"), ("\n", "e")]
    heredoc = only(script, "cat").redirections[0]
    assert heredoc.body is not None
    assert heredoc.body.text == "rm -rf $x $(d)\n"
    assert [use.name for use in heredoc.body.variables] == ["x"]
    assert heredoc.heredoc == (22, 37)


def test_a_quoted_delimiter_switches_expansion_off() -> None:
    heredoc = only(read("cat <<'EOF'\n$x $(d)\nEOF\n"), "cat").redirections[0]
    assert heredoc.body is not None
    assert (heredoc.body.value, heredoc.body.variables) == ("$x $(d)\n", ())


def test_several_here_documents_follow_each_other() -> None:
    script = read("a <<A <<-B\none\nA\n\ttwo\n\tB\nb")
    bodies = [redirection.body.text for redirection in only(script, "a").redirections if redirection.body]
    assert bodies == ["one\n", "\ttwo\n"]
    assert outline(script) == [(None, "a"), ("\n", "b")]


def test_a_here_document_whose_text_is_elsewhere_is_no_error() -> None:
    script = read("cat <<EOF >> /etc/profile && chmod 644 /etc/profile")
    assert not script.has_errors
    assert [command.name.value for command in script.commands] == ["cat", "chmod"]


def test_assignments_that_last_are_told() -> None:
    script = read(
        'a=1; b="x y" c=$d; export E=f G; readonly h="$i" j; k=1 cmd; for l in m; do :; done; read n; o+=p; q='
    )
    assert [(a.name, a.static_value) for a in script.assignments] == [
        ("a", "1"),
        ("b", "x y"),
        ("c", None),
        ("E", "f"),
        ("h", None),
        ("l", None),
        ("n", None),
        ("o", "p"),
        ("q", ""),
    ]
    assert [a.name for a in script.assignments if a.appends] == ["o"]
    names = [values(command) for command in script.commands]
    assert names == ["export E=f G", 'readonly h="$i" j', "cmd", ":", "read n"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("sh -c 'a && b'", ["a", "b"]),
        ('bash -c "a && b"', ["a", "b"]),
        ("bash -lc 'a'", ["a"]),
        ("/bin/sh -exc 'a; b'", ["a", "b"]),
        ("bash -o pipefail -c 'a | b'", ["a", "b"]),
        ("bash -euo pipefail -c 'a | b' name argument", ["a", "b"]),
        ("sudo -E -u root bash -c 'a'", ["a"]),
        ("env -i A=b sh -c 'a'", ["a"]),
        ("timeout 5 sh -c 'a'", ["a"]),
        ("exec nice -n 5 sh -c 'a'", ["a"]),
        ("xargs -0 -I{} sh -c 'a {}'", ["a {}"]),
        ("gosu user sh -c 'a'", ["a"]),
        ("chroot /mnt sh -c 'a'", ["a"]),
        ("su -c 'a b' user", ["a b"]),
        ('su - user -s /bin/bash -c "a"', ["a"]),
        ("runuser -l user -c 'a'", ["a"]),
        ("eval 'a b'", ["a b"]),
        ("sh -c 'sh -c \"a\"'", ["sh -c a", "a"]),
        ("sh -c ls", ["ls"]),
    ],
)
def test_scripts_in_words_are_read_where_they_are_written(text: str, inner: list[str]) -> None:
    script = read(text)
    assert [values(command) for command in script.commands[1:]] == inner
    for command in script.commands[1:]:
        assert written(script, command).split()[0] == command.name.value
        for word in command.words:
            assert script.text.text[word.start : word.end] == word.text


@pytest.mark.parametrize(
    "text", ["sh script.sh", "bash -s -- x", 'sh -c "$(curl x)"', "command -v sh", "su user", "eval a b"]
)
def test_no_script_is_seen_where_none_is_written(text: str) -> None:
    script = read(text)
    assert [c for c in script.commands[1:] if not c.in_substitution] == []


def test_words_of_a_script_with_escapes_stand_at_the_whole_string() -> None:
    text = 'sh -c "echo \\"hi\\" && rm -rf /x"'
    script = read(text)
    whole = script.commands[0].arguments[1].span
    assert [values(command) for command in script.commands[1:]] == ["echo hi", "rm -rf /x"]
    assert {word.span for command in script.commands[1:] for word in command.words} == {whole}


def test_nested_backquotes_are_unescaped() -> None:
    assert [values(c) for c in read("a `b \\`c d\\``").commands] == ["a `b \\`c d\\``", "b `c d`", "c d"]


def test_spans_reach_through_continuations_and_comments() -> None:
    source = "RUN apt-get update \\\n  # why\n  && apt-get install -y cur\\\nl"
    pieces = [("apt-get update ", 4), ("  && apt-get install -y cur", source.index("  &&")), ("l", len(source) - 1)]
    script = parse_script(LogicalText.joined(pieces, 4), Dialect.SH)
    install = script.commands[1]
    word = install.arguments[-1]
    assert (word.value, source[slice(*word.span)]) == ("curl", "cur\\\nl")
    assert source[slice(*install.span)] == "apt-get install -y cur\\\nl"
    assert source[slice(*script.separators[0].span)] == "&&"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a && ", ["a"]),
        ("a && b |", ["a", "b"]),
        ("a && && b", ["a", "b"]),
        ("a ; ; b", ["a", "b"]),
        ("if a; then b", ["a", "b"]),
        ("a && if b; then c", ["a", "b", "c"]),
        ("for x in a b; do c", ["c"]),
        ("case x in a) b", ["b"]),
        ("a && b) && c", ["a", "b", "c"]),
        ("(a && b", ["a", "b"]),
        ("{ a; b", ["a", "b"]),
        ("a; done; b", ["a", "b"]),
        ("a; } ; b", ["a", "b"]),
        ("(a; fi; b)", ["a", "b"]),
        ("if a; then (b; fi; c", ["a", "b", "c"]),
        ("a $(b", ["a $(b", "b"]),
        ("a > ; b", ["a", "b"]),
        ("f() ; a", ["a"]),
        ("a ${x b", ["a ${x b"]),
        ("a; b 'c", ["a", "b 'c"]),
        ('a; b "c && d', ["a", 'b "c && d']),
    ],
)
def test_half_typed_scripts_still_give_their_commands(text: str, expected: list[str]) -> None:
    script = read(text)
    assert script.has_errors
    assert [values(command) for command in script.commands] == expected


@pytest.mark.parametrize("dialect", [Dialect.OTHER, Dialect.UNKNOWN])
def test_other_languages_give_no_commands(dialect: Dialect) -> None:
    script = read("import os; os.system('rm -rf /')", dialect)
    assert script.commands == ()
    assert script.dialect is dialect


def test_pipes_behind_an_or_are_separators_too() -> None:
    script = read("a || b | c; d")
    assert [separator.operator for separator in script.separators] == ["||", "|", ";"]
    assert [command.conditional for command in script.commands] == [False, True, True, False]


def test_an_assignment_in_front_of_a_command_is_only_with_that_command() -> None:
    script = read("A=1 B=$x cmd; C=2")
    assert [(a.name, a.static_value) for a in only(script, "cmd").assignments] == [("A", "1"), ("B", None)]
    assert [a.name for a in script.assignments] == ["C"]
