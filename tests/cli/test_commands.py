"""The other commands, as processes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from dockwright import __version__
from dockwright.diagnostics.registry import all_rules

from .process import dockwright


def test_version_and_help(tmp_path: Path) -> None:
    assert dockwright("--version", cwd=tmp_path).out == f"dockwright {__version__}\n"
    overview = dockwright("--help", cwd=tmp_path)
    assert overview.code == 0
    commands = re.findall(r"^    (\S+) ", overview.out, re.MULTILINE)
    assert {"check", "format", "init", "explain", "server"} < set(commands)
    for command in commands:
        help_of_command = dockwright(command, "--help", cwd=tmp_path)
        assert (help_of_command.code, help_of_command.err) == (0, "")
        assert f"usage: dockwright {command}" in help_of_command.out


@pytest.mark.parametrize("command", [["optimize", "Dockerfile"], ["pin", "Dockerfile"], ["ignore-file"], ["init"]])
def test_a_file_is_either_shown_or_written(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "Dockerfile").write_text("FROM debian\n")
    result = dockwright(*command, "--diff", "--write", cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert "--write: not allowed with argument --diff" in result.err
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("Dockerfile", "FROM debian\n")]


@pytest.mark.parametrize("command", [["--help"], ["--version"], ["check", "--help"], ["server", "--help"]])
def test_help_loads_nothing_heavy(command: list[str]) -> None:
    program = (
        "import sys\nfrom dockwright.cli import main\n"
        f"try:\n    main({command!r})\nexcept SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    modules = set(loaded.stderr.split())
    assert not {name for name in modules if name.startswith("dockwright.") and name.split(".")[1] not in ("cli", "lsp")}
    assert not {"pygls", "lsprotocol", "tree_sitter", "multiprocessing", "concurrent"} & modules


def test_check_loads_nothing_of_the_editor_and_no_processes(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM debian\nRUN apt-get update\n")
    program = "import sys\nfrom dockwright.cli import main\nmain(['check'])\nprint(*sys.modules, file=sys.stderr)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    unwanted = {"pygls", "lsprotocol", "asyncio", "multiprocessing", "concurrent", "difflib", "tempfile", "tomllib"}
    assert not unwanted & set(loaded.stderr.split())


@pytest.mark.parametrize("name", ["untagged-base-image", "DL3006", "dl3006", "CKV_DOCKER_7", "AVD-DS-0001", "ds001"])
def test_explain_by_any_name(tmp_path: Path, name: str) -> None:
    result = dockwright("explain", name, cwd=tmp_path)
    assert (result.code, result.err) == (0, "")
    assert "untagged-base-image: " in result.out
    assert "│ FROM python" in result.out
    assert "  hadolint        DL3006" in result.out


def test_explain_shows_the_whole_page() -> None:
    from dockwright.report.manual_page import manual_page
    from dockwright.report.style import Style

    for rule in all_rules():
        shown = " ".join("\n".join(manual_page(rule, Style())).split())
        assert all(f"`{option.name}`: {option.meaning}" in shown for option in rule.options), rule.id
        for line in (rule.documentation or "").split("\n"):
            if not line.startswith("```"):
                assert " ".join(line.lstrip("#").split()) in shown, (rule.id, line)


def test_explain_what_is_not_there(tmp_path: Path) -> None:
    result = dockwright("explain", "untaged-base-image", cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.err == "dockwright: there is no rule `untaged-base-image`; did you mean `untagged-base-image`?\n"
    assert dockwright("explain", "security", cwd=tmp_path).code == 2


def test_rules(tmp_path: Path) -> None:
    result = dockwright("rules", cwd=tmp_path)
    assert result.code == 0
    for rule in all_rules():
        assert f"  {rule.id} " in result.out
    entries = json.loads(dockwright("rules", "--format", "json", cwd=tmp_path).out)["rules"]
    assert [entry["id"] for entry in entries] == [rule.id for rule in all_rules()]
    untagged = next(entry for entry in entries if entry["id"] == "untagged-base-image")
    assert untagged["aliases"]["hadolint"] == ["DL3006"]
    assert (untagged["severity"], untagged["default"], untagged["fix"]) == ("warning", True, "unsafe")


def test_parse(tmp_path: Path) -> None:
    text = 'FROM debian AS base\nRUN --network=none <<EOF\nls\nEOF\nCMD ["a"]\n'
    (tmp_path / "Dockerfile").write_text(text)
    result = dockwright("parse", "Dockerfile", cwd=tmp_path)
    assert (result.code, result.err) == (0, "")
    instructions = json.loads(result.out)["instructions"]
    assert [(one["keyword"], one["start_line"], one["end_line"]) for one in instructions] == [
        ("FROM", 1, 1),
        ("RUN", 2, 4),
        ("CMD", 5, 5),
    ]
    assert dockwright("parse", "-", cwd=tmp_path, stdin=text).out == result.out
    terminal = {"PYTHONIOENCODING": "ascii"}
    assert '"é"' in dockwright("parse", "-", cwd=tmp_path, stdin="CMD é\n", environment=terminal).out
    assert dockwright("parse", "Dockerfile", "--json", cwd=tmp_path).out == result.out
    missing = dockwright("parse", "missing", cwd=tmp_path)
    assert (missing.code, missing.err) == (2, "dockwright: missing: no such file or directory\n")


def test_config_show(tmp_path: Path) -> None:
    (tmp_path / "dockwright.toml").write_text(
        'profile = "strict"\n[rules]\nDL3006 = "error"\n[per-file-ignores]\n"test/**" = ["all"]\n'
    )
    (tmp_path / "Dockerfile").write_text("FROM a\n")
    result = dockwright("config", "show", "Dockerfile", cwd=tmp_path)
    assert (result.code, result.err) == (0, "")
    lines = {line.split("  #")[0].strip(): line.split("# ")[1] for line in result.out.splitlines()}
    assert lines['profile = "strict"'] == "dockwright.toml:1"
    assert lines['rules.DL3006.severity = "error"'] == "dockwright.toml:3"
    assert lines['per-file-ignores."test/**" = ["all"]'] == "dockwright.toml:5"
    assert lines['cache-strategy = "clean"'] == "default"
    tomllib.loads("\n".join(line.split("  #")[0] for line in result.out.splitlines()))


def test_config_show_tells_of_mistakes(tmp_path: Path) -> None:
    (tmp_path / "dockwright.toml").write_text('ignore = ["nonsense-rule"]\n')
    result = dockwright("config", "show", cwd=tmp_path)
    assert result.code == 2
    assert result.err == "dockwright: dockwright.toml:1: ignore: There is no rule `nonsense-rule`\n"
    assert dockwright("config", "show", "missing", cwd=tmp_path).code == 2
    assert dockwright("config", "show", "--no-config", cwd=tmp_path).code == 0


def test_config_schema(tmp_path: Path) -> None:
    schema = json.loads(dockwright("config", "schema", cwd=tmp_path).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid({"profile": "strict", "ignore": ["untagged-base-image"]})
    assert not validator.is_valid({"profile": "nonsense"})
