"""Ignore files that are written: what a Dockerfile reads is still sent, in made-up cases and in the whole corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockwright.code_actions.ignore_file import IgnoreFilePlan, plan_ignore_file
from dockwright.project.build_context import BuildContext
from dockwright.project.context_reader import read_build_context
from dockwright.project.context_sources import context_sources
from dockwright.project.dockerignore import parse_ignore_file
from dockwright.project.ignore_file_gaps import named_paths
from dockwright.semantics.derivation import derive
from dockwright.semantics.local_sources import local_sources
from dockwright.syntax.tree import parse

NODE = "FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"
NODE_FILES: dict[str, str | int] = {
    "package.json": "{}",
    "index.js": 10,
    ".git/objects/pack": 5_000_000,
    "node_modules/a/index.js": 7_000_000,
    "client/node_modules/b/index.js": 1_000_000,
}


def planned(dockerfile: str, files: dict[str, str | int]) -> IgnoreFilePlan:
    plan = plan_ignore_file(derive(parse(dockerfile)), BuildContext.of_files(files))
    assert plan is not None
    return plan


def added(dockerfile: str, files: dict[str, str | int]) -> set[str]:
    return {line for entry in planned(dockerfile, files).added for line in entry.lines}


def test_measures_what_it_keeps_back() -> None:
    plan = planned(NODE, NODE_FILES)
    assert (plan.path, plan.old_text) == (".dockerignore", None)
    assert (plan.before.bytes, plan.after.bytes) == (13_000_012, 12)
    assert {name: size.bytes for name, size in plan.weights.items()} == {".git": 5_000_000, "node_modules": 8_000_000}
    assert plan.new_text.startswith("# Version control\n.git\n\n# Installed in the build\n**/node_modules\n")


def test_packages_stay_that_nothing_installs() -> None:
    assert "**/node_modules" not in added("FROM node:22-slim\nCOPY . .\n", NODE_FILES)


@pytest.mark.parametrize(
    "source",
    ["COPY node_modules /m", "ADD ./node_modules/a/*.js /m/", "RUN --mount=type=bind,source=node_modules,target=/m ls"],
)
def test_what_a_step_names_stays(source: str) -> None:
    plan = planned(f"{NODE}{source}\n", NODE_FILES)
    assert not parse_ignore_file(plan.new_text).excludes("node_modules/a/index.js")
    assert any(entry.name == "node_modules" and "reads it" in entry.reason for entry in plan.left_out)


def test_a_hidden_source_may_mean_anything() -> None:
    assert not added(f"{NODE}ARG FROM\nCOPY $FROM /x/\n", NODE_FILES)


def test_an_address_with_a_variable_means_nothing_here() -> None:
    assert ".git" in added(f"{NODE}ARG V\nADD https://example.org/$V.txt /x/\n", NODE_FILES)


def test_history_stays_where_it_is_read() -> None:
    assert ".git" not in added(f"{NODE}RUN git describe > version\n", NODE_FILES)
    assert ".git" not in added(
        "FROM python:3.14\nCOPY . .\nRUN pip install .\n",
        {"pyproject.toml": '[build-system]\nrequires = ["setuptools-scm"]\n', ".git/HEAD": 40},
    )


@pytest.mark.parametrize(
    ("base", "command", "is_kept"),
    [
        ("golang:1.26", "make", True),
        ("example.org/x", "./scripts/build.sh", True),
        ("node:22-slim", "make", False),
        ("node:22-slim", "apt-get install -y git && make", True),
        ("maven:3.9", "mvn package", False),
        ("golang:1.26", "go build .", False),
    ],
)
def test_a_script_may_read_the_history_where_git_may_be(base: str, command: str, *, is_kept: bool) -> None:
    found = added(f"FROM {base}\nCOPY . .\nRUN {command}\n", {"main.go": 1, ".git/HEAD": 40})
    assert (".git" not in found) is is_kept


def test_settings_stay_where_the_build_reads_them() -> None:
    package = '{"devDependencies": {"vite": "7"}}'
    assert ".env" not in added(NODE, {"package.json": package, ".env": 10})
    assert ".env" in added(NODE, {"package.json": "{}", ".env": 10})
    assert ".env" not in added(f"{NODE}RUN cp .env /etc/settings\n", {"package.json": "{}", ".env": 10})


def test_everyday_names_need_the_word_of_git() -> None:
    files: dict[str, str | int] = {"package.json": "{}", "build/webpack.config.js": 10, "dist/a.js": 10}
    building = f"{NODE}RUN npm run build\n"
    assert not {"dist", "build"} & added(building, files)
    assert {"dist", "build"} & added(building, {**files, ".gitignore": "/dist\n"}) == {"dist"}
    # What nobody makes in the build has been made before it.
    assert "dist" not in added(NODE, {**files, ".gitignore": "/dist\n"})


@pytest.mark.parametrize(
    ("command", "is_anew"),
    [("npm ci", True), ("yarn", True), ("pnpm i", True), ("bun install", True), ("npm --version", False)],
)
def test_packages_go_that_are_installed_anew(command: str, *, is_anew: bool) -> None:
    assert ("**/node_modules" in added(f"FROM node:22\nCOPY . .\nRUN {command}\n", NODE_FILES)) is is_anew


def test_a_file_in_force_gets_only_what_it_lacks() -> None:
    plan = planned(NODE, {**NODE_FILES, ".dockerignore": "node_modules\r\n.env*\r\n!.env.local"})
    assert plan.new_text.startswith("node_modules\r\n.env*\r\n!.env.local\r\n\r\n# Version control\r\n.git\r\n")
    assert not parse_ignore_file(plan.new_text).excludes(".env.local")
    assert plan.new_text.count("\n") == plan.new_text.count("\r\n")
    again = planned(NODE, {**NODE_FILES, ".dockerignore": plan.new_text})
    assert (again.added, again.added_text) == ((), "")


def test_files_with_other_names() -> None:
    assert (
        planned(NODE, {"Dockerfile.dockerignore": ".git\n", ".dockerignore": "x\n"}).path == "Dockerfile.dockerignore"
    )
    assert planned(NODE, {"package.json": "{}", ".containerignore": ".git\n"}).path == ".containerignore"


def test_a_list_of_what_is_let_in_is_left_alone() -> None:
    assert not added(NODE, {**NODE_FILES, ".dockerignore": "*\n!package.json\n!index.js\n"})


def _project_dockerfiles() -> list[Path]:
    projects = Path(__file__).parents[3] / "shared" / "corpus" / "projects"
    return sorted(path for path in projects.rglob("Dockerfile*") if not path.name.endswith("ignore"))


@pytest.mark.parametrize("dockerfile", _project_dockerfiles(), ids=lambda path: "-".join(path.parts[-3:]))
def test_every_source_of_the_corpus_is_still_sent(dockerfile: Path) -> None:
    tree = parse(dockerfile.read_text(encoding="utf-8", errors="replace"))
    program = derive(tree)
    context = read_build_context(dockerfile, sources=local_sources(tree))
    plan = plan_ignore_file(program, context)
    assert plan is not None
    before, after = parse_ignore_file(plan.old_text or ""), parse_ignore_file(plan.new_text)
    assert not after.errors or before.errors
    assert plan.after.bytes <= plan.before.bytes
    for source in context_sources(program):
        if source.path is not None and not source.is_whole_context:
            for path in named_paths(context, source.path):
                assert after.excludes(path) == before.excludes(path), f"{path} is needed"
    manifests = [each.path for each in context.manifests if "node_modules" not in each.path]
    assert [path for path in manifests if after.excludes(path) and not before.excludes(path)] == []
