"""Fixes with which a file that built does not build any more: not offered, or at least not as safe.

Each trap was met in a real build. What is asked is what a user can ask: every fix of every rule, and every
transformation where it is offered, each tried on its own, and the result looked at for the line that broke.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.proof import try_fix
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.code_actions.transformation import all_transformations, fixes_for
from dockwright.diagnostics.finding import Fix, Safety
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
RULES = make_rule_set(all_rules())
CERTIFICATES = "ca-certificates"
UPDATE = "RUN apt-get update && apt-get install -y "


def snapshot(text: str) -> Snapshot:
    return read(text, RULES, SURROUNDINGS)


def everything_offered(text: str) -> list[tuple[Fix, str]]:
    """Each fix that a user could choose, with what the file would be."""
    before = snapshot(text)
    offered = []
    for fix in _fixes(before):
        proven = try_fix(before, fix)
        if proven is not None:
            offered.append((fix, proven.result.text))
    return offered


def _fixes(before: Snapshot) -> Iterator[Fix]:
    for _, finding in before.findings():
        yield from fixes_for(before.analysis, finding)
    for transformation in all_transformations():
        if transformation.offer is not None:
            for index in range(len(before.tree.items)):
                yield from transformation.offer(before.analysis, index)


def after_all(text: str) -> tuple[str, str]:
    """The file after all safe fixes, and after all fixes."""
    before = snapshot(text)
    return fix_all(before).snapshot.text, fix_all(before, include_unsafe=True).snapshot.text


@pytest.mark.parametrize("package", ["curl", "wget", "git", "-q wget", "--yes git vim", "w3m", "cmake"])
def test_recommended_certificates_come_along(package: str) -> None:
    text = f"FROM debian:12-slim\n{UPDATE}{package}\nRUN curl -fsSL https://example.com/x -o /x\n"
    results = [after for _, after in everything_offered(text) if "no-install-recommends" in after]
    assert results
    assert all(CERTIFICATES in after for after in results)


def test_less_is_never_installed_as_a_safe_fix() -> None:
    text = f"FROM debian:12-slim\n{UPDATE}python3-pip build-essential\nRUN pip install x\n"
    assert "no-install-recommends" not in after_all(text)[0]
    assert {fix.safety for fix, after in everything_offered(text) if "no-install-recommends" in after} == {
        Safety.UNSAFE
    }


@pytest.mark.parametrize(
    "needs_root",
    [
        "RUN apt-get update && apt-get install -y git",
        "RUN npm install --global typescript",
        "COPY start.sh /usr/local/bin/",
        "WORKDIR /srv",
        "RUN <<EOF\nmkdir /x\nEOF",
    ],
)
@pytest.mark.parametrize("base", ["node:22-slim", "debian:12-slim", "alpine:3.22"])
def test_a_user_never_stands_before_a_step_that_needs_root(base: str, needs_root: str) -> None:
    text = f'FROM {base}\nCMD ["x"]\nENTRYPOINT ["y"]\n{needs_root}\nEXPOSE 80\n'
    results = [after for _, after in everything_offered(text) if "USER " in after]
    assert results
    for after in results:
        assert after.index(needs_root) < after.index("USER ")


def test_a_stage_that_begins_from_this_one_still_installs_as_root() -> None:
    """A user in a base stage is the user of what builds on it."""
    text = 'FROM node:22-slim AS base\nCMD ["x"]\nFROM base\nRUN apt-get update && apt-get install -y git\n'
    for fix, after in everything_offered(text):
        if "USER " in after:
            assert after.index("apt-get") < after.index("USER "), fix.title


@pytest.mark.parametrize(
    "later",
    [
        "RUN apt-get install -y git\n",
        "RUN --network=host apt-get install -y git\n",
        "ENV A=b\nRUN apt-get -y install git\n",
        'RUN ["apt-get", "install", "-y", "git"]\n',
        "RUN <<EOF\nset -e\napt-get install -y git\nEOF\n",
        "RUN sudo apt-get install -y git\n",
        "RUN apt install -y ./tool.deb\n",
        "RUN apt-get build-dep -y git\n",
        "FROM base\nRUN apt-get install -y git\n",
    ],
)
def test_lists_stay_where_a_later_step_needs_them(later: str) -> None:
    text = f"FROM debian:12-slim AS base\n{UPDATE}wget\n{later}"
    install = next(line for line in later.splitlines() if "apt" in line)
    for fix, after in everything_offered(text):
        if "/var/lib/apt/lists" not in after:
            continue
        # Merging makes one chain of both: the lists may go behind the later of them.
        assert "/var/lib/apt/lists" not in after[: after.index(install.removeprefix("RUN "))], fix.title
    for result in after_all(text):
        assert "/var/lib/apt/lists" not in result[: result.index("git" if "git" in later else "tool.deb")]


@pytest.mark.parametrize("later", ["RUN ./setup.sh\n", "RUN $INSTALL\n", 'RUN bash -c "$INSTALL"\n'])
def test_lists_are_not_safely_removed_before_what_nobody_can_read(later: str) -> None:
    text = f"FROM debian:12-slim\n{UPDATE}make\n{later}"
    assert "/var/lib/apt/lists" not in after_all(text)[0]
    for fix, after in everything_offered(text):
        if "/var/lib/apt/lists" in after:
            assert fix.safety is Safety.UNSAFE, fix.title


@pytest.mark.parametrize(
    "first",
    [
        "RUN cd /srv",
        "RUN mkdir -p /srv/a && cd /srv/a",
        "RUN true && pushd /srv",
        "RUN cd /srv || exit 1",
        "RUN if true; then cd /srv; fi",
        "RUN { cd /srv; }",
        "RUN go_there() { cd /srv; }; go_there",
        "RUN . ./environment",
        "RUN umask 077",
        "RUN export HOME=/srv",
        "RUN HOME=/srv",
        "RUN set -f",
        "RUN eval 'cd /srv'",
        "RUN $GO /srv",
        "RUN command cd /srv",
        "RUN builtin cd /srv",
        'RUN eval "$GO"',
        "RUN : ${HOME:=/srv}",
        "RUN echo $((UID = 1))",
        "RUN printf -v HOME /srv",
        "RUN getopts ab HOME",
        "RUN true || return 0",
        "RUN true || exit 0",
    ],
)
def test_what_changes_the_shell_is_not_merged(first: str) -> None:
    text = f"FROM debian:12-slim\n{first}\nRUN touch here\nRUN rm -rf relative\n"
    for fix, after in everything_offered(text):
        assert "\nRUN touch here" in after, fix.title
    for result in after_all(text):
        assert "\nRUN touch here" in result


@pytest.mark.parametrize(
    "first",
    ["RUN true # why", "RUN true #", "RUN true;", "RUN true ;  ", "RUN true &", "RUN true \\\n  ;", "RUN (true) # why"],
)
def test_nothing_is_appended_to_a_comment_or_an_operator(first: str) -> None:
    """Behind a comment the second RUN would be part of it, and nothing would tell."""
    text = f"FROM debian:12-slim\n{first}\nRUN touch here\n"
    assert all("\nRUN touch here" in after for _, after in everything_offered(text))


def test_a_changed_directory_in_a_subshell_does_not_matter() -> None:
    text = "FROM debian:12-slim\nRUN (cd /srv && touch a)\nRUN touch here\n"
    assert any("touch a) \\\n    && touch here" in after for _, after in everything_offered(text))


@pytest.mark.parametrize(
    "source",
    [
        "rootfs.tar",
        "a.tar.gz",
        "a.tgz",
        "a.tar.xz",
        "a.txz",
        "a.tar.bz2",
        "a.tbz2",
        "a.tar.zst",
        "A.TAR.GZ",
        "a.tar*",
        "vendor-*",
        "$ARCHIVE",
        "${NAME}.tar.gz",
        '["a.tar.gz",',
        "notes.txt a.tar.gz",
        "image",
        "https://example.com/a.tar.gz",
        "https://github.com/a/b.git#main",
        "git@github.com:a/b.git",
    ],
)
def test_what_add_unpacks_or_fetches_stays_with_add(source: str) -> None:
    destination = '"/opt/"]' if source.startswith("[") else "/opt/"
    line = f"ADD {source} {destination}"
    text = f"FROM debian:12-slim\nARG ARCHIVE=a.tar NAME=a\n{line}\n"
    assert all(line in after for _, after in everything_offered(text))
    assert all(line in result for result in after_all(text))


@pytest.mark.parametrize(
    "command",
    [
        "server --port $PORT",
        "server --port ${PORT:-80}",
        "server *.conf",
        "server ~/data",
        "server {a,b}",
        "server $(nproc)",
        "server `nproc`",
        "server > /log",
        "server 2>&1",
        "server | tee /log",
        "migrate && server",
        "migrate; server",
        "server &",
        "PORT=80 server",
        "cd /srv && server",
        ". ./environment && server",
        "exec server $PORT",
        'server "$PORT"',
        "[ -f /x ]",
        "ulimit -n 100",
    ],
)
@pytest.mark.parametrize("keyword", ["CMD", "ENTRYPOINT"])
def test_what_a_shell_expands_stays_with_a_shell(keyword: str, command: str) -> None:
    text = f"FROM debian:12-slim\nENV PORT=80\n{keyword} {command}\n"
    assert all(f'{keyword} ["' not in after for _, after in everything_offered(text))
    assert all(f'{keyword} ["' not in result for result in after_all(text))


@pytest.mark.parametrize(
    "reader",
    ["head -n 1", "/usr/bin/head -1", "grep -q x", "sed 1q", "awk 'NR==1{print; exit}'", "sort | head -3", "tar xO a"],
)
@pytest.mark.parametrize("base", ["debian:12-slim", "alpine:3.22"])
def test_no_pipefail_before_what_stops_reading(base: str, reader: str) -> None:
    text = f"FROM {base}\nRUN find / -name '*.so' | {reader} > /x\nRUN cat /y | sort > /z\n"
    broken = f"find / -name '*.so' | {reader}"
    for fix, after in everything_offered(text):
        before = after[: after.index(broken)]
        assert "pipefail" not in before, fix.title
    assert "pipefail" not in after_all(text)[0]


@pytest.mark.parametrize("base", ["debian:11-slim", "debian:12-slim", "ubuntu:22.04", "python:3.12-slim-bookworm"])
def test_no_option_that_dash_does_not_have(base: str) -> None:
    text = f"FROM {base}\nRUN wget -qO- https://example.com/x.tar.gz | tar xz -C /opt\n"
    for fix, after in everything_offered(text):
        assert "set -o pipefail" not in after, fix.title
        assert '"-o", "pipefail"' not in after or 'SHELL ["/bin/bash"' in after, fix.title


@pytest.mark.parametrize(
    "text",
    [
        "FROM registry.example.com/base:1\nRUN wget -qO- https://example.com/x.tar.gz | tar xz -C /opt\n",
        'FROM debian:12-slim\nSHELL ["/bin/dash", "-c"]\nRUN wget -qO- https://example.com/x.gz | gunzip > /x\n',
        "FROM debian:12-slim\nRUN <<EOF\nwget -qO- https://example.com/x.gz | gunzip > /x\nEOF\n",
        "FROM debian:12-slim\nRUN <<EOF\n#!/bin/dash\nwget -qO- https://example.com/x.gz | gunzip > /x\nEOF\n",
    ],
)
def test_no_pipefail_in_a_shell_that_may_not_have_it(text: str) -> None:
    assert all("pipefail" not in after for _, after in everything_offered(text))
    assert all("pipefail" not in result for result in after_all(text))


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_cd_in_the_last_step_does_not_move_where_the_container_starts(end: str) -> None:
    line = end or "\n"
    text = f"FROM debian:12-slim{line}WORKDIR /app{line}RUN cd /srv && touch here{end}"
    safe = f"FROM debian:12-slim{line}WORKDIR /app{line}WORKDIR /srv{line}RUN touch here{line}WORKDIR /app{end}"
    assert safe in [after for fix, after in everything_offered(text) if fix.safety is Safety.SAFE]


@pytest.mark.parametrize("mount", ["type=bind,target=sub", "target=/srv", "dst=$PLACE", "type=cache,target=/srv/cache"])
def test_cd_into_or_beside_a_mount_stays(mount: str) -> None:
    """A relative mount moves with WORKDIR, and a directory that is mounted would be made in the image."""
    text = f"FROM debian:12-slim\nWORKDIR /app\nRUN --mount={mount} cd /srv && touch here\nRUN true\n"
    is_offered = any("WORKDIR /srv" in after for _, after in everything_offered(text))
    assert is_offered is (mount == "type=cache,target=/srv/cache")


@pytest.mark.parametrize(
    "run",
    [
        "RUN useradd app && chown -R app:app /app",
        "RUN ./accounts && chown -R app /app",
        "RUN chown -R :node /app",
        "RUN chown -R node: /app",
        "RUN chown -R node.node /app",
    ],
)
def test_copy_is_not_told_an_owner_that_it_does_not_know(run: str) -> None:
    text = f"FROM node:22-slim\nCOPY . /app\n{run}\n"
    assert all("COPY . /app" in after for _, after in everything_offered(text))


@pytest.mark.parametrize(
    ("owner", "copied"),
    [("node:node", "node:node"), ("node", "node:0"), ("1000", "1000:0"), ("1000:1000", "1000:1000")],
)
def test_copy_gives_the_group_that_chown_leaves(owner: str, copied: str) -> None:
    text = f"FROM node:22-slim\nCOPY . /app\nRUN chown -R {owner} /app\n"
    assert any(f"COPY --chown={copied} . /app" in after for _, after in everything_offered(text))


@pytest.mark.parametrize(
    "steps",
    [
        "COPY . .\nRUN ./prepare\nRUN pip install -r requirements.txt",
        "COPY . .\nWORKDIR x\nRUN pip install -r requirements.txt",
        "COPY . .\nRUN pip install -r requirements.txt -e .",
        "COPY . .\nRUN pip install -r requirements.txt -c constraints.txt",
        "COPY . .\nRUN poetry install",
        "COPY . .\nRUN npm ci --workspace shop",
        "COPY . .\nCOPY --from=x /a ./package.json\nRUN npm ci",
    ],
)
def test_sources_stay_in_front_of_an_install_that_needs_them(steps: str) -> None:
    text = f"FROM python:3.12-slim\nWORKDIR /app\n{steps}\n"
    assert all("WORKDIR /app\nCOPY . ." in after for _, after in everything_offered(text))


def test_sources_move_past_what_does_not_need_them() -> None:
    text = "FROM python:3.12-slim\nCOPY . /app\nENV A=b\nWORKDIR /app\nRUN pip install -r requirements.txt\n"
    assert any("COPY requirements.txt /app/\n" in after for _, after in everything_offered(text))
