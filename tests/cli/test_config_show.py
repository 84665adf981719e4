"""`dockwright config show` says of each value who stated it, through everything that can be laid over it."""

from __future__ import annotations

from pathlib import Path

from dockwright.project.configuration import Origin
from dockwright.project.configuration_files import load_configuration
from dockwright.project.configuration_parser import CLIENT, from_client_settings

from .process import dockwright

FILES = {
    "house.toml": "preview = true\nextend-ignore = ['DL3007']\nmax-problems = 7\n",
    "base.toml": (
        "extends = 'house.toml'\nprofile = 'strict'\nignore = ['DL3008']\nextend-ignore = 'DL3009'\n"
        "[rules]\nlong-file = { limit = 10 }\nDL3003 = 'off'\n[per-file-ignores]\n'old/' = 'ALL'\n"
    ),
    "pyproject.toml": (
        "[project]\nname = 'x'\n\n[tool.dockwright]\nextends = 'base.toml'\nignore = ['DL3006']\n"
        "extend-ignore = ['DL3015']\n\n[tool.dockwright.rules.long-file]\nseverity = 'error'\n"
        "[tool.dockwright.per-file-ignores]\n'new/' = ['DL3020']\n"
    ),
}


def written(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).write_text(text)
    (folder / "sub").mkdir()
    (folder / "sub" / "Dockerfile").write_text("FROM scratch\n")
    return folder


def test_every_value_says_where_it_came_from(tmp_path: Path) -> None:
    result = dockwright("config", "show", "sub/Dockerfile", cwd=written(tmp_path))
    assert (result.code, result.err) == (0, "")
    shown = dict(line.split("  # ", 1) for line in result.out.splitlines())
    stated = {key.rstrip(): origin for key, origin in shown.items() if origin != "default"}
    assert stated == {
        'extends = ["base.toml"]': "pyproject.toml:5",
        'profile = "strict"': "base.toml:2",
        "preview = true": "house.toml:1",
        'ignore = ["DL3006"]': "pyproject.toml:6",
        'extend-ignore = ["DL3007", "DL3009", "DL3015"]': "house.toml:2, base.toml:4, pyproject.toml:7",
        "rules.long-file.limit = 10": "base.toml:6",
        'rules.long-file.severity = "error"': "pyproject.toml:10",
        'rules.DL3003.severity = "off"': "base.toml:7",
        'per-file-ignores."old/" = ["ALL"]': "base.toml:9",
        'per-file-ignores."new/" = ["DL3020"]': "pyproject.toml:12",
        "max-problems = 7": "house.toml:3",
    }
    assert 'cache-strategy = "clean"' in {key.rstrip() for key in shown}


def test_what_the_profile_says_to_rules_is_told_unless_it_is_outweighed(tmp_path: Path) -> None:
    (tmp_path / "dockwright.toml").write_text("profile = 'hadolint'\n[rules]\nDL3059 = { every-stage = false }\n")
    result = dockwright("config", "show", cwd=tmp_path)
    shown = dict(line.split("  # ", 1) for line in result.out.splitlines())
    stated = {key.rstrip(): origin for key, origin in shown.items() if key.startswith("rules.")}
    assert stated["rules.DL3059.every-stage = false"] == "dockwright.toml:3"
    assert stated["rules.healthcheck-missing.every-stage = true"] == "profile hadolint"
    assert stated["rules.consecutive-run.exec-form = true"] == "profile hadolint"
    assert not [key for key in stated if key.startswith("rules.consecutive-run.every-stage")]


def test_a_configuration_that_is_named_comes_before_the_nearest(tmp_path: Path) -> None:
    result = dockwright("config", "show", "sub", "--config", "house.toml", cwd=written(tmp_path))
    assert "profile" in result.out
    assert {line.split("  # ")[1] for line in result.out.splitlines()} == {
        "default",
        "house.toml:1",
        "house.toml:2",
        "house.toml:3",
    }
    nothing = dockwright("config", "show", "sub", "--no-config", cwd=tmp_path)
    assert {line.split("  # ")[1] for line in nothing.out.splitlines()} == {"default"}


def test_what_an_editor_says_is_laid_over_the_files(tmp_path: Path) -> None:
    file = written(tmp_path) / "base.toml"
    said = from_client_settings({"profile": "size", "extendIgnore": ["DL3047"], "rules": {"long-file": {"limit": 3}}})
    merged = load_configuration(file).merged(said)
    assert (merged.profile, merged.origins["profile"]) == ("size", Origin(CLIENT))
    assert (merged.rules["long-file"].options, merged.origins["rules.long-file.limit"]) == (
        {"limit": 3},
        Origin(CLIENT),
    )
    assert merged.origins["ignore"] == Origin(str(file), 3)
    assert merged.extend_ignore == ("DL3007", "DL3009", "DL3047")
    assert merged.added_to["extend-ignore"] == (Origin(str(tmp_path / "house.toml"), 2), Origin(str(file), 4))
    assert merged.origins["extend-ignore"] == Origin(CLIENT)
