"""The manifest of the VS Code extension agrees with the server: its settings, its version and its commands."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dockwright import __version__
from dockwright.lsp.capabilities import COMMANDS, FIX_ALL_COMMAND, MULTI_STAGE_COMMAND, SCORECARD_COMMAND
from dockwright.lsp.code_lenses import BUILD_TARGET, SHOW_REFERENCES
from dockwright.lsp.scorecards import OPEN_SCORECARD
from dockwright.project.configuration import Configuration
from dockwright.project.configuration_parser import from_client_settings

OWN = {
    "dockwright.enable",
    "dockwright.hintDigests",
    "dockwright.hideDuplicates",
    "dockwright.server.command",
    "dockwright.trace.server",
}
"""Settings that the server does not read, or does not read as configuration."""


COMPLETIONS = {"onCommand", "onContext", "onSettingChanged", "onView", "onLink", "extensionInstalled", "stepSelected"}
"""What VS Code knows as the end of a step of a walkthrough."""

FOR_LENSES = {SHOW_REFERENCES, BUILD_TARGET}
"""Commands that only lenses run, which nobody would look for in a list."""


@pytest.fixture(scope="module")
def extension(repository: Path) -> Path:
    return repository / "clients" / "vscode"


@pytest.fixture(scope="module")
def manifest(extension: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((extension / "package.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def generator(repository: Path) -> ModuleType:
    path = repository / "tools" / "generate_vscode_settings.py"
    specification = importlib.util.spec_from_file_location("generate_vscode_settings", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_settings_are_current(generator: ModuleType, extension: Path) -> None:
    is_current = generator.manifest() == (extension / "package.json").read_text(encoding="utf-8")
    assert is_current, "run `python tools/generate_vscode_settings.py`"


def test_server_understands_every_setting(manifest: dict[str, Any]) -> None:
    declared = {
        name: value for group in manifest["contributes"]["configuration"] for name, value in group["properties"].items()
    }
    assert declared.keys() >= OWN
    settings = {
        name.removeprefix("dockwright."): value["default"] for name, value in declared.items() if name not in OWN
    }
    stated = {name: value for name, value in settings.items() if value is not None and name != "select"}
    read = from_client_settings(stated, "/")
    assert not read.problems
    assert read.origins.keys() == {re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", name) for name in stated}
    default = Configuration()
    assert all(
        getattr(read, name.replace("-", "_")) == getattr(default, name.replace("-", "_")) for name in read.origins
    )


def test_versions_are_the_same(manifest: dict[str, Any]) -> None:
    assert manifest["version"] == __version__


def test_no_command_of_the_extension_is_one_of_the_server(manifest: dict[str, Any], extension: Path) -> None:
    """The language client registers the server's commands itself, and VS Code refuses a second one of the same name."""
    declared = {command["command"] for command in manifest["contributes"]["commands"]}
    source = "".join((extension / "src" / name).read_text(encoding="utf-8") for name in ("commands.ts", "server.ts"))
    own = re.findall(r"^(?:export )?const (?!\w+_ON_SERVER)\w+ = \"(dockwright\.\w+)\"", source, re.MULTILINE)
    assert declared == set(own) - FOR_LENSES
    assert not declared & set(COMMANDS)
    for name, command in (
        ("FIX_ALL_ON_SERVER", FIX_ALL_COMMAND),
        ("MULTI_STAGE_ON_SERVER", MULTI_STAGE_COMMAND),
        ("SCORECARD_ON_SERVER", SCORECARD_COMMAND),
        ("SCORECARD", OPEN_SCORECARD),
    ):
        assert f'const {name} = "{command}"' in source


def test_no_address_of_a_registry_is_in_the_lock_file(extension: Path) -> None:
    lock = json.loads((extension / "package-lock.json").read_text(encoding="utf-8"))
    assert len(lock["packages"]) > 100
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


def test_walkthrough_has_three_steps_that_lead_somewhere(manifest: dict[str, Any], extension: Path) -> None:
    (walkthrough,) = manifest["contributes"]["walkthroughs"]
    assert len(walkthrough["steps"]) == 3
    declared = {command["command"] for command in manifest["contributes"]["commands"]}
    for step in walkthrough["steps"]:
        assert (extension / step["media"]["image"]).is_file()
        assert step["media"]["altText"]
        assert {event.partition(":")[0] for event in step["completionEvents"]} <= COMPLETIONS
        commands = re.findall(r"\(command:([\w.]+)", step["description"])
        assert commands
        assert all(command in declared for command in commands if command.startswith("dockwright."))


def test_no_setting_that_reaches_out_counts_in_an_untrusted_workspace(
    manifest: dict[str, Any],
) -> None:
    trust = manifest["capabilities"]["untrustedWorkspaces"]
    assert trust["supported"] == "limited"
    assert trust["restrictedConfigurations"] == ["dockwright.server.command", "dockwright.hintDigests"]


def test_every_picture_of_the_page_is_there(extension: Path) -> None:
    page = (extension / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page)
    assert len(pictures) >= 5
    assert all((extension / picture).is_file() for picture in pictures)
    ignored = (extension / ".vscodeignore").read_text(encoding="utf-8").split()
    assert "!images/*.png" in ignored
