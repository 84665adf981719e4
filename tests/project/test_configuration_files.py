"""Which configuration file is in force, what it extends, and what is said of files that cannot be used."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.project.configuration import Configuration
from dockwright.project.configuration_files import configuration_for, find_configuration, load_configuration


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def told(read: Configuration) -> list[tuple[str, int | None, str, str]]:
    return [(Path(problem.path).name, problem.line, problem.key, problem.message) for problem in read.problems]


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"dockwright.toml": "max-problems = 1", "a/.dockwright.toml": "max-problems = 2", "a/b/Dockerfile": ""},
    )
    write(
        tmp_path, {"c/pyproject.toml": "[tool.dockwright]\nmax-problems = 3", "c/Dockerfile": "", "d/x/Dockerfile": ""}
    )
    for start, expected in [
        ("a/b/Dockerfile", 2),
        ("a/b", 2),
        ("c/Dockerfile", 3),
        ("d/x/Dockerfile", 1),
        ("d/new", 1),
    ]:
        assert configuration_for(tmp_path / start, tmp_path).max_problems == expected
    assert configuration_for(tmp_path / "a" / "b", tmp_path / "a" / "b") == Configuration()


def test_which_file_of_a_folder_wins(tmp_path: Path) -> None:
    names = ["pyproject.toml", ".dockwright.toml", "dockwright.toml"]
    for name in names:
        write(tmp_path, {name: "[tool.dockwright]\n"})
        assert find_configuration(tmp_path, tmp_path) == tmp_path / name


@pytest.mark.parametrize("text", ["", "[tool.black]", "[tool]\nother = 1", "tool = 3", "# dockwright", "[dockwright]"])
def test_a_pyproject_of_others_is_passed_over(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"pyproject.toml": text, "a/pyproject.toml": text})
    assert find_configuration(tmp_path / "a", tmp_path) is None


def test_a_pyproject_may_hold_the_table_in_any_way(tmp_path: Path) -> None:
    for text in (
        "[tool.dockwright]\nprofile = 'size'",
        "[tool]\ndockwright = {profile = 'size'}",
        "tool.dockwright.profile = 'size'",
    ):
        write(tmp_path, {"pyproject.toml": text})
        assert configuration_for(tmp_path, tmp_path).profile == "size"


def test_lines_of_a_pyproject_are_those_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[project]\nname = 'x'\n\n[tool.dockwright.rules]\na = 'eror'\n"})
    read = configuration_for(tmp_path, tmp_path)
    assert told(read) == [
        ("pyproject.toml", 5, "rules.a", "There is no value `eror` of `rules.a`; did you mean `error`?")
    ]
    assert read.mentions[0].origin.line == 5


def test_the_search_ends_at_the_root_of_the_file_system(tmp_path: Path) -> None:
    found = find_configuration(tmp_path / "nowhere" / "at" / "all")
    # Whoever runs the tests may have such a file above the temporary folder.
    assert found is None or not found.is_relative_to(tmp_path)


def test_extended_files_lie_underneath(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "base/one.toml": "max-problems = 1\nexclude = 'x'\nextend-ignore = 'a'\nbaseline = 'known.json'",
            "base/two.toml": "max-problems = 2\nprofile = 'size'\nextends = 'one.toml'",
            "app/dockwright.toml": "extends = ['../base/two.toml']\nextend-ignore = 'b'\nexclude = 'y'",
        },
    )
    read = load_configuration(tmp_path / "app" / "dockwright.toml")
    assert read.problems == ()
    assert (read.max_problems, read.profile, read.extend_ignore) == (2, "size", ("a", "b"))
    assert read.baseline == (tmp_path / "base" / "known.json").as_posix()
    assert [Path(file).name for file in read.files] == ["one.toml", "two.toml", "dockwright.toml"]
    assert read.origins["profile"].source == str(tmp_path / "base" / "two.toml")
    # Patterns stay relative to the file that states them.
    assert read.excludes((tmp_path / "base" / "x").as_posix())
    assert not read.excludes((tmp_path / "app" / "x").as_posix())
    assert read.excludes((tmp_path / "app" / "y").as_posix())


def test_a_pyproject_can_be_extended(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"pyproject.toml": "[tool.dockwright]\npreview = true", "a/dockwright.toml": "extends = '../pyproject.toml'"},
    )
    assert configuration_for(tmp_path / "a", tmp_path).preview


def test_files_that_extend_one_another(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"a.toml": "max-problems = 5\nextends = ['b.toml']", "b.toml": "\nprofile = 'size'\nextends = 'a.toml'"},
    )
    read = load_configuration(tmp_path / "a.toml")
    assert told(read) == [
        ("b.toml", 3, "extends", "Configurations extend one another in a circle: a.toml → b.toml → a.toml")
    ]
    assert (read.max_problems, read.profile) == (5, "size")
    write(tmp_path, {"self.toml": "extends = 'self.toml'"})
    assert told(load_configuration(tmp_path / "self.toml")) == [
        ("self.toml", 1, "extends", "Configurations extend one another in a circle: self.toml → self.toml")
    ]


def test_a_file_that_cannot_be_extended(tmp_path: Path) -> None:
    write(
        tmp_path, {"dockwright.toml": "extends = [\n  'base.toml',\n  'gone.toml',\n]", "base.toml": "preview = true"}
    )
    read = load_configuration(tmp_path / "dockwright.toml")
    gone = tmp_path / "gone.toml"
    assert told(read) == [
        ("dockwright.toml", 3, "extends",
         f"`{gone}` cannot be extended: The file cannot be read: no such file or directory"),
    ]  # fmt: skip
    assert read.preview
    # Once it appears, it counts: it is to be watched.
    assert str(gone) in read.files


def test_very_many_files_that_extend_others_are_survived(tmp_path: Path) -> None:
    for number in range(40):
        write(tmp_path, {f"{number}.toml": f"extends = ['{number + 1}.toml', '{number + 2}.toml']"})
    read = load_configuration(tmp_path / "0.toml")
    assert any("More than 32 configurations" in problem.message for problem in read.problems)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"profile = 'size'\nx = = 1\n", 2, "The file is not TOML: Invalid value"),
        (b"a = 1\n\nb = [1,\n", 3, None),
        (b"\n\nprofile = '\xff'", 3, "The file is not UTF-8"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, None, "The file is nested too deeply"),
    ],
)
def test_a_malformed_file_is_a_configuration_with_a_problem(
    tmp_path: Path, content: bytes, line: int | None, message: str | None
) -> None:
    (tmp_path / "dockwright.toml").write_bytes(content)
    read = configuration_for(tmp_path, tmp_path)
    (problem,) = read.problems
    assert (problem.path, problem.key) == (str(tmp_path / "dockwright.toml"), "")
    assert message is None or problem.message == message
    assert problem.line == line
    assert read.profile == "default"


def test_a_broken_pyproject_that_is_meant_for_us_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[project]\nname = \n[tool.dockwright]\npreview = true"})
    assert told(configuration_for(tmp_path, tmp_path)) == [
        ("pyproject.toml", 2, "", "The file is not TOML: Invalid value")
    ]


def test_a_table_that_is_none(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool]\n\ndockwright = 3"})
    assert told(configuration_for(tmp_path, tmp_path)) == [
        ("pyproject.toml", 3, "tool.dockwright", "It must be a table")
    ]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    assert told(load_configuration(tmp_path / "folder.toml")) == [("folder.toml", None, "", "It is not a file")]
    assert told(load_configuration(tmp_path / "gone.toml")) == [
        ("gone.toml", None, "", "The file cannot be read: no such file or directory")
    ]
    (tmp_path / "large.toml").write_text("#" * 4_000_001)
    assert told(load_configuration(tmp_path / "large.toml")) == [
        ("large.toml", None, "", "The file has more than 4000000 bytes")
    ]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
        assert told(load_configuration(tmp_path / "pipe.toml")) == [("pipe.toml", None, "", "It is not a file")]


def test_windows_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "dockwright.toml").write_bytes(b"\xef\xbb\xbf# x\r\nprofile = 'nope'\r\nmax-problems = 3\r\n")
    read = configuration_for(tmp_path, tmp_path)
    assert [problem.line for problem in read.problems] == [2]
    assert read.max_problems == 3


def test_open_buffers_come_before_the_disk(tmp_path: Path) -> None:
    write(tmp_path, {"dockwright.toml": "max-problems = 1\nextends = 'base.toml'"})
    buffers = {
        tmp_path / "dockwright.toml": "max-problems = 2\nextends = 'base.toml'",
        tmp_path / "base.toml": "preview = true",
        tmp_path / "sub" / "dockwright.toml": "max-problems = 3",
    }
    (tmp_path / "sub").mkdir()
    read = configuration_for(tmp_path, tmp_path, buffers)
    assert (read.max_problems, read.preview, read.problems) == (2, True, ())
    assert configuration_for(tmp_path / "sub" / "Dockerfile", tmp_path, buffers).max_problems == 3


LINES = st.sampled_from(
    [
        "a = 1", "profile = 'size'", "[rules]", "[rules.x]", "severity = 'off'", "extends = 'dockwright.toml'",
        "select = [", "'a',", "]", "\x00", "'", "[per-file-ignores]", "'*' = []",
        "max-problems = 99999999999999999999", "é", "edition = 1e3",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(lines=st.lists(LINES, max_size=8))
def test_no_text_raises(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    file = tmp_path_factory.mktemp("any") / "dockwright.toml"
    text = "\n".join(lines)
    read = load_configuration(file, {file: text})
    assert all(problem.line is None or 1 <= problem.line <= text.count("\n") + 1 for problem in read.problems)
    assert all(problem.line is not None for problem in read.problems)
