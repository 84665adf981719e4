"""How single instructions are taken apart: lines, flags, forms, heredocs, pairs, expansions, with exact spans."""

from __future__ import annotations

import pytest

from dockwright.syntax.expansion import Expansion, Literal, Part
from dockwright.syntax.grammar import GRAMMAR, Keyword
from dockwright.syntax.items import Instruction
from dockwright.syntax.json_form import JsonArray, NotJson
from dockwright.syntax.logical_text import Span
from dockwright.syntax.tree import parse


def read(text: str) -> Instruction:
    """The only instruction of a text."""
    (only,) = [item for _, item in parse(text).instructions()]
    return only


def cut(instruction: Instruction, span: Span) -> str:
    return instruction.text[span.start : span.end]


class TestLines:
    @pytest.mark.parametrize(
        ("text", "joined"),
        [
            ("RUN a \\\n  b\n", "RUN a   b"),
            ("RUN a \\\n# c\n  # d \\\n\n \t\n b\n", "RUN a  b"),
            ("RUN a \\\r\n# c\r\n b\r\n", "RUN a  b"),
            ("RUN a \\ \t\nb", "RUN a b"),
            ("RUN a \\\\\n", "RUN a \\\\"),
            ("RUN a \\\f\n", "RUN a \\\f"),
            ("  RUN a", "RUN a"),
            ("\ufeffRUN a", "RUN a"),
            ("RU\\\nN a\n", "RUN a"),
            ("RUN a\rb\n", "RUN a\rb"),
            ("RUN a\0b\u2028c\f\n", "RUN a\0b\u2028c\f"),
            ("RUN a \\\n", "RUN a "),
            ("# escape=`\nRUN a `\n b\\\n", "RUN a  b\\"),
        ],
    )
    def test_joined_text(self, text: str, joined: str) -> None:
        assert read(text).line.text == joined

    def test_what_is_left_out_is_known(self) -> None:
        instruction = read("RUN a \\\n  # c\n\n  b\n")
        assert [cut(instruction, span) for span in instruction.head.comments] == ["# c"]
        assert [cut(instruction, span) for span in instruction.head.continuations] == ["\\"]
        assert [cut(instruction, span) for span in instruction.head.empty_lines] == ["\n"]

    def test_every_character_leads_back_to_the_document(self) -> None:
        instruction = read("  RUN ab \\\r\n# c\r\n\tcd \\\r\n\r\nef\r\n")
        line = instruction.line
        assert "".join(instruction.text[line.source(at)] for at in range(len(line.text))) == line.text


class TestFlags:
    @pytest.mark.parametrize("keyword", Keyword)
    def test_flags_of_the_reference(self, keyword: Keyword) -> None:
        names = list(GRAMMAR[keyword].flags)
        instruction = read(f"{keyword.value} {' '.join(f'--{name}=v' for name in names)} \\\n  a b\n")
        assert [flag.name for flag in instruction.flags] == names
        assert [cut(instruction, flag.span) for flag in instruction.flags] == [f"--{name}=v" for name in names]
        assert [cut(instruction, flag.name_span) for flag in instruction.flags] == [f"--{name}" for name in names]
        assert instruction.arguments.text == "a b"

    @pytest.mark.parametrize(
        ("text", "flags", "rest"),
        [
            ("COPY --chown='a b' x y", ["--chown=a b"], "x y"),
            ('COPY --chown="a \\" b"c x y', ['--chown=a " bc'], "x y"),
            ("COPY --a\\ b x y", ["--a b"], "x y"),
            ("COPY --link x --from=a", ["--link"], "x --from=a"),
            ("COPY -- --link x", [], "--link x"),
            ("COPY --", [], ""),
            ("COPY - x", [], "- x"),
            ("COPY --fr\\\nom=a x", ["--from=a"], "x"),
            ("COPY \u00a0--from=a x", [], "--from=a x"),
            ("COPY --from='a x", ["--from=a x"], ""),
        ],
    )
    def test_spelling(self, text: str, flags: list[str], rest: str) -> None:
        instruction = read(text + "\n")
        assert [flag.text for flag in instruction.flags] == flags
        assert instruction.arguments.text == rest

    @pytest.mark.parametrize("mount_type", ["bind", "cache", "tmpfs", "secret", "ssh"])
    @pytest.mark.parametrize("order", [1, -1])
    def test_mount_in_any_order(self, mount_type: str, order: int) -> None:
        options = [f"type={mount_type}", "target=/x", "ro", "id=a"][::order]
        instruction = read(f"RUN --mount={','.join(options)} x\n")
        (flag,) = instruction.flags
        assert flag.mount_type == mount_type
        assert [cut(instruction, option.span) for option in flag.mount_options] == options
        target = flag.mount_option("target", "dst", "destination")
        assert target is not None
        assert target.value == "/x"
        assert (flag.mount_option("ro"), flag.mount_option("rw")) == (flag.mount_options[1 + (order == 1)], None)


