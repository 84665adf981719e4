"""Scripts of cmd and PowerShell: read flat, and never taken for something they are not."""

from __future__ import annotations

import pytest

from dockwright.shell.dialect import Dialect
from dockwright.shell.invocation import invocations
from dockwright.shell.script import parse_script
from dockwright.syntax.logical_text import LogicalText


def read(text: str, dialect: Dialect) -> list[list[str | None]]:
    script = parse_script(LogicalText.contiguous(text, 0), dialect)
    return [[word.value for word in command.words] for command in script.commands]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("choco install -y git", [["choco", "install", "-y", "git"]]),
        ("a & b && c || d | e", [["a"], ["b"], ["c"], ["d"], ["e"]]),
        (r'mkdir "C:\Program Files\x" && cd C:\x', [["mkdir", r"C:\Program Files\x"], ["cd", r"C:\x"]]),
        (r"del %TEMP%\x", [["del", None]]),
        ("echo a ^& b", [["echo", "a", "&", "b"]]),
        ("if exist x (del x) & b\na", [["a"]]),
        ("for %i in (a b) do echo %i", []),
    ],
)
def test_commands_of_cmd(text: str, expected: list[list[str | None]]) -> None:
    assert read(text, Dialect.CMD) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Invoke-WebRequest -Uri 'https://x/y.zip' -OutFile y.zip; Remove-Item y.zip",
            [["Invoke-WebRequest", "-Uri", "https://x/y.zip", "-OutFile", "y.zip"], ["Remove-Item", "y.zip"]],
        ),
        ("$ErrorActionPreference = 'Stop'; npm ci", [["npm", "ci"]]),
        ("Get-Item x | Remove-Item", [["Get-Item", "x"], ["Remove-Item"]]),
        ("if ($x) { Remove-Item y; a }; b", [["b"]]),
        ("Write-Host ('a;b' -f $x)", [["Write-Host", None]]),
        ('Write-Host "a; b"', [["Write-Host", "a; b"]]),
        ("Remove-Item $env:TEMP", [["Remove-Item", None]]),
        ("[Net.ServicePointManager]::X = 1; a", [["a"]]),
    ],
)
def test_commands_of_powershell(text: str, expected: list[list[str | None]]) -> None:
    assert read(text, Dialect.POWERSHELL) == expected


@pytest.mark.parametrize("dialect", [Dialect.CMD, Dialect.POWERSHELL])
def test_reading_stops_at_a_quote_that_is_never_closed(dialect: Dialect) -> None:
    script = parse_script(LogicalText.contiguous('a b && c "d && e', 0), dialect)
    assert [command.name.value for command in script.commands] == ["a"]
    assert script.has_errors


@pytest.mark.parametrize("dialect", [Dialect.CMD, Dialect.POWERSHELL, Dialect.OTHER, Dialect.UNKNOWN])
def test_no_rule_of_the_posix_shell_sees_their_commands(dialect: Dialect) -> None:
    """In PowerShell `curl`, `rm`, `cd` and `set` are other programs than the ones of the table."""
    script = parse_script(LogicalText.contiguous("curl x; rm -Recurse y; npm install", 0), dialect)
    assert invocations(script) == ()


@pytest.mark.parametrize("dialect", [Dialect.CMD, Dialect.POWERSHELL])
@pytest.mark.parametrize("text", ["a `", "a ^", "a )", "a }", "(", "{", "& ;", "\0"])
def test_stray_characters_are_passed_over(text: str, dialect: Dialect) -> None:
    script = parse_script(LogicalText.contiguous(text, 0), dialect)
    assert all(command.end <= len(text) for command in script.commands)


def test_the_places_of_windows_commands_are_those_of_the_source() -> None:
    text = LogicalText.joined([("a b ", 4), ("&& c", 20)], 4)
    script = parse_script(text, Dialect.CMD)
    assert [command.span for command in script.commands] == [(4, 7), (23, 24)]
    assert [separator.span for separator in script.separators] == [(20, 22)]
