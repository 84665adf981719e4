"""The extension in a real VS Code: code-server, with Chromium in front of it.

The package is built and installed as a user would install it, and runs the server that it brings, since the PATH has
none. The pictures in the extension's README are taken here; with `DOCKWRIGHT_KEEP_PICTURES=1` they are renewed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dockwright import __version__

from .conftest import INSTALL, Mistake
from .visit import Programs, Visit

pytestmark = pytest.mark.editors

PICTURES = ("problems", "quick-fix", "stage-graph", "settings")
WRITING = ("scorecard", "multi-stage")
SECOND = 'CMD echo "Grüße 🐳"'

STAGES = """\
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -o /shop ./cmd/shop

FROM build AS test
RUN go test ./...

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /shop /shop
ENTRYPOINT ["/shop"]
"""

BAKE = """\
target "shop" {
  dockerfile = "web.Dockerfile"
  target = "build"
}
"""

NODE = """\
FROM node:24.8
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
EXPOSE 3000
CMD ["node", "dist/server.js"]
"""

PACKAGE = {
    "name": "shop",
    "version": "1.0.0",
    "scripts": {"build": "tsc --outDir dist", "start": "node dist/server.js"},
    "dependencies": {"express": "^5.1.0"},
    "devDependencies": {"typescript": "^5.9.0"},
}

OTHER = "another linter says so"

OTHER_MANIFEST = {
    "name": "linter",
    "publisher": "another",
    "version": "1.0.0",
    "engines": {"vscode": "^1.91.0"},
    "main": "./main.js",
    "activationEvents": ["onLanguage:dockerfile"],
}

OTHER_PROGRAM = """
const { languages, window, Diagnostic, Range } = require("vscode");
exports.activate = () => {
  const { document } = window.activeTextEditor;
  const line = document.getText().split("\\n").findIndex((text) => text.includes("apt-get"));
  const found = new Diagnostic(new Range(line, 0, line, 3), "%s");
  found.code = "DL3014";
  found.source = "hadolint";
  setTimeout(() => languages.createDiagnosticCollection("other").set(document.uri, [found]), 3000);
};
"""

AT_HEAD = "https://github.com/dockwright/dockwright/raw/HEAD/"
"""Where the marketplace finds a file of the repository."""

SYSTEM = ["/usr/local/bin", "/usr/bin", "/bin"]
"""Where the system's programs are, with no `dockwright` among them."""


@pytest.fixture(scope="module")
def programs(editors: Path) -> Programs:
    node = editors / "path" / "node"
    code_server = editors / "code-server" / "node_modules" / ".bin" / "code-server"
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not node.exists() or not code_server.exists():
        pytest.skip(f"no code-server here: {INSTALL}")
    if chromium is None:
        pytest.skip(f"no Chromium here: {INSTALL}")
    return Programs(node, code_server, chromium)