class TestJson:
    @pytest.mark.parametrize(
        ("arguments", "values"),
        [
            ('["a", "b c"]', ["a", "b c"]),
            ('[ "a" ,\t"b" ]', ["a", "b"]),
            ("[]", []),
            ('["\\u00e9\\n\\"", "\\ud83d\\ude00", "\\ud800"]', ['é\n"', "😀", "\ufffd"]),
            ('["a", \\\n  "b"]', ["a", "b"]),
        ],
    )
    def test_exec_form(self, arguments: str, values: list[str]) -> None:
        instruction = read(f"CMD {arguments}\n")
        assert isinstance(instruction.json, JsonArray)
        assert [element.value for element in instruction.json.elements] == values
        assert all(cut(instruction, element.span).endswith('"') for element in instruction.json.elements)

    @pytest.mark.parametrize(
        ("arguments", "reason", "underlined", "is_refused"),
        [
            ("['a', 'b']", "double quotes", "'a'", False),
            ("[a, b]", "without double quotes", "a", False),
            ('["a" "b"]', "comma is missing", '"', False),
            ('["a",]', "comma stands before", ",", False),
            ('["a"', "closing bracket is missing", '["a"', False),
            ('["a', "not closed", '"a', False),
            ('["a"] b', "text follows", " b", False),
            ('["\\x"]', "invalid escape", "\\", False),
            ('["a", 1]', "has to be a string", "1", True),
            ("[true]", "has to be a string", "true", True),
            ("[NaN]", "without double quotes", "NaN", False),
            ("[1e999]", "without double quotes", "1e999", False),
            ("[", "closing bracket is missing", "[", False),
        ],
    )
    def test_look_alike(self, arguments: str, reason: str, underlined: str, is_refused: bool) -> None:
        instruction = read(f"CMD {arguments}\n")
        found = instruction.json
        assert isinstance(found, NotJson)
        assert reason in found.reason
        assert (cut(instruction, found.span), found.is_refused) == (underlined, is_refused)

    def test_a_test_is_no_look_alike(self) -> None:
        assert read("RUN test [ a ]\n").json is None


