"""The readers of YAML and HCL: what they read is what other readers read, and places hold what they say."""

from __future__ import annotations

import json
import random
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dockwright.project.hcl_reader import read_hcl
from dockwright.project.placed_values import Listing, Node, Table, Text
from dockwright.project.yaml_reader import read_yaml

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"

COMPOSE = """\
%YAML 1.2
---
# services
x-base: &base
  context: .
  args: &arguments
    A: "1\\n"   # one
    B: 'it''s'
services:
  web:
    build:
      <<: *base
      target: prod # the last one
      args:
        <<: *arguments
        A: over
        C: d e:f
    ports:
    - "80:80"
    - 81:81
    environment: {A: 1, "B": [x, 'y'], url: http://x:80/y}
    networks: [a, "b",
      c]
  api:
    build: ./api
    args:
      - A=1
      -   B=2
      -
        k: v
        l: m
      - k: v
        l: m
      - - n
        - o
...
other: document
"""

HCL = """\
variable "X" { default = "1" }
function "f" {
  params = [a]
  result = "${a}-x"
}
target "a" {
  inherits = ["_c"]   # a comment
  dockerfile = "docker/${X == "1" ? "a" : "b"}.Dockerfile"
  context = "app"
  args = {
    GO = "1.26", "N" = X == "1" ? "a" : "b"
    M = f("a", "b")
    Q = null // nothing
  }
  dockerfile-inline = <<EOT
FROM x }
EOT
  /* tags = [] */
  tags = ["x:${X}", "y \\"z\\""]
  half typed
}
target "b" { target = "
target "c" { target = "$${not a template}" }
"""


def plain(node: Node) -> Any:
    """A value without places."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    if isinstance(node, Table):
        return {key.value: plain(value) for key, value in node.entries}
    return None


def texts(node: Node) -> Iterator[Text]:
    """All scalars and keys of a value."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Listing):
        for item in node.items:
            yield from texts(item)
    elif isinstance(node, Table):
        for key, value in node.entries:
            yield key
            yield from texts(value)


def judged(text: str) -> Any:
    """What PyYAML reads, with scalars as they are written and merge keys carried out."""
    yaml = pytest.importorskip("yaml")

    judge: Any = type("Judge", (yaml.SafeLoader,), {})
    judge.yaml_implicit_resolvers = {
        letter: [rule for rule in rules if rule[0] == "tag:yaml.org,2002:merge"]
        for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return next(iter(yaml.load_all(text, Loader=judge)))


def agrees(ours: Any, theirs: Any) -> bool:
    """Whether both read the same; what is unknown to us agrees with any scalar."""
    if ours is None:
        return isinstance(theirs, str)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(agrees(value, theirs[key]) for key, value in ours.items())
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(agrees, ours, theirs))
    return bool(ours == theirs)


def test_yaml_as_pyyaml_reads_it() -> None:
    assert agrees(plain(read_yaml(COMPOSE)), judged(COMPOSE))


def yaml_files() -> list[Path]:
    """YAML that other people have written: of the projects of the corpus, and of the installed packages."""
    folders = [CORPUS / "projects", *map(Path, (sysconfig.get_path("purelib"), sysconfig.get_path("data")))]
    found = {path for folder in folders for path in folder.rglob("*.y*ml") if path.suffix in (".yml", ".yaml")}
    return sorted(path for path in found if path.stat().st_size < 20_000)[:200]


def test_yaml_of_others_as_pyyaml_reads_it() -> None:
    yaml = pytest.importorskip("yaml")
    files = yaml_files()
    if not files:
        pytest.skip("neither the corpus of projects (../shared/corpus) nor an installed package has a YAML file")
    disagreed: list[Path] = []
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        try:
            theirs = judged(text)
        except (yaml.YAMLError, ValueError, StopIteration, TypeError):
            continue
        if not agrees(plain(read_yaml(text)), theirs):
            disagreed.append(path)
    assert not disagreed


def test_json_is_read_as_json() -> None:
    value = {"target": {"a b": {"args": {"X": "1", "é": '"\\u0041\n'}, "tags": ["a", "b: c", "# d"], "empty": []}}}
    for text in (json.dumps(value), json.dumps(value, indent=2), json.dumps(value, indent="\t", ensure_ascii=False)):
        assert plain(read_yaml(text)) == value


def test_hcl() -> None:
    blocks = {block.labels[0].value: block.attributes for block in read_hcl(HCL)}
    assert list(blocks) == ["X", "f", "a", "b", "c"]
    assert plain(blocks["a"]) == {
        "inherits": ["_c"],
        "dockerfile": None,
        "context": "app",
        "args": {"GO": "1.26", "N": None, "M": None, "Q": None},
        "dockerfile-inline": None,
        "tags": [None, 'y "z"'],
    }


@pytest.mark.parametrize("text", [COMPOSE, HCL, json.dumps({"a": ["b", {"c": "d"}]})])
def test_places_hold_what_is_read(text: str) -> None:
    values = [read_yaml(text), *(block.attributes for block in read_hcl(text))]
    found = [one for value in values for one in texts(value)]
    assert found
    for one in found:
        written = text[one.span.start : one.span.end]
        assert not one.is_literal or written == one.value


@pytest.mark.parametrize("text", [COMPOSE, HCL])
def test_half_typed_files_are_read_to_their_end(text: str) -> None:
    chance = random.Random(7)
    for length in range(0, len(text), 3):
        cut = text[:length]
        read_yaml(cut)
        read_hcl(cut)
    for _ in range(400):
        letters = list(text)
        for _ in range(3):
            letters[chance.randrange(len(letters))] = chance.choice("{}[]\"':,-#&*<>|$= \n\t\\é")
        mixed = "".join(letters)
        for one in texts(read_yaml(mixed)):
            assert 0 <= one.span.start <= one.span.end <= len(mixed)
        read_hcl(mixed)


def test_nesting_without_end() -> None:
    for text in ("[" * 5000, "{a: " * 5000, "- " * 5000, "".join(f"{' ' * depth}a:\n" for depth in range(500))):
        read_yaml(text)
    read_hcl("a {" * 5000)
    read_hcl("a = " + "[" * 5000)
