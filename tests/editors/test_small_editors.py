"""Neovim, Emacs and Vim, started without a screen with the files that are shipped for them.

Each opens a Dockerfile, sees the finding at its exact place, applies the fix that has the right title, and saves;
the finding goes away, and the file on disk is what it should be.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import INSTALL, Desk, Mistake
from .driving import DRIVERS, assert_mended, copy_to, drive

pytestmark = pytest.mark.editors


def neovim(path: str | None, oldest: tuple[int, int], newest: tuple[int, int]) -> str:
    """The Neovim at a path, if it is of a wanted version."""
    if path is None or not Path(path).exists():
        pytest.skip(f"no Neovim here: {INSTALL}")
    said = subprocess.run([path, "--version"], check=True, capture_output=True, text=True, timeout=30).stdout
    version = re.match(r"NVIM v(\d+)\.(\d+)", said)
    assert version is not None, said
    if not oldest <= (int(version[1]), int(version[2])) <= newest:
        pytest.skip(f"{path} is {version[0]}: {INSTALL}")
    return path


def drive_neovim(path: str, desk: Desk) -> None:
    mistake = Mistake()
    seen = drive(
        [path, "--headless", "-i", "NONE", "-n", str(desk.dockerfile), "-c", f"luafile {DRIVERS / 'neovim.lua'}"],
        desk,
        mistake,
    )
    assert_mended(seen, desk, mistake, "bytes")


def test_neovim_of_the_system(desk: Desk, repository: Path) -> None:
    path = neovim(shutil.which("nvim"), (0, 7), (0, 10))
    copy_to(desk, repository / "clients" / "neovim" / "dockwright.lua", "config/nvim/plugin/dockwright.lua")
    drive_neovim(path, desk)


def test_neovim_with_the_file_for_all_versions(desk: Desk, repository: Path, editors: Path) -> None:
    path = neovim(str(editors / "neovim" / "bin" / "nvim"), (0, 11), (9, 0))
    copy_to(desk, repository / "clients" / "neovim" / "dockwright.lua", "config/nvim/plugin/dockwright.lua")
    drive_neovim(path, desk)


def test_neovim_with_the_entry_for_lspconfig(desk: Desk, repository: Path, editors: Path) -> None:
    path = neovim(str(editors / "neovim" / "bin" / "nvim"), (0, 11), (9, 0))
    copy_to(desk, repository / "clients" / "neovim" / "lsp" / "dockwright.lua", "config/nvim/lsp/dockwright.lua")
    (desk.home / "config" / "nvim" / "init.lua").write_text("vim.lsp.enable('dockwright')\n", encoding="utf-8")
    drive_neovim(path, desk)


@pytest.mark.parametrize("client", ["eglot", "lsp-mode"])
def test_emacs(client: str, desk: Desk, repository: Path) -> None:
    path = shutil.which("emacs")
    if path is None:
        pytest.skip(f"no Emacs here: {INSTALL}")
    found = subprocess.run(
        [
            path,
            "--batch",
            "-q",
            "--eval",
            f"(progn (package-initialize) (require '{client}) (require 'dockerfile-mode))",
        ],
        check=False,
        capture_output=True,
        timeout=60,
    )
    if found.returncode:
        pytest.skip(f"Emacs is here without {client} or dockerfile-mode: {INSTALL}")
    # lsp-mode takes the UTF-16 code units of the protocol for characters, whatever the server is.
    mistake = Mistake() if client == "eglot" else Mistake("Grüße, 世界")
    configuration = copy_to(desk, repository / "clients" / "emacs" / f"dockwright-{client}.el", "dockwright.el")
    seen = drive(
        [path, "--batch", "-q", "-l", str(DRIVERS / "emacs.el")],
        desk,
        mistake,
        client=client,
        configuration=str(configuration),
        file=str(desk.dockerfile),
    )
    assert seen["mode"] == "dockerfile-mode"
    assert_mended(seen, desk, mistake, "characters")


def test_vim_with_ale(desk: Desk, repository: Path) -> None:
    path = shutil.which("vim")
    if path is None:
        pytest.skip(f"no Vim here: {INSTALL}")
    has_ale = [path, "-N", "-u", "NONE", "-i", "NONE", "-es", "-c", "packadd ale | runtime autoload/ale.vim"]
    has_ale += ["-c", "execute exists('*ale#Set') ? 'qall!' : 'cquit'"]
    found = subprocess.run(has_ale, check=False, capture_output=True, timeout=30, stdin=subprocess.DEVNULL)
    if found.returncode:
        pytest.skip(f"Vim is here without ALE: {INSTALL}")
    name = "ale_linters/dockerfile/dockwright.vim"
    copy_to(desk, repository / "clients" / "vim" / name, f".vim/{name}")
    settings = desk.home / ".vimrc"
    settings.write_text("filetype plugin on\npackadd! ale\nlet g:ale_lint_delay = 0\n", encoding="utf-8")
    options = ["-N", "-u", str(settings), "-n", "-i", "NONE", "-T", "dumb", "--not-a-term"]
    # ALE takes the UTF-16 code units of the protocol for bytes, whatever the server is.
    mistake = Mistake("Hello")
    seen = drive([path, *options, "-S", str(DRIVERS / "vim-ale.vim"), str(desk.dockerfile)], desk, mistake)
    assert_mended(seen, desk, mistake, "bytes")