class TestHeredocs:
    @pytest.mark.parametrize(
        ("text", "delimiters", "bodies", "expanded", "strips"),
        [
            ("RUN <<EOF\na\nEOF\n", ["EOF"], ["a\n"], [True], [False]),
            ("RUN <<'EOF'\na\nEOF", ["EOF"], ["a\n"], [False], [False]),
            ('RUN <<"E F"\nE F\n', ["E F"], [""], [False], [False]),
            ("RUN <<\\EOF\nEOF\n", ["EOF"], [""], [True], [False]),
            ("RUN <<-EOF\n\ta\n\t\tEOF\n", ["EOF"], ["\ta\n"], [True], [True]),
            ("RUN << EOF\nEOF\n", ["EOF"], [""], [True], [False]),
            ("RUN cat <<A <<'B'\n1\nA\n2\nB\n", ["A", "B"], ["1\n", "2\n"], [True, False], [False, False]),
            ("RUN \\\n  # c\n  cat <<EOF \\\n  && b\nx\nEOF\n", ["EOF"], ["x\n"], [True], [False]),
            ("RUN <<EOF\r\na\r\nEOF\r\n", ["EOF"], ["a\r\n"], [True], [False]),
            ("COPY <<a.txt <<b.txt /x\na.txt\nb.txt\n", ["a.txt", "b.txt"], ["", ""], [True, True], [False, False]),
            ("ONBUILD RUN <<EOF\na\nEOF\n", ["EOF"], ["a\n"], [True], [False]),
            ("RUN 3<<EOF\nEOF\n", ["EOF"], [""], [True], [False]),
            ("RUN <<EOF\n# a \\\nEOF\n", ["EOF"], ["# a \\\n"], [True], [False]),
        ],
    )
    def test_terminated(
        self, text: str, delimiters: list[str], bodies: list[str], expanded: list[bool], strips: list[bool]
    ) -> None:
        instruction = read(text)
        assert [heredoc.opening.delimiter for heredoc in instruction.heredocs] == delimiters
        assert [cut(instruction, heredoc.body) for heredoc in instruction.heredocs] == bodies
        assert [heredoc.opening.is_expanded for heredoc in instruction.heredocs] == expanded
        assert [heredoc.opening.strips_tabs for heredoc in instruction.heredocs] == strips
        assert all(heredoc.is_terminated for heredoc in instruction.heredocs)
        assert instruction.text == text

    @pytest.mark.parametrize(
        "text",
        [
            "RUN cat <<<EOF\n",
            "RUN cat < <EOF\n",
            "RUN a<<EOF\n",
            'RUN "<<EOF"\n',
            "RUN '<<EOF\n",
            'RUN ["cat", "<<EOF"]\n',
            "CMD cat <<EOF\n",
            "RUN <<- EOF\n",
            "RUN <<\n",
            "RUN <<''\n",
            "RUN ${x^} <<EOF\n",
            "RUN \u0663<<EOF\n",
        ],
    )
    def test_none(self, text: str) -> None:
        assert read(text).heredocs == ()

    def test_unterminated_ends_before_the_next_instruction(self) -> None:
        tree = parse("FROM a\nRUN <<EOF\nx\n run y\nRUN z\nEND\n")
        instructions = [item for _, item in tree.instructions()]
        assert [item.keyword_text for item in instructions] == ["FROM", "RUN", "RUN", "END"]
        (heredoc,) = instructions[1].heredocs
        assert cut(instructions[1], heredoc.body) == "x\n run y\n"
        assert not heredoc.is_terminated

    def test_typing_the_terminator_takes_the_body_back(self) -> None:
        from dockwright.syntax.tree import edit

        tree = edit(parse("FROM a\nRUN <<EOF\nRUN x\nEO\n"), 25, 25, "F").tree
        assert tree == parse("FROM a\nRUN <<EOF\nRUN x\nEOF\n")
        assert len(list(tree.instructions())) == 2


class TestPairs:
    @pytest.mark.parametrize(
        ("text", "pairs"),
        [
            ("ENV a=b c=\"d e\" f='g h' i=j\\ k", [("a", "b"), ("c", '"d e"'), ("f", "'g h'"), ("i", "j\\ k")]),
            ('ENV "a b"=c', [('"a b"', "c")]),
            ("ENV a b  c ", [("a", "b  c")]),
            ("ENV a=", [("a", "")]),
            ("ENV a==b", [("a", "=b")]),
            ("LABEL a=b\\\n c=d", [("a", "b"), ("c", "d")]),
            ("ARG a", [("a", None)]),
            ("ARG a b=c d", [("a", None), ("b", "c"), ("d", None)]),
            ("ENV a='b", [("a", "'b")]),
            ('ENV a="b\\"c"', [("a", '"b\\"c"')]),
            ("ENV a", [("a", None)]),
        ],
    )
    def test_pairs(self, text: str, pairs: list[tuple[str, str | None]]) -> None:
        instruction = read(text + "\n")
        found = [(pair.key.text, None if pair.value is None else pair.value.text) for pair in instruction.key_values]
        assert found == pairs
        for pair in instruction.key_values:
            assert cut(instruction, pair.key.span) == pair.key.text

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("'a b'", "a b"),
            ('"a \\" \\$ \\x"', 'a " $ \\x'),
            ("a\\ b\\$", "a b$"),
            ("a\"b\"'c'", "abc"),
            ("$a", None),
            ("'$a'", "$a"),
        ],
    )
    def test_values(self, written: str, value: str | None) -> None:
        (pair,) = read(f"ENV x={written}\n").key_values
        assert pair.value is not None
        assert pair.value.value == value

    def test_backtick_escapes(self) -> None:
        (pair,) = read("# escape=`\nENV x=a` b\\\n").key_values
        assert pair.value is not None
        assert pair.value.value == "a b\\"


