"""Configurations of hadolint and tally as ours: what they say, what has no counterpart, and that they mean the same."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.configuration_import import Translation, from_hadolint, from_tally
from dockwright.diagnostics.finding import Severity
from dockwright.diagnostics.rule import Rule
from dockwright.diagnostics.selection import problems_in, rule_set_in, surroundings_in
from dockwright.project.build_context import BuildContext
from dockwright.project.configuration import Configuration
from dockwright.project.configuration_parser import parse_configuration
from dockwright.project.toml_writer import written_toml

from .process import dockwright

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "files"

EVERY_KEY = """\
# All keys of hadolint 2.15.
failure-threshold: warning
format: sarif
ignored:
  - DL3008
  - SC2086
  - DL9999
label-schema:
  author: text
  "org.example/site": url
  contact: phone
no-color: true
no-fail: false
override:
  error: [DL3006, 'DL3059']
  style:
  - DL3015
strict-labels: true
disable-ignore-pragma: true
trustedRegistries:
  - docker.io
  - my-company.com:5000
  - "*.gcr.io"
typo: 1
"""


def test_every_key_of_hadolint(tmp_path: Path) -> None:
    (tmp_path / ".hadolint.yaml").write_text(EVERY_KEY)
    result = dockwright("config", "import", ".hadolint.yaml", "-o", "dockwright.toml", cwd=tmp_path)
    assert result.code == 0
    assert tomllib.loads((tmp_path / "dockwright.toml").read_text()) == {
        "profile": "hadolint",
        "fail-level": "warning",
        "ignore": ["DL3008", "SC2086"],
        "suppressions": "forbid",
        "allowed-registries": ["docker.io", "my-company.com:5000", "*.gcr.io"],
        "rules": {
            "DL3006": "error",
            "DL3059": "error",
            "DL3015": "hint",
            "missing-label": {"required": ["author", "org.example/site", "contact"]},
            "malformed-label-value": {"formats": {"author": "text", "org.example/site": "url", "contact": "text"}},
            "unknown-label": {"allowed": ["author", "org.example/site", "contact"]},
        },
    }
    said = [line.removeprefix("dockwright: .hadolint.yaml: ") for line in result.err.splitlines()]
    for key in ("format", "no-color", "typo", "disable-ignore-pragma", "trustedRegistries", "label-schema.contact"):
        assert any(line.startswith(f"{key}: ") for line in said), key
    assert "ignored: `DL9999` is no rule that is known here; did you mean `DL4006`?" not in said
    assert any(line.startswith("ignored: `DL9999` is no rule") for line in said)
    show = dockwright("config", "show", cwd=tmp_path)
    assert (show.code, show.err) == (0, "")
    again = dockwright("config", "import", ".hadolint.yaml", "-o", "dockwright.toml", cwd=tmp_path)
    assert (again.code, again.err.splitlines()[-1]) == (
        2,
        "dockwright: dockwright.toml: cannot be written: file exists",
    )


TALLY = """\
unsafe-fixes = true
[output]
format = "json"
fail-level = "none"
[inline-directives]
enabled = true
warn-unused = true
validate-rules = true
require-reason = true
[rules]
include = ["buildkit/*", "tally/max-lines"]
exclude = ["shellcheck/*", "hadolint/DL3008", "nothing/here"]
[rules.tally.max-lines]
max = 50
skip-comments = true
severity = "error"
[rules.buildkit.StageNameCasing]
severity = "off"
[rules.hadolint.DL3026]
trusted-registries = ["docker.io"]
"""


def test_every_kind_of_key_of_tally(tmp_path: Path) -> None:
    (tmp_path / ".tally.toml").write_text(TALLY)
    result = dockwright("config", "import", ".tally.toml", cwd=tmp_path)
    assert result.code == 0
    made = tomllib.loads(result.out)
    assert made["fail-level"] == "never"
    assert made["suppressions"] == "require-reason"
    assert made["shellcheck"] == "off"
    assert made["ignore"] == ["hadolint/DL3008"]
    assert made["allowed-registries"] == ["docker.io"]
    assert {"unused-suppression", "unknown-rule-in-suppression", "tally/max-lines", "stage-name-casing"} <= set(
        made["extend-select"]
    )
    assert made["rules"]["tally/max-lines"] == "error"
    assert made["rules"]["long-file"] == {"limit": 50}
    assert made["rules"]["buildkit/StageNameCasing"] == "off"
    for key in (
        "unsafe-fixes",
        "output.format",
        "rules.exclude: `nothing/here`",
        "rules.tally.max-lines.skip-comments",
    ):
        assert f"dockwright: .tally.toml: {key}" in result.err
    (tmp_path / "dockwright.toml").write_text(result.out)
    assert dockwright("config", "show", cwd=tmp_path).err == ""


def test_nothing_but_what_is_included(tmp_path: Path) -> None:
    made = from_tally({"rules": {"exclude": ["*"], "include": ["hadolint/DL3006"]}})
    assert made.settings == {"profile": "tally", "select": ["hadolint/DL3006"]}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("h.yaml", "ignored: [DL3008", "1: this cannot be read"),
        ("h.yaml", "a: 1\nb: |\n  2\n", "2: this cannot be read"),
        ("h.yaml", "a: 1\n  b: 2\n", "2: this cannot be read"),
        ("h.yaml", "- a\n", " it must be a table of settings"),
        ("t.toml", "a = ", " not TOML: "),
        ("none.yaml", None, " no such file or directory"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, text: str | None, message: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    result = dockwright("config", "import", name, cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"dockwright: {name}:{message}")


CONFIGURATIONS: dict[str, Mapping[str, object]] = {
    "nothing": {},
    "ignored": {"ignored": ["DL3008", "DL3018", "DL3006", "DL3059", "DL4006", "DL3003"]},
    "overrides": {"override": {"error": ["DL3059", "DL3006"], "style": ["DL3008"], "info": ["DL3042", "DL4006"]}},
    "registries": {"trustedRegistries": ["docker.io", "*.microsoft.com"]},
    "pragmas": {"disable-ignore-pragma": True, "ignored": ["DL3015"]},
    "labels": {"label-schema": {"maintainer": "text", "version": "semver"}, "strict-labels": True},
}
_LEVELS = {"error": "error", "warning": "warning", "info": "information", "style": "hint"}


def _theirs(program: str, settings: Mapping[str, object], folder: Path, files: list[Path]) -> dict[str, dict[str, str]]:
    """What hadolint finds: its ids with their levels, by file."""
    file = folder / "hadolint.yaml"
    file.write_text(json.dumps(settings))
    command = [program, "--no-fail", "-f", "json", "-c", str(file), *map(str, files)]
    said = json.loads(subprocess.run(command, capture_output=True, timeout=120, check=True).stdout)
    found: dict[str, dict[str, str]] = {str(path): {} for path in files}
    for one in said:
        found[one["file"]][one["code"]] = _LEVELS[one["level"]]
    return found


def _names(rule: Rule, tool: str) -> list[str]:
    """The ids of a tool for a rule; tally has those of hadolint and BuildKit too, in namespaces of its own."""
    if tool != "tally":
        return list(rule.also_known_as.get(tool, ()))
    ported = [f"{other}/{name}" for other in ("hadolint", "buildkit") for name in rule.also_known_as.get(other, ())]
    return list(dict.fromkeys((*ported, *rule.also_known_as.get("tally", ()))))


def _ours(translation: Translation, files: list[Path], tool: str = "hadolint") -> dict[str, dict[str, str]]:
    """What we find under the translation, by those ids of a tool that are all that a rule of ours stands for."""
    text = written_toml(translation.settings)
    configuration: Configuration = parse_configuration(
        tomllib.loads(text), source="dockwright.toml", base="/", line_of=lambda _: None
    )
    assert problems_in(configuration) == []
    surroundings = surroundings_in(configuration, BuildContext.unknown(), datetime.date(2026, 9, 1))
    rules = rule_set_in(configuration)
    found: dict[str, dict[str, str]] = {}
    for path in files:
        of_file = found[str(path)] = {}
        for _, finding in read(path.read_text(), rules, surroundings).findings():
            names = _names(finding.rule, tool)
            if len(names) == 1:
                of_file[names[0]] = finding.severity.value
    return found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_hadolint_keeps_and_drops_the_same(tmp_path: Path, name: str) -> None:
    program = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if program is None:
        pytest.skip("hadolint is not installed")
    settings = CONFIGURATIONS[name]
    files = sorted(CORPUS.iterdir())[::8]
    plain, theirs = _theirs(program, {}, tmp_path, files), _theirs(program, settings, tmp_path, files)
    plain_ours, ours = _ours(from_hadolint({}), files), _ours(from_hadolint(settings), files)
    overridden = {str(one) for ids in dict(settings.get("override", {})).values() for one in ids}  # type: ignore[call-overload]
    compared = 0
    for path in map(str, files):
        for identifier in plain[path].keys() & plain_ours[path].keys():
            compared += 1
            assert (identifier in theirs[path]) == (identifier in ours[path]), (path, identifier)
            if identifier in overridden:
                assert theirs[path][identifier] == ours[path][identifier]
        for identifier in theirs[path].keys() - plain[path].keys():
            if identifier in ("DL3026", "DL3050"):
                assert identifier in ours[path], (path, identifier)
    assert compared > 50
    assert {severity.value for severity in Severity} == set(_LEVELS.values())


TALLY_CONFIGURATIONS = {
    "excluded": 'rules = { exclude = ["hadolint/DL3006", "hadolint/DL3020", "buildkit/MaintainerDeprecated"] }',
    "namespaces": 'rules = { exclude = ["buildkit/*", "shellcheck/*"] }',
    "only": 'rules = { exclude = ["*"], include = ["hadolint/DL3020", "buildkit/LegacyKeyValueFormat"] }',
    "severities": (
        '[rules.buildkit.LegacyKeyValueFormat]\nseverity = "error"\n'
        '[rules.hadolint.DL3020]\nseverity = "style"\n[rules.buildkit.StageNameCasing]\nseverity = "off"\n'
    ),
}


def _tallied(program: str, text: str, folder: Path, files: list[Path]) -> dict[str, dict[str, str]]:
    """What tally finds: its ids with their levels, by file."""
    file = folder / "tally.toml"
    file.write_text(text)
    command = [program, "lint", "--format", "json", "--slow-checks", "off", "-c", str(file), *map(str, files)]
    said = json.loads(subprocess.run(command, capture_output=True, timeout=120, check=False).stdout)
    return {str(path): {} for path in files} | {
        one["file"]: {found["rule"]: _LEVELS[found["severity"]] for found in one["violations"]} for one in said["files"]
    }


SMELLS = """\
FROM debian AS Build
MAINTAINER somebody
ENV a b
ADD a.txt /b/
WORKDIR app
RUN sudo true
RUN apt-get install curl
RUN cd /tmp && ls | grep x
CMD ls
CMD ls -l
"""


@pytest.mark.parametrize("name", TALLY_CONFIGURATIONS)
def test_tally_keeps_and_drops_the_same(tmp_path: Path, name: str) -> None:
    program = shutil.which("tally", path=str(Path(sys.executable).parent)) or shutil.which("tally")
    if program is None:
        pytest.skip("tally is not installed")
    text = TALLY_CONFIGURATIONS[name]
    files = [tmp_path / "Dockerfile"]
    files[0].write_text(SMELLS)
    plain, theirs = _tallied(program, "", tmp_path, files), _tallied(program, text, tmp_path, files)
    plain_ours = _ours(from_tally({}), files, "tally")
    ours = _ours(from_tally(tomllib.loads(text)), files, "tally")
    compared = 0
    for path in map(str, files):
        for identifier in plain[path].keys() & plain_ours[path].keys():
            compared += 1
            assert (identifier in theirs[path]) == (identifier in ours[path]), (path, identifier)
            if plain[path][identifier] != theirs[path].get(identifier, plain[path][identifier]):
                assert theirs[path][identifier] == ours[path][identifier], (path, identifier)
    assert compared >= 5
