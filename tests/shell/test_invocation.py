"""Tools, subcommands, options and operands, and what is seen through on the way to them."""

from __future__ import annotations

import pytest

from dockwright.shell.dialect import Dialect
from dockwright.shell.invocation import Invocation, invocations
from dockwright.shell.script import parse_script
from dockwright.syntax.logical_text import LogicalText


def read(text: str) -> tuple[Invocation, ...]:
    return invocations(parse_script(LogicalText.contiguous(text, 0), Dialect.BASH))


def options(invocation: Invocation) -> dict[str, str | None]:
    return {option.name: option.value for option in invocation.options}


@pytest.mark.parametrize(
    ("text", "subcommand"),
    [
        ("apt-get -y -o X::Y=z install a", "install"),
        ("apk --update --no-cache add a", "add"),
        ("yum -y localinstall a.rpm", "install"),
        ("dnf -y group install x", "group install"),
        ("dnf upgrade -y", "update"),
        ("yum clean all", "clean all"),
        ("zypper -n ref", "refresh"),
        ("npm i", "install"),
        ("npm clean-install", "ci"),
        ("npm cache clear --force", "cache clean"),
        ("npm --prefix web run build", "run"),
        ("yarn", "install"),
        ("yarn --cwd web --frozen-lockfile", "install"),
        ("yarn --cwd web add x", "add"),
        ("yarn --version", None),
        ("yarn build", "build"),
        ("yarn workspaces focus --all", "workspaces focus"),
        ("pnpm --filter x i", "install"),
        ("bundle", "install"),
        ("bundle config set without x", "config set"),
        ("uv pip install x", "pip install"),
        ("uv --no-cache sync", "sync"),
        ("go mod download -x", "mod download"),
        ("cargo b --release", "build"),
        ("composer -n require x/y", "require"),
        ("git -C /x -c a=b clone https://example.org/x", "clone"),
        ("git submodule update --init", "submodule update"),
        ("dotnet tool install x", "tool install"),
        ("systemctl enable x", "enable"),
        ("pip3 --version", None),
        ("tar xzf x", None),
        ("npm $COMMAND", None),
        ("apt-get $OPTIONS install x", "install"),
        ("npm frobnicate", "frobnicate"),
    ],
)
def test_the_subcommand_is_found_under_its_real_name(text: str, subcommand: str | None) -> None:
    assert read(text)[-1].subcommand == subcommand