def shape(parts: tuple[Part, ...]) -> str:
    """Parts in short: literals as they are, expansions as {name operator|argument|replacement}."""
    shown = []
    for part in parts:
        match part:
            case Literal():
                shown.append(part.text)
            case Expansion():
                inner = f"{part.name}{part.operator or ''}"
                if part.operator:
                    inner += f"|{shape(part.argument)}"
                if part.operator in ("/", "//"):
                    inner += f"|{shape(part.replacement)}"
                shown.append(f"{{{inner}}}")
    return "".join(shown)


class TestExpansions:
    @pytest.mark.parametrize(
        ("word", "expected", "spans"),
        [
            ("$x", "{x}", ["$x"]),
            ("a$x-b", "a{x}-b", ["$x"]),
            ("${x}y", "{x}y", ["${x}"]),
            ("${x:-y}", "{x:-|y}", ["${x:-y}"]),
            ("${x-y}", "{x-|y}", ["${x-y}"]),
            ("${x:+y}", "{x:+|y}", ["${x:+y}"]),
            ("${x+y}", "{x+|y}", ["${x+y}"]),
            ("${x:?y}", "{x:?|y}", ["${x:?y}"]),
            ("${x?y}", "{x?|y}", ["${x?y}"]),
            ("${x#a*}", "{x#|a*}", ["${x#a*}"]),
            ("${x##a*}", "{x##|a*}", ["${x##a*}"]),
            ("${x%a}", "{x%|a}", ["${x%a}"]),
            ("${x%%a}", "{x%%|a}", ["${x%%a}"]),
            ("${x/a/b}", "{x/|a|b}", ["${x/a/b}"]),
            ("${x//a/b}", "{x//|a|b}", ["${x//a/b}"]),
            ("${x/\\//\\}}", "{x/|\\/|\\}}", ["${x/\\//\\}}"]),
            ("${x:-${y:-$z}}", "{x:-|{y:-|{z}}}", ["${x:-${y:-$z}}", "${y:-$z}", "$z"]),
            ("\"a $x 'b'\"", "a {x} 'b'", ["$x"]),
            ("${x:-'a}b'}", "{x:-|a}b}", ["${x:-'a}b'}"]),
            ("$1a$@", "{1}a{@}", ["$1", "$@"]),
            ("\\$x$", "$x$", []),
            ("$é", "{é}", ["$é"]),
            ("$²", "$²", []),
        ],
    )
    def test_parts_and_spans(self, word: str, expected: str, spans: list[str]) -> None:
        instruction = read(f"ENV v={word}\n")
        (pair,) = instruction.key_values
        assert pair.value is not None
        assert pair.value.parts.problem is None
        assert shape(pair.value.parts.parts) == expected
        assert [cut(instruction, expansion.span) for expansion in pair.value.expansions] == spans
        for expansion in pair.value.expansions:
            assert cut(instruction, expansion.name_span) == expansion.name

    def test_through_a_continuation(self) -> None:
        instruction = read("ENV v=${lo\\\n# c\nng:-x}\n")
        (expansion,) = instruction.words[0].expansions
        assert expansion.name == "long"
        assert cut(instruction, expansion.span) == "${lo\\\n# c\nng:-x}"


class TestOnbuild:
    def test_spans_are_those_of_the_whole(self) -> None:
        instruction = read("ONBUILD \\\n  COPY --from=a \\\n  <<EOF /x\nb\nEOF\n")
        nested = instruction.nested
        assert nested is not None
        assert nested.keyword is Keyword.COPY
        assert cut(instruction, nested.keyword_span) == "COPY"
        assert [cut(instruction, flag.span) for flag in nested.flags] == ["--from=a"]
        assert [cut(instruction, word.span) for word in nested.words] == ["<<EOF", "/x"]
        assert [cut(instruction, heredoc.body) for heredoc in nested.heredocs] == ["b\n"]


def test_byte_order_mark_counts_only_at_the_start() -> None:
    assert read("\ufeffFROM a\n").keyword is Keyword.FROM
    assert read("\ufeff\ufeffFROM a\n").keyword is None
    assert [item.keyword for _, item in parse("FROM a\n\ufeffRUN b\n").instructions()] == [Keyword.FROM, None]
