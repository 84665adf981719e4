"""Command lines that other tools read wrong and complain about. Read right, there is nothing to complain about.

Each case was reported by users; the reference names the tracker entry.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dockwright.shell.dialect import Dialect
from dockwright.shell.invocation import Invocation, invocations
from dockwright.shell.script import parse_script
from dockwright.syntax.logical_text import LogicalText


def read(text: str, variables: Mapping[str, str | None] | None = None) -> tuple[Invocation, ...]:
    script = parse_script(LogicalText.contiguous(text, 0), Dialect.SH)
    return invocations(script, variables or {})


def last(text: str, variables: Mapping[str, str | None] | None = None) -> Invocation:
    return read(text, variables)[-1]


def pins(text: str, variables: Mapping[str, str | None] | None = None) -> list[tuple[str | None, bool | None]]:
    return [(package.name, package.is_pinned) for package in last(text, variables).packages]


def test_versions_in_a_variable_of_the_shell() -> None:
    """hadolint#928"""
    text = 'buildDeps="python3=3.6.7-1~18.04 gcc=4:7.4" && apt-get update && apt-get install -y $buildDeps'
    assert pins(text) == [("python3", True), ("gcc", True)]


def test_versions_in_a_variable_of_the_environment() -> None:
    """hadolint#329"""
    assert pins("apt-get install $PACKAGES", {"PACKAGES": "python=2.7"}) == [("python", True)]
    assert pins("apt-get install $PACKAGES") == [(None, None)]
    assert pins("apt-get install $PACKAGES", {"PACKAGES": None}) == [(None, None)]


def test_a_package_file_has_its_own_version() -> None:
    """hadolint#345"""
    (package,) = last("apt-get install -y ./wkhtmltox_0.12.5-1.deb").packages
    assert (package.kind, package.is_pinned) == ("path", None)


def test_the_target_release_is_a_value() -> None:
    """hadolint#177"""
    invocation = last("apt-get install -y -t jessie-backports openjdk-8-jdk=8u131-b11-1~bpo8+1")
    assert [package.name for package in invocation.packages] == ["openjdk-8-jdk"]
    option = invocation.option("--target-release")
    assert option is not None
    assert option.value == "jessie-backports"


def test_quotes_are_shell_syntax() -> None:
    """zabio3/godolint#40"""
    assert pins('apt-get install graphviz="2.42.2-6" \'curl=7.1\' "git=1"') == [
        ("graphviz", True),
        ("curl", True),
        ("git", True),
    ]


def test_a_wildcard_is_a_pin() -> None:
    """hadolint#19"""
    assert pins("apt-get install wget=1.16.1*") == [("wget", True)]


@pytest.mark.parametrize(
    "options",
    [
        "-y",
        "--yes",
        "--assume-yes",
        "-qq",
        "-q -q",
        "-qqy",
        "-yq",
        "-q=2",
        "--quiet=2",
        "-o APT::Get::Assume-Yes=true",
        "-oAPT::Get::Assume-Yes=yes",
        '-o "APT::Get::Assume-Yes=1"',
        "--option=APT::Get::assume-yes=true",
    ],
)
@pytest.mark.parametrize("place", ["apt-get {} install x", "apt-get install {} x", "apt-get install x {}"])
def test_every_way_to_say_yes(options: str, place: str) -> None:
    """hadolint#259"""
    invocation = last(place.format(options))
    assert invocation.has("--assume-yes")
    assert invocation.has("-y")
    assert invocation.subcommand == "install"
    assert [package.name for package in invocation.packages] == ["x"]


@pytest.mark.parametrize("options", ["-q", "--assume-no", "-o APT::Get::Assume-Yes=false", "-o Debug::x=1"])
def test_what_does_not_say_yes(options: str) -> None:
    assert not last(f"apt-get install {options} x").has("--yes")


@pytest.mark.parametrize(
    "options",
    [
        "--no-install-recommends",
        "-o APT::Install-Recommends=false",
        "-oAPT::Install-Recommends=0",
        "-o apt::install-recommends=no",
        '-o "APT::Install-Recommends" -o APT::Install-Recommends=off',
    ],
)
def test_every_way_to_leave_recommended_packages_out(options: str) -> None:
    """hadolint#306"""
    assert last(f"apt-get install -y {options} x").has("--no-install-recommends")
    assert not last("apt-get install -y -o APT::Install-Recommends=true x").has("--no-install-recommends")


def test_the_index_address_of_pip_is_a_value() -> None:
    """hadolint#287"""
    assert pins("pip install --index-url https://pypi.example.org/simple foo==1.0") == [("foo", True)]
    assert pins("pip --trusted-host example.org install -i https://example.org --extra-index-url=$X foo==1") == [
        ("foo", True)
    ]


@pytest.mark.parametrize(
    "options", ["-r requirements.txt", "--requirement=r.txt", "-c constraints.txt -r r.txt", "-rr.txt"]
)
def test_versions_that_live_in_a_file(options: str) -> None:
    """hadolint#467, hadolint#229"""
    invocation = last(f"pip install {options}")
    assert invocation.has("-r")
    assert invocation.packages == ()


@pytest.mark.parametrize(
    "project",
    [".", "./", "..", "/app", "~/app", ".[dev]", "./dist/x-1.0-py3-none-any.whl", "x.whl", "-e .", "-e ./lib"],
)
def test_a_local_project_has_no_version_to_give(project: str) -> None:
    """hadolint#168, hadolint#389"""
    (package,) = last(f"pip install {project}").packages
    assert (package.kind, package.is_pinned) == ("path", None)