@pytest.mark.parametrize(
    ("text", "expected", "operands"),
    [
        ("tar xzf a.tgz -C /x", {"--extract": None, "--gzip": None, "--file": "a.tgz", "--directory": "/x"}, []),
        ("tar -xzf a.tgz", {"--extract": None, "--gzip": None, "--file": "a.tgz"}, []),
        ("tar xfC a.tar /x y", {"--extract": None, "--file": "a.tar", "--directory": "/x"}, ["y"]),
        (
            "tar --extract --file=a.tar --strip-components 1",
            {"--extract": None, "--file": "a.tar", "--strip-components": "1"},
            [],
        ),
        ("tar -xJ", {"--extract": None, "--xz": None}, []),
        (
            "curl -fsSL -o x https://e.org",
            {"--fail": None, "--silent": None, "--show-error": None, "--location": None, "--output": "x"},
            ["https://e.org"],
        ),
        (
            "curl -fsSLo x https://e.org",
            {"--fail": None, "--silent": None, "--show-error": None, "--location": None, "--output": "x"},
            ["https://e.org"],
        ),
        ("curl -Hx:y https://e.org", {"--header": "x:y"}, ["https://e.org"]),
        ("wget -qO- https://e.org", {"--quiet": None, "--output-document": "-"}, ["https://e.org"]),
        ("wget -nv -P /x https://e.org", {"--no-verbose": None, "--directory-prefix": "/x"}, ["https://e.org"]),
        ("wget --no-check-cert https://e.org", {"--no-check-certificate": None}, ["https://e.org"]),
        ("sed -i.bak -e s/a/b/ f", {"--in-place": ".bak", "--expression": "s/a/b/"}, ["f"]),
        ("sed -i s/a/b/ f", {"--in-place": None}, ["s/a/b/", "f"]),
        ("rm -rf -- -x", {"--recursive": None, "--force": None}, ["-x"]),
        ("chmod -R -x /f", {"--recursive": None}, ["-x", "/f"]),
        ("chmod --recursive u+x f", {"--recursive": None}, ["u+x", "f"]),
        ("chown --reference=a b", {"--reference": "a"}, ["b"]),
        ("echo -n -x --y", {"-n": None}, ["-x", "--y"]),
        ("set -eux -o pipefail", {"-e": None, "-u": None, "-x": None, "-o": "pipefail"}, []),
        (
            "useradd -r -u 1001 -g app --home-dir /app app",
            {"--system": None, "--uid": "1001", "--gid": "app", "--home-dir": "/app"},
            ["app"],
        ),
        ("adduser -D -u 1000 app", {"-D": None, "--uid": "1000"}, ["app"]),
        ("adduser -SDH -G app app", {"--system": None, "-D": None, "-H": None, "--ingroup": "app"}, ["app"]),
        (
            "go build -ldflags='-s -w' -o /x -tags a,b ./...",
            {"-ldflags": "-s -w", "-o": "/x", "-tags": "a,b"},
            ["./..."],
        ),
        ("go build --trimpath .", {"-trimpath": None}, ["."]),
        (
            "mvn -B -DskipTests -pl a,b -am package",
            {"--batch-mode": None, "--define": "skipTests", "--projects": "a,b", "--also-make": None},
            ["package"],
        ),
        ("gradle build -x test --no-daemon", {"--exclude-task": "test", "--no-daemon": None}, ["build"]),
        ("dotnet publish -c Release -o /x /p:A=b", {"--configuration": "Release", "--output": "/x"}, ["/p:A=b"]),
        ("make -j4 -C d all", {"--jobs": "4", "--directory": "d"}, ["all"]),
        ("make -j all", {"--jobs": None}, ["all"]),
        (
            "gpg --batch --keyserver k --recv-keys A B",
            {"--batch": None, "--keyserver": "k", "--recv-keys": None},
            ["A", "B"],
        ),
        ("ln -sfn a b", {"--symbolic": None, "--force": None, "--no-dereference": None}, ["a", "b"]),
        ("mkdir -pm 700 x", {"--parents": None, "--mode": "700"}, ["x"]),
        ("git clone --depth=1 -b v1 u d", {"--depth": "1", "--branch": "v1"}, ["u", "d"]),
    ],
)
def test_options_take_the_values_that_are_theirs(
    text: str, expected: dict[str, str | None], operands: list[str]
) -> None:
    invocation = read(text)[-1]
    assert options(invocation) == expected
    assert list(invocation.operand_values) == operands
    assert invocation.unknown_options == ()


@pytest.mark.parametrize(
    ("text", "unknown", "operands"),
    [
        ("curl --frobnicate x", ["--frobnicate"], ["x"]),
        ("curl --frobnicate=x y", ["--frobnicate=x"], ["y"]),
        ("npm install --frobnicate x", ["--frobnicate"], ["x"]),
        ("rm -r$FLAGS x", ["-r$FLAGS"], ["x"]),
    ],
)
def test_unknown_options_are_reported(text: str, unknown: list[str], operands: list[str]) -> None:
    invocation = read(text)[-1]
    assert [word.text for word in invocation.unknown_options] == unknown
    assert list(invocation.operand_values) == operands


def test_an_option_is_found_under_any_of_its_names() -> None:
    invocation = read("rm -R x")[0]
    assert all(invocation.has(name) for name in ("-r", "-R", "--recursive"))
    assert not invocation.has("-f", "--force")


def test_the_last_of_repeated_options_counts() -> None:
    option = read("curl -o a --output b https://e.org")[0].option("-o")
    assert option is not None
    assert option.value == "b"


