"""Which Dockerfile a target of Bake or a service of Compose is built from."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dockwright.project.build_file_names import is_bake_name, is_compose_name
from dockwright.project.build_files import build_targets
from dockwright.project.build_targets import Belongs

EVERY = frozenset(("/w/Dockerfile", "/w/app/Dockerfile", "/w/app/web.Dockerfile", "/w/docker/Dockerfile"))


def built(files: Mapping[str, str], dockerfile: str = "/w/app/Dockerfile") -> dict[str, tuple[str, list[str]]]:
    """For each target whether it is built from a Dockerfile, and what it names in it."""
    return {
        target.name: (
            target.belongs_to(dockerfile, EVERY.__contains__).value,
            [mention.text for mention in target.mentions],
        )
        for target in build_targets({f"/w/{name}": text for name, text in files.items()}, ("/w",))
    }


def bake(body: str, dockerfile: str = "/w/app/Dockerfile") -> str:
    """The answer for one target."""
    return built({"docker-bake.hcl": f'target "t" {{\n{body}\n}}'}, dockerfile)["t"][0]


@pytest.mark.parametrize(
    ("body", "dockerfile", "expected"),
    [
        ("", "/w/Dockerfile", "yes"),
        ('context = "app"', "/w/app/Dockerfile", "yes"),
        ('context = "./app/"', "/w/app/Dockerfile", "yes"),
        ('context = "app"', "/w/Dockerfile", "no"),
        ('context = "app"\ndockerfile = "web.Dockerfile"', "/w/app/web.Dockerfile", "yes"),
        ('dockerfile = "app/web.Dockerfile"', "/w/app/web.Dockerfile", "yes"),
        ('context = "${DIR}"', "/w/app/Dockerfile", "unknown"),
        ("context = DIR", "/w/app/Dockerfile", "unknown"),
        ('context = "app"\ndockerfile = f("x")', "/w/app/Dockerfile", "unknown"),
        ('context = "https://github.com/a/b.git"', "/w/app/Dockerfile", "no"),
        ('dockerfile-inline = "FROM a"', "/w/Dockerfile", "no"),
        ('inherits = ["lost"]', "/w/app/Dockerfile", "unknown"),
        ('inherits = [each]\ncontext = "app"\ndockerfile = "Dockerfile"', "/w/app/Dockerfile", "yes"),
    ],
)
def test_target_of_bake(body: str, dockerfile: str, expected: str) -> None:
    assert bake(body, dockerfile) == expected


def test_inheritance_of_bake_as_buildx_resolves_it() -> None:
    text = """
target "base" { args = { A = "1", B = "1" } }
target "other" {
  context = "app"
  target = "low"
}
target "mine" {
  inherits = ["base", "other"]
  target = "high"
  args = { B = "2" }
}
target "circle" { inherits = ["circle"] }
"""
    found = built({"docker-bake.hcl": text})
    assert found["base"] == ("no", ["A", "B"])
    assert found["mine"] == ("yes", ["high", "A", "B"])
    assert found["circle"][0] == "unknown"


def test_files_that_bake_reads_together() -> None:
    found = built(
        {
            "docker-bake.hcl": 'target "a" { target = "first" }',
            "docker-bake.override.hcl": 'target "a" { context = "app" }',
            "docker-bake.other.hcl": 'target "b" { inherits = ["a"] }',
        }
    )
    assert found == {"a": ("yes", ["first"]), "b": ("unknown", [])}


def test_bake_file_in_a_folder_of_its_own_is_started_from_the_root() -> None:
    text = 'target "a" {\n  context = "app"\n}\ntarget "b" {\n  dockerfile = "docker/Dockerfile"\n}'
    assert built({"bake/docker-bake.hcl": text})["a"][0] == "yes"
    assert built({"bake/docker-bake.hcl": text}, "/w/docker/Dockerfile")["b"][0] == "yes"


COMPOSE = """
services:
  short: { build: ./app }
  long:
    build: { context: app, dockerfile: Dockerfile, target: prod, args: { A: 1 } }
  listed:
    build:
      context: app
      args:
        - A=1
        - B
        - ${C}=1
  variable:
    build: { context: "${DIR:-app}", target: x }
  inline:
    build: { dockerfile_inline: FROM a }
  none: { image: a }
  extended:
    extends: long
    build: { target: test }
  far:
    extends: { file: other.yaml, service: long }
    build: { target: test }
"""


def test_services_of_compose() -> None:
    assert built({"compose.yaml": COMPOSE}) == {
        "short": ("yes", []),
        "long": ("yes", ["prod", "A"]),
        "listed": ("yes", ["A", "B"]),
        "variable": ("unknown", ["x"]),
        "inline": ("no", []),
        "extended": ("yes", ["test"]),
        "far": ("unknown", ["test"]),
    }


def test_overlay_of_compose_builds_what_the_main_file_says() -> None:
    overlay = "services: { long: { build: { target: dev } } }"
    targets = build_targets({"/w/compose.yaml": COMPOSE, "/w/compose.dev.yaml": overlay})
    (found,) = [target for target in targets if target.file == "/w/compose.dev.yaml"]
    assert found.belongs_to("/w/app/Dockerfile", EVERY.__contains__) is Belongs.YES


@pytest.mark.parametrize(
    "name", ["docker-bake.hcl", "docker-bake.json", "docker-bake.override.hcl", "bake.hcl", "ci.bake.hcl"]
)
def test_names_of_bake_files(name: str) -> None:
    assert is_bake_name(name)
    assert not is_compose_name(name)


@pytest.mark.parametrize("name", ["compose.yaml", "docker-compose.yml", "docker-compose.prod.yml", "compose-dev.yaml"])
def test_names_of_compose_files(name: str) -> None:
    assert is_compose_name(name)
    assert not is_bake_name(name)


@pytest.mark.parametrize(
    "name", ["bake.py", "decompose.yaml", "composer.json", "handbake.hcl", "compose.json", "main.hcl"]
)
def test_names_of_other_files(name: str) -> None:
    assert not is_bake_name(name)
    assert not is_compose_name(name)
