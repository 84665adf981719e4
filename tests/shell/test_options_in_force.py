"""Which shell options hold before each command, also held against bash's own `$-` and `$SHELLOPTS`."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from dockwright.shell.dialect import Dialect
from dockwright.shell.script import ShellOptions, parse_script, shell_options, shell_options_of_exec_words
from dockwright.syntax.logical_text import LogicalText

BASH = shutil.which("bash")


def before_each(text: str, initial: ShellOptions | None = None) -> dict[str, str]:
    """For each command with a one-letter name: the letters of the options that are on, `?` before uncertain ones."""
    script = parse_script(LogicalText.contiguous(text, 0), Dialect.BASH)
    found = {}
    for command, options in zip(script.commands, shell_options(script, initial), strict=True):
        if command.name.value and len(command.name.value) == 1:
            letters = {"e": options.errexit, "u": options.nounset, "x": options.xtrace, "p": options.pipefail}
            found[command.name.value] = "".join(
                ("?" if state is None else "") + letter for letter, state in letters.items() if state is not False
            )
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a; set -e; b", {"a": "", "b": "e"}),
        ("set -euxo pipefail; a", {"a": "euxp"}),
        ("set -o pipefail -o errexit && a", {"a": "ep"}),
        ("set -eo pipefail; set +e; a", {"a": "p"}),
        ("set -ex; set +o errexit; a", {"a": "x"}),
        ("set -- -e; a", {"a": ""}),
        ("set -e -- -u; a", {"a": "e"}),
        ("if x; then set -e; fi; a", {"a": "?e", "x": ""}),
        ("set -e; if x; then set -e; fi; a", {"a": "e", "x": "e"}),
        ("(set -e; a); b", {"a": "e", "b": ""}),
        ("set -e; (set +e; a); b", {"a": "", "b": "e"}),
        ("set -e; sh -c 'a'; b", {"a": "", "b": "e"}),
        ("bash -euo pipefail -c 'a | b'; c", {"a": "eup", "b": "eup", "c": ""}),
        ("sh -c 'set -e; a'; b", {"a": "e", "b": ""}),
        ("f() { set -e; a; }; b", {"a": "e", "b": ""}),
        ('set "$x"; a', {"a": ""}),
    ],
)
def test_set_changes_what_follows(text: str, expected: dict[str, str]) -> None:
    assert before_each(text) == expected


def test_options_of_the_shell_instruction_are_the_beginning() -> None:
    options = shell_options_of_exec_words(["/usr/bin/env", "bash", "-eo", "pipefail", "-c"])
    assert options == ShellOptions(errexit=True, pipefail=True)
    assert before_each("a; set +e; b", options) == {"a": "ep", "b": "p"}


@pytest.mark.parametrize("words", [["/bin/sh", "-c"], ["pwsh", "-Command"], []])
def test_a_plain_shell_starts_with_all_off(words: list[str]) -> None:
    assert shell_options_of_exec_words(words) == ShellOptions()


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
@pytest.mark.parametrize(
    "text",
    [
        "set -e; show",
        "set -euo pipefail; show",
        "set -eu; set +u; show",
        "set -o nounset; (set -e; show); show",
        "set -e; { set +e; }; show",
        "set -ue -o pipefail; set +eo pipefail; show",
        "set -u -- -e; show",
    ],
)
def test_bash_agrees(text: str) -> None:
    program = 'show() { echo "$-:$SHELLOPTS"; }; ' + text
    run = subprocess.run([str(BASH), "--norc", "-c", program], capture_output=True, text=True, check=True)
    script = parse_script(LogicalText.contiguous(text, 0), Dialect.BASH)
    ours = [
        (options.errexit, options.nounset, options.pipefail)
        for command, options in zip(script.commands, shell_options(script), strict=True)
        if command.name.value == "show"
    ]
    theirs = [
        ("e" in flags, "u" in flags, "pipefail" in names) for flags, _, names in map(partition, run.stdout.splitlines())
    ]
    assert ours == theirs


def partition(line: str) -> tuple[str, str, str]:
    return line.partition(":")
