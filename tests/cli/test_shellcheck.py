"""ShellCheck from the command line: on where it is installed, off where nobody wants it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dockwright.external.shellcheck.program import VARIABLE

from ..external.readings import fake, program
from .process import Result, dockwright

TEXT = "FROM debian:12-slim\nRUN x=`date`; echo $x\nUSER 1000\n"

needs_scripts = pytest.mark.skipif(os.name != "posix", reason="the program that stands in is a script with a shebang")


def check(folder: Path, *arguments: str, at: Path | None = None, stdin: str = "") -> Result:
    environment = {VARIABLE: str(at or program())}
    return dockwright("check", *arguments, cwd=folder, environment=environment, stdin=stdin)


def found(result: Result) -> list[str]:
    findings: list[dict[str, Any]] = json.loads(result.out)["findings"]
    return [finding["rule"] for finding in findings if finding["rule"].startswith("SC")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Dockerfile").write_text(TEXT)
    return tmp_path


def test_it_is_on_by_default(folder: Path) -> None:
    assert found(check(folder, "--format", "json")) == ["SC2086"]
    assert found(check(folder, "--format", "json", "--select", "SC2006")) == ["SC2006"]
    assert found(check(folder, "--format", "json", "-", stdin=TEXT)) == ["SC2086"]
    assert check(folder, "--select", "SC2006", "--fail-level", "information").code == 0
    assert check(folder, "--select", "SC2006").code == 1


@needs_scripts
def test_one_process_for_a_file(folder: Path) -> None:
    counting = f'open({str(folder / "runs")!r}, "a").write("x")'
    at = fake(folder, [counting, 'print(json.dumps({"comments": []}))'])
    assert check(folder, at=at).err == ""
    assert (folder / "runs").read_text() == "x"


def test_it_can_be_left_out(folder: Path) -> None:
    assert found(check(folder, "--format", "json", "--no-shellcheck")) == []
    assert found(check(folder, "--format", "json", "--ignore", "SC2086")) == []
    (folder / "dockwright.toml").write_text('shellcheck = "off"\n')
    assert found(check(folder, "--format", "json")) == []
    (folder / "dockwright.toml").write_text('[rules]\nSC2086 = "off"\n')
    assert found(check(folder, "--format", "json")) == []


def test_fixes(folder: Path) -> None:
    assert check(folder, "--select", "SC2006,SC2086", "--fix").code == 1
    assert (folder / "Dockerfile").read_text() == TEXT.replace("`date`", "$(date)")
    result = check(folder, "--select", "SC2006,SC2086", "--fix", "--unsafe-fixes")
    assert result.code == 0
    assert (folder / "Dockerfile").read_text() == TEXT.replace("`date`", "$(date)").replace("$x", '"$x"')


def test_the_findings_left_after_fixing_are_those_of_the_fixed_text(folder: Path) -> None:
    result = check(folder, "--select", "SC2006,SC2086", "--fix", "--format", "json")
    assert found(result) == ["SC2086"]


@needs_scripts
def test_several_files_are_one_question(tmp_path: Path) -> None:
    for number in range(20):
        place = tmp_path / f"{number}.Dockerfile"
        place.write_text(TEXT.replace("date", f"date {number}"))
    lines = [f'open({str(tmp_path / "runs")!r}, "a").write("x")', 'print(json.dumps({"comments": []}))']
    assert check(tmp_path, "--select", "SC2006", at=fake(tmp_path, lines)).code == 0
    assert (tmp_path / "runs").read_text() == "x"


@needs_scripts
def test_no_process_is_started_where_no_rule_of_it_is_on(folder: Path) -> None:
    lines = [f'open({str(folder / "runs")!r}, "a").write("x")', 'print(json.dumps({"comments": []}))']
    check(folder, "--select", "untagged-base-image", at=fake(folder, lines))
    assert not (folder / "runs").exists()


@needs_scripts
@pytest.mark.parametrize("lines", [["sys.exit(3)"], ["os.abort()"], ["print(0)"]])
def test_a_failure_is_a_note_and_no_error(folder: Path, lines: list[str]) -> None:
    result = check(folder, "--select", "SC2086,untagged-base-image", at=fake(folder, lines))
    assert result.code == 0
    assert result.err.count("ShellCheck was passed over") == 1
    assert "Traceback" not in result.err


def test_without_it_nothing_is_loaded_for_it(folder: Path) -> None:
    script = "import sys\nfrom dockwright.cli import main\nmain(['check'])\nprint(*sys.modules, file=sys.stderr)"
    loaded = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=folder,
        env={**os.environ, VARIABLE: "off"},
    )
    modules = set(loaded.stderr.split())
    assert "dockwright.external.shellcheck.checks" not in modules
    assert "subprocess" not in modules


def test_explain(tmp_path: Path) -> None:
    result = dockwright("explain", "sc2086", cwd=tmp_path)
    assert result.code == 0
    assert "https://www.shellcheck.net/wiki/SC2086" in result.out


HEREDOC = """\
FROM debian:12-slim
RUN <<EOF
# shellcheck disable=SC2086{reason}
echo $(date)$UID $x
EOF
"""


@pytest.mark.parametrize(
    ("policy", "reason", "expected"),
    [
        ("allow", "", []),
        ("require-reason", "", ["SC2086"]),
        ("require-reason", " # the words are wanted", []),
        ("forbid", " # the words are wanted", ["SC2086"]),
    ],
)
@pytest.mark.parametrize("is_above", [False, True])
def test_the_policy_reaches_directives_in_scripts(
    folder: Path, policy: str, reason: str, expected: list[str], is_above: bool
) -> None:
    (folder / "dockwright.toml").write_text(f"suppressions = '{policy}'\n")
    text = HEREDOC.format(reason=reason)
    if is_above:
        text = f"FROM debian:12-slim\n# shellcheck disable=SC2086{reason}\nRUN echo $(date) $x\n"
    (folder / "Dockerfile").write_text(text)
    assert sorted({code for code in found(check(folder, "--format", "json")) if code == "SC2086"}) == expected


def test_the_policy_leaves_other_directives_alone(folder: Path) -> None:
    (folder / "dockwright.toml").write_text("suppressions = 'forbid'\n")
    script = "# shellcheck source=/dev/null\n. ./x\n# shellcheck disable=SC2046\necho $(a)\n"
    (folder / "Dockerfile").write_text(f"FROM debian:12-slim\nRUN <<EOF\n{script}EOF\n")
    assert found(check(folder, "--format", "json")) == ["SC2046"]