@pytest.fixture(scope="module")
def package(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The .vsix, built from what is in the repository."""
    fcntl = pytest.importorskip("fcntl")
    extension = repository / "clients" / "vscode"
    if not (extension / "node_modules").is_dir() or shutil.which("npm") is None:
        pytest.skip("the packages of the extension are not installed: run `npm ci` in clients/vscode")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    kept = tmp_path_factory.mktemp("package") / "dockwright.vsix"
    # Several processes may run these tests, and the package is built in the repository.
    with (extension / "node_modules" / ".package.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        built = subprocess.run(
            ["npm", "run", "package"],
            cwd=extension,
            env=os.environ | {"PATH": path},
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert not built.returncode, built.stdout + built.stderr
        shutil.copyfile(extension / "dockwright.vsix", kept)
    return kept


def test_package_is_small(package: Path) -> None:
    assert package.stat().st_size < 5_000_000


def test_package_holds_the_server_in_source_for_every_system(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
    assert "extension/python/libs/dockwright/__main__.py" in names
    assert not [name for name in names if name.endswith((".pyc", ".so", ".pyd", ".map", ".ts"))]


def test_page_shows_pictures_that_the_repository_has(package: Path, repository: Path) -> None:
    """The marketplace shows the page of the package, where links are whole addresses."""
    with zipfile.ZipFile(package) as archive:
        page = archive.read("extension/readme.md").decode()
    addresses = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page)
    assert len(addresses) >= 5
    for address in addresses:
        assert address.startswith(AT_HEAD)
        assert (repository / address.removeprefix(AT_HEAD)).is_file(), address


@pytest.fixture(scope="module")
def mistake() -> Mistake:
    return Mistake("Grüße 🐳")


@pytest.fixture(scope="module")
def start(
    programs: Programs, package: Path, editors: Path, mistake: Mistake, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Visit]:
    """A function that prepares a visit to a folder with a Dockerfile that has a second mistake."""

    def prepare() -> Visit:
        task = {"other": OTHER, "second": {"name": "web.Dockerfile", "text": STAGES, "finding": 3}}
        visit = Visit(programs, package, editors, tmp_path_factory.mktemp("vscode"), mistake, task)
        visit.project.mkdir()
        text = mistake.text.replace('CMD ["true"]', SECOND)
        (visit.project / "Dockerfile").write_bytes(text.encode())
        return visit

    return prepare


@pytest.fixture(scope="module")
def visit(start: Callable[[], Visit]) -> Visit:
    return start()


@pytest.fixture(scope="module")
def seen(visit: Visit) -> dict[str, Any]:
    """What the driver saw in a folder that is trusted, from one run for several tests."""
    steps = ["openFile", "lookAtFindings", "hover", "status", "fixOne", "fixAll", "restart", "crash"]
    steps += ["stageGraph", "settings", "walkthrough"]
    settings = {"security.workspace.trust.enabled": False, "dockwright.rules": {"missing-user": "off"}}
    return visit.drive(steps, settings, SYSTEM)


def test_finding_is_shown_once_at_its_place(seen: dict[str, Any], mistake: Mistake) -> None:
    assert seen["squiggles"] > 0
    assert seen["rows"] == 1
    assert f"[Ln {mistake.line}, Col {mistake.column('utf-16') + 1}]" in seen["row"]
    # The first row is the file's. A client that is told by push and by pull counts twice as many.
    assert int(seen["badge"]) == len(seen["problems"]) - 1


def test_hover_tells_the_finding(seen: dict[str, Any], mistake: Mistake) -> None:
    assert mistake.code in seen["hover"]


def test_fix_is_applied_and_saved(seen: dict[str, Any], visit: Visit, mistake: Mistake) -> None:
    assert visit.after_one.read_bytes() == mistake.mended.replace('CMD ["true"]', SECOND).encode()


def test_all_is_fixed_and_saved(seen: dict[str, Any], visit: Visit) -> None:
    text = (visit.project / "Dockerfile").read_text(encoding="utf-8")
    assert text.splitlines()[-1] == 'CMD ["echo", "Grüße 🐳"]'


def test_settings_of_the_user_count(seen: dict[str, Any]) -> None:
    assert len(seen["problems"]) > 2
    assert "missing-user" not in " ".join(seen["problems"])


def test_status_says_which_server_runs(seen: dict[str, Any]) -> None:
    for status in (seen["status"], seen["statusAfterRestart"], seen["statusAfterCrash"]):
        assert f"Dockwright {__version__}" in status
        assert "from the extension" in status


def test_one_server_runs_at_a_time(seen: dict[str, Any]) -> None:
    assert seen["serversBefore"] == 1
    assert seen["serversAfter"] == 1


def test_lens_shows_who_uses_a_stage(seen: dict[str, Any]) -> None:
    assert seen["lens"] == "used by 2 stages"
    assert len(seen["references"]) == 2


def test_stages_are_drawn_and_lead_to_their_lines(seen: dict[str, Any]) -> None:
    image = "gcr.io/distroless/static-debian12:nonroot"
    assert set(seen["nodes"]) == {
        "golang:1.26; image",
        f"{image}; image",
        "build; goes into another stage; needs golang:1.26",
        "test; not shipped; needs build",
        f"stage 2; shipped; needs {image}, build",
    }
    assert seen["place"].startswith("Ln 9")


def test_new_users_are_led_through_three_steps(seen: dict[str, Any]) -> None:
    assert seen["steps"] == ["See what could be better", "Fix it", "Make it yours"]


def test_pictures_are_kept(seen: dict[str, Any], visit: Visit, repository: Path) -> None:
    assert seen["step"]
    keep(visit, repository, PICTURES)


def keep(visit: Visit, repository: Path, names: tuple[str, ...]) -> None:
    """Look at pictures that were taken, and renew those of the extension where that is asked for."""
    images = repository / "clients" / "vscode" / "images"
    for name in names:
        assert (visit.pictures / f"{name}.png").stat().st_size > 10_000
        if os.environ.get("DOCKWRIGHT_KEEP_PICTURES"):
            shutil.copyfile(visit.pictures / f"{name}.png", images / f"{name}.png")
        assert (images / f"{name}.png").is_file()


@pytest.fixture(scope="module")
def second_visit(start: Callable[[], Visit]) -> Visit:
    """A folder with more to do in it: a Bake file, and an application that is built in one stage."""
    visit = start()
    files = {
        "web.Dockerfile": STAGES,
        "docker-bake.hcl": BAKE,
        "node.Dockerfile": NODE,
        "package.json": json.dumps(PACKAGE),
        "package-lock.json": json.dumps({"name": "shop", "lockfileVersion": 3, "packages": {}}),
    }
    for name, text in files.items():
        (visit.project / name).write_text(text, encoding="utf-8")
    task = {**visit.task, "third": {"name": "node.Dockerfile"}, "mended": "install -y"}
    return replace(visit, task=task)


@pytest.fixture(scope="module")
def done(second_visit: Visit) -> dict[str, Any]:
    """What the driver saw while it wrote."""
    settings = {
        "security.workspace.trust.enabled": False,
        "[dockerfile]": {"editor.codeActionsOnSave": {"source.fixAll.dockwright": "explicit"}},
    }
    steps = ["openFile", "completion", "fixOnSave", "rename", "definitionFromBake", "scorecard", "convert"]
    return second_visit.drive(steps, settings, SYSTEM)


def test_what_is_typed_is_completed(done: dict[str, Any], second_visit: Visit) -> None:
    assert "STOPSIGNAL" in done["offers"][0]
    assert any("SIGTERM" in offer for offer in done["signals"])
    text = (second_visit.project / "Dockerfile").read_text(encoding="utf-8")
    assert text.splitlines()[-1] == "STOPSIGNAL SIGTERM"


def test_saving_fixes_what_is_safe(done: dict[str, Any], second_visit: Visit) -> None:
    assert done["step"]
    text = (second_visit.project / "Dockerfile").read_text(encoding="utf-8")
    assert "install -y" in text
    assert 'CMD ["echo", "Grüße 🐳"]' in text


def test_stage_is_renamed_in_the_bake_file_too(done: dict[str, Any], second_visit: Visit) -> None:
    assert done["renamed"] == "build"
    renamed = (second_visit.project / "web.Dockerfile").read_text(encoding="utf-8")
    assert renamed.startswith("FROM golang:1.26 AS compile\n")
    assert "FROM compile AS test" in renamed
    assert "COPY --from=compile " in renamed
    assert (second_visit.project / "docker-bake.hcl").read_text(encoding="utf-8") == BAKE.replace("build", "compile")


def test_bake_file_leads_to_the_stage(done: dict[str, Any]) -> None:
    assert "web.Dockerfile" in done["definition"].replace("\n", "")


def test_lenses_tell_the_grade_and_offer_to_build(done: dict[str, Any]) -> None:
    assert any(lens.startswith("Grade ") for lens in done["lenses"])
    assert done["lenses"].count("build this stage") == 3


def test_scorecard_leads_to_what_it_lists(done: dict[str, Any]) -> None:
    assert "Scorecard of web.Dockerfile" in done["card"]
    assert "Mend this to raise it" in done["card"]
    assert "gcr.io/distroless/static-debian12:nonroot" in done["card"]


def test_conversion_is_shown_and_then_made(done: dict[str, Any], second_visit: Visit) -> None:
    assert "node.Dockerfile" in done["preview"]
    assert done["beforeApplying"] == NODE
    converted = (second_visit.project / "node.Dockerfile").read_text(encoding="utf-8")
    assert converted.count("FROM ") == 3
    assert "COPY --from=dependencies /app/node_modules " in converted


def test_pictures_of_writing_are_kept(done: dict[str, Any], second_visit: Visit, repository: Path) -> None:
    assert done["step"]
    keep(second_visit, repository, WRITING)


def test_folder_that_is_not_trusted_does_not_choose_the_server(start: Callable[[], Visit]) -> None:
    visit = start()
    trap, sprung = visit.folder / "trap", visit.folder / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch '{sprung}'\n", encoding="utf-8")
    trap.chmod(0o755)
    (visit.project / ".vscode").mkdir()
    said = json.dumps({"dockwright.server.command": [str(trap)], "dockwright.rules": {"missing-user": "off"}})
    (visit.project / ".vscode" / "settings.json").write_text(said, encoding="utf-8")
    settings = {
        "security.workspace.trust.startupPrompt": "never",
        "dockwright.server.command": [sys.executable, "-m", "dockwright"],
    }
    seen = visit.drive(["openFile", "lookAtFindings", "status"], settings, SYSTEM)
    assert "from the setting dockwright.server.command" in seen["status"]
    assert not sprung.exists()
    # Settings that start nothing count all the same.
    assert "missing-user" not in " ".join(seen["problems"])


def test_without_python_there_is_one_message_with_one_button(start: Callable[[], Visit], programs: Programs) -> None:
    settings = {"security.workspace.trust.enabled": False}
    seen = start().drive(["openFile", "lookForMessage"], settings, [str(programs.node.parent)])
    assert "Python 3.11 or later" in seen["message"]
    assert seen["buttons"] == ["Get Python"]
    assert "not running" in seen["status"]


def test_a_program_that_never_answers_does_not_hold_up_a_restart(start: Callable[[], Visit]) -> None:
    settings = {
        "security.workspace.trust.enabled": False,
        "dockwright.server.command": ["/bin/sh", "-c", "while read -r line; do :; done"],
    }
    seen = start().drive(["openFile", "waitInVain"], settings, SYSTEM)
    assert "not running" in seen["status"]
    assert "starting" in seen["statusAfterRestart"]


@pytest.fixture(scope="module")
def other_linter(package: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of an extension that finds the same as ours, a while later, and at the start of the instruction."""
    folder = tmp_path_factory.mktemp("other")
    (folder / "package.json").write_text(json.dumps(OTHER_MANIFEST), encoding="utf-8")
    (folder / "main.js").write_text(OTHER_PROGRAM % OTHER, encoding="utf-8")
    vsce = repository / "clients" / "vscode" / "node_modules" / ".bin" / "vsce"
    switches = ["--allow-missing-repository", "--skip-license", "--out", "other.vsix"]
    subprocess.run([str(vsce), "package", *switches], cwd=folder, check=True, capture_output=True, timeout=60)
    return folder / "other.vsix"


def test_what_another_linter_shows_is_shown_once(start: Callable[[], Visit], other_linter: Path) -> None:
    visit = replace(start(), others=(other_linter,))
    settings = {"security.workspace.trust.enabled": False}
    seen = visit.drive(["openFile", "lookAtOther", "showDuplicates"], settings, SYSTEM)
    shown = "\n".join(seen["problems"])
    assert "DL3014" in shown
    assert "apt-may-prompt" not in shown
    assert "apt-recommended-packages" in shown
