"""The files for editors that no test starts can be read, and start the server that there is."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dockwright.project.dockerfile_names import is_dockerfile_name

COMMAND = ["dockwright", "server"]


def in_coc(text: str) -> list[str]:
    server: dict[str, Any] = json.loads(text)["languageserver"]["dockwright"]
    return [server["command"], *server["args"]]


def in_helix(text: str) -> list[str]:
    settings = tomllib.loads(text)
    assert settings["language"] == [{"name": "dockerfile", "language-servers": list(settings["language-server"])}]
    (server,) = settings["language-server"].values()
    return [server["command"], *server["args"]]


def in_lsp4ij(text: str) -> list[str]:
    command: str = json.loads(text)["programArgs"]["default"]
    return command.split()


def in_sublime(text: str) -> list[str]:
    command: list[str] = json.loads(text)["clients"]["dockwright"]["command"]
    return command


def in_vim_lsp(text: str) -> list[str]:
    command = re.search(r"'cmd': \{server_info -> \[(.*)\]\}", text)
    assert command is not None
    return re.findall(r"'([^']*)'", command[1])


def in_zed(text: str) -> list[str]:
    settings = json.loads(text)
    ((server, said),) = settings["lsp"].items()
    assert settings["languages"]["Dockerfile"]["language_servers"][0] == server == "dockerfile-language-server"
    return [said["binary"]["path"], *said["binary"]["arguments"]]


FILES: dict[str, Callable[[str], list[str]]] = {
    "helix/languages.toml": in_helix,
    "jetbrains/dockwright/template.json": in_lsp4ij,
    "sublime/LSP.sublime-settings": in_sublime,
    "vim/coc-settings.json": in_coc,
    "vim/vim-lsp.vim": in_vim_lsp,
    "zed/settings.json": in_zed,
}


@pytest.mark.parametrize("name", FILES)
def test_shipped_file_starts_the_server(name: str, repository: Path) -> None:
    text = (repository / "clients" / name).read_text(encoding="utf-8")
    assert FILES[name](text) == COMMAND


def sourced(vim: str, script: Path) -> int:
    """The exit code of a Vim without plugins and settings that has read a script: 1 where it says that it is wrong."""
    tried = f"try | source {script} | doautocmd User lsp_setup | catch /E117/ | catch | cquit | endtry | qall!"
    command = [vim, "-N", "-u", "NONE", "-n", "-i", "NONE", "-es", "-c", tried]
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, timeout=30).returncode


def test_vim_can_read_the_script(repository: Path, tmp_path: Path) -> None:
    """What vim-lsp itself defines (E117 is an unknown function) may be missing, all else has to be right."""
    vim = shutil.which("vim")
    if vim is None:
        pytest.skip("no Vim here: run tests/editors/install.sh")
    script = repository / "clients" / "vim" / "vim-lsp.vim"
    assert sourced(vim, script) == 0
    broken = tmp_path / "broken.vim"
    broken.write_text(script.read_text(encoding="utf-8").replace("]}", "}"), encoding="utf-8")
    assert sourced(vim, broken) == 1


def test_command_exists() -> None:
    program = [sys.executable, "-m", *COMMAND, "--help"]
    assert "--stdio" in subprocess.run(program, check=True, capture_output=True, text=True, timeout=60).stdout


def test_names_that_the_template_lists_are_those_of_dockerfiles(repository: Path) -> None:
    path = repository / "clients" / "jetbrains" / "dockwright" / "template.json"
    (mapping,) = json.loads(path.read_text(encoding="utf-8"))["fileTypeMappings"]
    for pattern in mapping["fileType"]["patterns"]:
        assert is_dockerfile_name(pattern.replace("*", "web")), pattern


def test_every_editor_has_a_short_page_that_the_overview_links_to(repository: Path) -> None:
    clients = repository / "clients"
    overview = (clients / "README.md").read_text(encoding="utf-8")
    folders = {path.name for path in clients.iterdir() if path.is_dir()}
    assert set(re.findall(r"\]\((\w+)/README\.md\)", overview)) == folders
    for folder in folders:
        assert (clients / folder / "README.md").is_file()
