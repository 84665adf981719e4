"""Evaluation of variables, held against a real shell where both mean the same, and against Docker's documentation."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.semantics.environment import Binding, BindingKind
from dockwright.semantics.evaluation import evaluate
from dockwright.syntax.logical_text import LogicalText
from dockwright.syntax.words import Word

BASH = shutil.which("bash")


def word(text: str, escape: str = "\\") -> Word:
    return Word(LogicalText.contiguous(text, 0), escape)


def value(text: str, *, is_complete: bool = True, **variables: str | None) -> str | None:
    def lookup(name: str) -> Binding | None:
        if name not in variables:
            return None
        return Binding(name, variables[name], BindingKind.ENVIRONMENT)

    return evaluate(word(text), lookup, is_complete=is_complete)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$a", "one"),
        ("${a}", "one"),
        ("x${a}y", "xoney"),
        ("$missing", ""),
        ("${missing:-word}", "word"),
        ("${missing-word}", "word"),
        ("${empty:-word}", "word"),
        ("${empty-word}", ""),
        ("${a:+word}", "word"),
        ("${missing:+word}", ""),
        ("${empty+word}", "word"),
        ("${a:-${missing}}", "one"),
        ("${missing:-${a}/x}", "one/x"),
        (r"\$a", "$a"),
        (r"\${a}", "${a}"),
        ("'$a'", "$a"),
        ('"$a b"', "one b"),
        ("a' 'b", "a b"),
        ("$", "$"),
        ("a$", "a$"),
        ("${path#*/}", "b/c.tar.gz"),
        ("${path##*/}", "c.tar.gz"),
        ("${path%.*}", "a/b/c.tar"),
        ("${path%%.*}", "a/b/c"),
        ("${path/\\//-}", "a-b/c.tar.gz"),
        ("${path//\\//-}", "a-b-c.tar.gz"),
        ("${a/n/m}", "ome"),
        ("${path/b*/z}", "a/z"),
    ],
)
def test_known_values(text: str, expected: str) -> None:
    assert value(text, a="one", empty="", path="a/b/c.tar.gz") == expected


@pytest.mark.parametrize("text", ["$u", "x$u", "${u:+x}", "${u%x}", "${a/o/$u}", "${u//a/b}", "${a:bad}"])
def test_what_is_unknown_stays_unknown(text: str) -> None:
    assert value(text, a="one", u=None) is None


def test_an_undefined_variable_is_unknown_where_the_base_image_may_define_it() -> None:
    assert value("$x", is_complete=False) is None
    assert value("${x:-word}", is_complete=False) == "word"
    assert value("$x") == ""


def test_a_required_argument_is_what_its_default_says_and_else_unknown() -> None:
    required = Binding("x", None, BindingKind.BUILD_ARGUMENT, is_set=False)
    assert evaluate(word("$x"), {"x": required}.get) is None
    assert evaluate(word("${x:-word}"), {"x": required}.get) == "word"


_LITERAL = st.text("abc./-_", max_size=4)
_PATTERN = st.text("ab./*?", min_size=1, max_size=4).filter(lambda pattern: "/" not in pattern)


@st.composite
def expansions(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(["a", "b", "unset", "empty"]))
    operator = draw(st.sampled_from(["", ":-", "-", ":+", "+", "#", "##", "%", "%%", "/", "//"]))
    if operator == "":
        return f"${{{name}}}"
    if operator in ("/", "//"):
        # bash replaces nothing in an empty value; Go's regular expressions, and so BuildKit, let `*` match there.
        name = "unset" if name == "empty" else name
        return f"${{{name}{operator}{draw(_PATTERN)}/{draw(_LITERAL.filter(lambda text: '/' not in text))}}}"
    argument = draw(_PATTERN if operator[0] in "#%" else _LITERAL)
    return f"${{{name}{operator}{argument}}}"


@pytest.mark.skipif(BASH is None, reason="no bash to compare with")
@settings(max_examples=150, deadline=None)
@given(
    st.lists(expansions(), min_size=5, max_size=20),
    st.text("abc./", min_size=1, max_size=8),
    st.text("ab.", min_size=1, max_size=5),
)
def test_modifiers_mean_what_a_shell_means(texts: list[str], a: str, b: str) -> None:
    assert BASH is not None
    script = "".join(f'printf "%s\\n" "{text}"\n' for text in texts)
    environment = {"a": a, "b": b, "empty": "", "PATH": ""}
    shell = subprocess.run(
        [BASH, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=20
    )
    assert [value(text, a=a, b=b, empty="") for text in texts] == shell.stdout.split("\n")[:-1]