@pytest.mark.parametrize(
    "program",
    ["python -m pip", "python3 -m pip", "python3.12 -u -m pip", "/usr/bin/python3 -Im pip", "pip", "pip3", "pip3.11"],
)
def test_pip_in_all_its_spellings(program: str) -> None:
    """hadolint#181"""
    invocation = last(f"{program} install --no-cache-dir x==1")
    assert (invocation.tool, invocation.subcommand) == ("pip", "install")
    assert invocation.has("--no-cache-dir")
    assert [(package.name, package.is_pinned) for package in invocation.packages] == [("x", True)]


def test_the_interpreter_given_to_pipx_is_a_value() -> None:
    """hadolint#1067"""
    text = 'pipx install --python "$(which python)" "poetry==$POETRY_VERSION"'
    assert pins(text) == [("poetry", True)]


def test_a_version_in_a_variable_and_an_address_are_pins() -> None:
    """hadolint#67"""
    packages = last('pip install "whisper==$GRAPHITE_VERSION" https://example.org/carbon-1.0.tar.gz').packages
    assert [(package.name, package.kind, package.is_pinned) for package in packages] == [
        ("whisper", "name", True),
        (None, "url", None),
    ]


def test_ignore_installed_takes_no_value() -> None:
    """hadolint#157"""
    assert pins("pip install --ignore-installed pip==9.0.1") == [("pip", True)]
    assert pins("pip install -I pip==9.0.1") == [("pip", True)]


def test_npm_install_without_names_follows_the_lock_file() -> None:
    """hadolint#153"""
    invocation = last("npm install --unsafe-perm")
    assert (invocation.subcommand, invocation.packages) == ("install", ())


def test_running_a_script_called_install_is_not_the_install_command() -> None:
    """hadolint#256"""
    invocation = last("npm run install")
    assert (invocation.subcommand, invocation.packages) == ("run", ())
    assert last("npm run-script install").subcommand == "run"


@pytest.mark.parametrize(
    "options", ["--loglevel verbose", "--registry https://r.example.org", "--prefix /app", "--loglevel=warn", "-C dir"]
)
def test_values_of_npm_are_no_packages(options: str) -> None:
    """hadolint#515, hadolint#975, hadolint#356"""
    for text in (f"npm install {options}", f"npm {options} install"):
        invocation = last(text)
        assert (invocation.subcommand, invocation.packages, invocation.unknown_options) == ("install", (), ())


def test_a_folder_is_not_a_package_of_the_registry() -> None:
    """hadolint#356"""
    (package,) = last("npm install /app").packages
    assert package.kind == "path"


def test_a_global_option_before_the_subcommand_of_apk() -> None:
    """hadolint#408"""
    invocation = last("apk -X https://dl.example.org/edge add --no-cache pkg=1")
    assert (invocation.subcommand, pins("apk -X URL add --no-cache pkg=1")) == ("add", [("pkg", True)])
    assert invocation.has("--no-cache")
    assert invocation.has("--repository")


def test_a_package_file_of_apk() -> None:
    """hadolint#662"""
    (package,) = last("apk add --allow-untrusted glibc-2.32-r0.apk").packages
    assert (package.kind, package.is_pinned) == ("path", None)


def test_a_package_that_must_not_be_installed() -> None:
    """hadolint#956"""
    assert pins("apk add !pyc") == [("pyc", None)]


@pytest.mark.parametrize("constraint", ["git~2.52", "git~=2.52", "'git>=2'", '"git<3"', "git=2.52.0-r0", "'git>2'"])
def test_partial_pins_of_apk(constraint: str) -> None:
    """hadolint#1168, hadolint#782"""
    assert pins(f"apk add --no-cache {constraint}") == [("git", True)]


def test_a_bound_without_quotes_is_told_as_a_redirection() -> None:
    """hadolint#782"""
    invocation = last("apk add git>=2.52")
    assert pins("apk add git>=2.52") == [("git", False)]
    (redirection,) = invocation.command.redirections
    assert redirection.start == invocation.packages[0].word.end


def test_virtual_packages_are_no_packages_of_the_repository() -> None:
    assert pins("apk add --virtual .build-deps gcc=1") == [("gcc", True)]
    assert pins("apk add -t .build-deps gcc=1") == [("gcc", True)]
    assert pins("apk del .build-deps") == [(".build-deps", None)]


def test_go_run_with_versions_and_an_assignment_in_front() -> None:
    """hadolint#1134"""
    run = "GOPROXY=https://p.example.org go run example.org/a@v0.1.0 -flag x"
    text = f"{run} && GOFLAGS=-mod=mod go install example.org/b@v2"
    first, second = read(text)
    assert (first.tool, first.subcommand, first.operand_values[0]) == ("go", "run", "example.org/a@v0.1.0")
    assert [package.is_pinned for package in second.packages] == [True]


def test_a_tool_is_only_what_stands_in_command_position() -> None:
    """bridgecrewio/checkov#6567"""
    assert [invocation.tool for invocation in read("echo apt-get install; install -d apt; gnupg curl apt-key")] == [
        "echo",
        "install",
    ]


def test_a_missing_separator_leaves_command_names_among_the_packages() -> None:
    """hadolint#685: the words of the next line are packages of this command, as they are for apt-get."""
    text = "apt-get install -y pkg=1   apt-get clean"
    assert [package.name for package in last(text).packages] == ["pkg", "apt-get", "clean"]
    assert last(text).packages[1].word.start == text.rindex("apt-get")