@pytest.mark.parametrize(
    ("text", "option", "expected"),
    [
        ("apt-get -y install x", "-y", "-y"),
        ("apt-get install -t sid x", "-t", "-t sid"),
        ("apt-get install --target-release=sid x", "-t", "--target-release=sid"),
        ("apt-get install -qqy x", "-y", "y"),
        ("curl -fsSLo f u", "-o", "o f"),
        ("curl -fsSL u", "-f", "f"),
        ("wget -O- u", "-O", "-O-"),
        ("tar xzf a", "-z", "z"),
        ("curl '-k' u", "-k", "'-k'"),
        ('curl "-fk" u', "-k", '"-fk"'),
    ],
)
def test_an_option_knows_where_it_stands(text: str, option: str, expected: str) -> None:
    found = read(text)[-1].option(option)
    assert found is not None
    assert text[slice(*found.span)] == expected


@pytest.mark.parametrize(
    ("text", "wrappers"),
    [
        ("apt-get install x", ()),
        ("sudo apt-get install x", ("sudo",)),
        ("sudo -E -u root apt-get install x", ("sudo",)),
        ("sudo DEBIAN_FRONTEND=noninteractive apt-get install x", ("sudo",)),
        ("sudo -- apt-get install x", ("sudo",)),
        ("DEBIAN_FRONTEND=noninteractive apt-get install x", ()),
        ("env A=b C=d apt-get install x", ("env",)),
        ("env -i -u X A=b apt-get install x", ("env",)),
        ("timeout 5 apt-get install x", ("timeout",)),
        ("timeout -k 5 --signal=KILL 5m apt-get install x", ("timeout",)),
        ("time apt-get install x", ("time",)),
        ("time -p nice -n 5 nohup apt-get install x", ("time", "nice", "nohup")),
        ("eatmydata nosync apt-get install x", ("eatmydata", "nosync")),
        ("exec apt-get install x", ("exec",)),
        ("command apt-get install x", ("command",)),
        ("echo x | xargs -r -n 1 apt-get install x", ("xargs",)),
        ("gosu root apt-get install x", ("gosu",)),
        ("su-exec root apt-get install x", ("su-exec",)),
        ("chroot /mnt apt-get install x", ("chroot",)),
        ("runuser -u root -- apt-get install x", ("runuser",)),
        ("setpriv --reuid=1 --clear-groups apt-get install x", ("setpriv",)),
        ("/usr/bin/env /usr/bin/apt-get install x", ("env",)),
        ("! apt-get install x", ()),
        ("if ! apt-get install x; then y; fi", ()),
        ("conda run -n e apt-get install x", ("conda",)),
        ("find / -name x -exec apt-get install x \\;", ("find",)),
        ("sh -c 'apt-get install x'", ()),
        ("sudo su -c 'apt-get install x'", ()),
        ("eval 'apt-get install x'", ()),
        ("x=$(apt-get install x)", ()),
    ],
)
def test_wrappers_are_seen_through(text: str, wrappers: tuple[str, ...]) -> None:
    (invocation,) = [invocation for invocation in read(text) if invocation.tool == "apt-get"]
    assert (invocation.subcommand, invocation.wrappers) == ("install", wrappers)
    assert [package.name for package in invocation.packages] == ["x"]
    assert text[slice(*invocation.tool_word.span)] in ("apt-get", "/usr/bin/apt-get")
    assert invocation.subcommand_word is not None
    assert text[slice(*invocation.subcommand_word.span)] == "install"


@pytest.mark.parametrize("text", ["command -v apt-get", "type apt-get", "which apt-get", "sudo", "env", "echo apt-get"])
def test_what_only_names_a_tool_does_not_run_it(text: str) -> None:
    assert all(invocation.tool != "apt-get" for invocation in read(text))


def test_the_wrapper_is_an_invocation_too() -> None:
    sudo, apt = read("sudo -E apt-get update")
    assert (sudo.tool, apt.tool) == ("sudo", "apt-get")
    assert sudo.has("--preserve-env")
    assert sudo.command is apt.command


def test_the_result_is_kept_with_the_script_for_the_variables_that_matter() -> None:
    script = parse_script(LogicalText.contiguous("apt-get install $P", 0), Dialect.SH)
    first = invocations(script, {"P": "a", "OTHER": "x"})
    assert invocations(script, {"P": "a", "OTHER": "y"}) is first
    assert [package.name for package in invocations(script, {"P": "b c"})[0].packages] == ["b", "c"]
    assert [package.name for package in first[0].packages] == ["a"]
