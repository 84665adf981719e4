"""YAML that is read as a whole or refused: what is read is what PyYAML reads, also where a text is a little broken."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from dockwright.project.yaml_values import YamlProblem, yaml_values

from .test_build_file_readers import COMPOSE

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

CONFIGURATION = """\
# All kinds of values.
failure-threshold: warning
ignored:
  - DL3008
  - 'SC2086' # c
override:
  error: [DL3006, "DL3059",
    DL3015]
  style:
  - DL3015
strict-labels: true
no-fail: False
"quoted": "true"
nothing:
tilde: ~
url: http://a.b:80/c#d
"""
_ODD_ANCHOR = re.compile(r"[&*][\w-]*[^\w\s,\[\]{}-]")
"""YAML allows nearly any character in the name of an anchor, PyYAML letters, digits and dashes."""

TEXTS = (
    CONFIGURATION,
    "a: 1\nb:\n- x\n- 'y: z' # c\nc: [a, \"b,c\", 1]\nd: {a: b, c: [1]}\n",
    "x:\n- a: 1\n  b: 2\n-\n  c: 3\nz: null\n'q''r': \"\\u00e4\\n\"\n",
    "# only\n",
    "",
    "---\n- a\n- - b\n  - c\n- {}\n- []\n",
    "a:\n- &x\n- b\nc: &y\n- d\ne: &z\n  f: g\n",
    "a: &x [1, 2]\nb: *x\nc: {<<: {d: e}, f: g}\n",
    COMPOSE.partition("...\n")[0],
)


def judged(text: str) -> Any:
    """What PyYAML reads; of plain scalars only those of the core schema that are no numbers are more than texts."""
    judge: Any = type("Judge", (yaml.SafeLoader,), {"yaml_implicit_resolvers": {}})
    judge.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|True|TRUE|false|False|FALSE)$"), "tTfF")
    judge.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
    judge.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile("<<$"), "<")
    return yaml.load(text, Loader=judge)


@pytest.mark.parametrize("text", TEXTS)
def test_yaml_is_read_as_others_read_it(text: str) -> None:
    assert yaml_values(text) == judged(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: |\n  b\n", 1),
        ("a: b\n  c\n", 1),
        ("a: *b\n", 1),
        ("a: 1\nb: !!str 1\n", 2),
        ("a: 'b\n", 1),
        ("a: [1] 2\n", 1),
        ("a: [1\n", 2),
        ("a: ['b' 1]\n", 1),
        ("a: 1\n  b: 2\n", 2),
        ("a: 1\n---\nb: 2\n", 2),
        ("- a\nb: 1\n", 2),
        ("? a\n: b\n", 1),
        ("a\n", None),
    ],
)
def test_what_would_be_read_in_part_is_refused(text: str, line: int | None) -> None:
    if line is None:
        assert yaml_values(text) == "a"
        return
    with pytest.raises(YamlProblem) as raised:
        yaml_values(text)
    assert raised.value.line == line


@pytest.mark.parametrize("text", TEXTS)
def test_a_broken_text_is_refused_or_read_as_others_read_it(text: str) -> None:
    chance = random.Random(3)
    for _ in range(400):
        letters = list(text or "a: b")
        for _ in range(chance.randint(1, 3)):
            letters[chance.randrange(len(letters))] = chance.choice("{}[]\"':,-#*!<>|~ \nax")
        mixed = "".join(letters)
        if _ODD_ANCHOR.search(mixed):
            continue
        try:
            ours, theirs = yaml_values(mixed), judged(mixed)
        except (YamlProblem, yaml.YAMLError, TypeError, ValueError):
            continue
        assert not _has_text_keys(theirs) or ours == theirs, mixed


def _has_text_keys(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_has_text_keys, value))
    return not isinstance(value, dict) or all(isinstance(key, str) and _has_text_keys(value[key]) for key in value)
