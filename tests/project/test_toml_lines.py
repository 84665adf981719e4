"""Places in TOML documents: every key that `tomllib` finds has a line, and it is the right one."""

from __future__ import annotations

import datetime
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.project.toml_lines import Key, toml_lines


def keys_of(value: object, path: Key = ()) -> set[Key]:
    """Every key and index that a document holds."""
    found: set[Key] = {path} if path else set()
    if isinstance(value, dict):
        for name, inner in value.items():
            found |= keys_of(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found |= keys_of(inner, (*path, index))
    return found


DOCUMENT = '''# a comment = 1
title = "x" # behind
"quoted key" = 'y'
a.b . "c.d" = 3

list = [ 1, "]", # one
  [2, 3],
  # [ not this
  { x = 1, y = { z = "}" } },
]
text = """
key = "inside"
""quoted""\\"""
"""
raw = \'\'\'
[table]
''end\'\'\'\'\'
after = 1979-05-27 07:32:00

[table]
one = 1
[ table . sub ]   # with blanks
two = [
]
[[many]]
n = 1
[many.inner]
m = 2
[[many]]
n = 3
[[many.deep]]
d = 4
[[many.deep]]
d = 5
'''


def test_a_document_with_everything() -> None:
    lines = toml_lines(DOCUMENT)
    assert set(lines) == keys_of(tomllib.loads(DOCUMENT))
    assert {key: lines[key] for key in lines if len(key) == 1} == {
        ("title",): 2, ("quoted key",): 3, ("a",): 4, ("list",): 6, ("text",): 11, ("raw",): 15, ("after",): 18,
        ("table",): 20, ("many",): 25,
    }  # fmt: skip
    assert [lines["list", index] for index in range(4)] == [6, 6, 7, 9]
    assert lines["list", 3, "y", "z"] == 9
    assert lines["a", "b", "c.d"] == 4
    assert lines["table", "sub", "two"] == 23
    assert lines["many", 0, "inner", "m"] == 28
    assert lines["many", 1] == 29
    assert lines["many", 1, "deep", 1, "d"] == 34


NAMES = st.sampled_from(["a", "b", "c-d", "_", "1", "e.f", 'g"h', "i'j", "", "é", "k l", "#", "m\\n"])
SCALARS = st.sampled_from(
    [
        "1", "-2.5e3", "true", "inf", "0x1F", "1979-05-27T07:32:00Z", "1979-05-27 07:32:00", "07:32:00",
        '"a # b"', "'c ] d'", '"\\" , \\\\"', '""', "''",
        '"""\n a = 1\n"""', '"""x""y\\"""""""', "'''\n[t]\n'''", "'''''a''b'''",
    ]
)  # fmt: skip
BLANKS = st.sampled_from(["", " ", "\t "])
ENDS = st.sampled_from(["\n", "\r\n", "\n\n", " # = [\n"])
BREAKS = st.sampled_from(["", " ", "\n", " # , ] }\n  ", "\r\n"])


def written_key(name: str) -> st.SearchStrategy[str]:
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    ways = [quoted]
    if name and all(character.isascii() and (character.isalnum() or character in "-_") for character in name):
        ways.append(name)
    if "'" not in name:
        ways.append(f"'{name}'")
    return st.sampled_from(ways)


@st.composite
def values(draw: st.DrawFn, depth: int = 0) -> str:
    shape = draw(st.sampled_from(["scalar", "scalar", "array", "table"] if depth < 3 else ["scalar"]))
    if shape == "scalar":
        return draw(SCALARS)
    if shape == "array":
        items = draw(st.lists(values(depth + 1), max_size=3))
        parts = [draw(BREAKS) + item + draw(BREAKS) for item in items]
        return "[" + ",".join(parts) + draw(st.sampled_from(["", ","] if parts else [""])) + draw(BREAKS) + "]"
    names = draw(st.lists(NAMES, max_size=3, unique=True))
    pairs = [draw(written_key(name)) + draw(BLANKS) + "=" + draw(BLANKS) + draw(values(depth + 1)) for name in names]
    return "{" + ",".join(draw(BLANKS) + pair + draw(BLANKS) for pair in pairs) + "}"


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Statements in any order; those that contradict one another are left out."""
    kept = ""
    for _ in range(draw(st.integers(0, 7))):
        names = draw(st.lists(NAMES, min_size=1, max_size=3))
        key = (draw(BLANKS) + "." + draw(BLANKS)).join(draw(written_key(name)) for name in names)
        match draw(st.sampled_from(["pair", "pair", "table", "array"])):
            case "table":
                statement = f"[{draw(BLANKS)}{key}{draw(BLANKS)}]"
            case "array":
                statement = f"[[{key}]]"
            case _:
                statement = f"{key}{draw(BLANKS)}={draw(BLANKS)}{draw(values())}"
        longer = kept + draw(BLANKS) + statement + draw(ENDS)
        try:
            tomllib.loads(longer)
        except tomllib.TOMLDecodeError:
            continue
        kept = longer
    return kept


@given(documents())
def test_every_key_has_a_line(text: str) -> None:
    assert set(toml_lines(text)) == keys_of(tomllib.loads(text))


@given(documents())
def test_lines_before_a_document_move_its_keys(text: str) -> None:
    moved = toml_lines("# one\r\n\n" + text)
    assert moved == {key: line + 2 for key, line in toml_lines(text).items()}


@given(documents())
def test_a_marked_pair_stands_on_its_line(text: str) -> None:
    marked = f'marked-key = 1\n{text}["marked table"]\ninside = [\n1,\n]\n'
    lines = toml_lines(marked)
    rows = marked.replace("\r\n", "\n").split("\n")
    assert rows[lines["marked-key",] - 1] == "marked-key = 1"
    assert rows[lines["marked table",] - 1] == '["marked table"]'
    assert rows[lines["marked table", "inside", 0] - 1] == "1,"


@given(st.text(alphabet="a.=[]{}\"'#\n, 1\\", max_size=40))
def test_other_texts_end_with_an_error_at_worst(text: str) -> None:
    try:
        expected = keys_of(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return
    assert set(toml_lines(text)) == expected


def test_dates_are_scalars() -> None:
    text = "a = [1979-05-27 07:32:00, 1979-05-28]\nb = 2"
    assert tomllib.loads(text)["a"][0] == datetime.datetime(1979, 5, 27, 7, 32)  # noqa: DTZ001
    assert toml_lines(text) == {("a",): 1, ("a", 0): 1, ("a", 1): 1, ("b",): 2}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment"])
def test_documents_without_keys(text: str) -> None:
    assert toml_lines(text) == {}
