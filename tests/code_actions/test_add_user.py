"""Where the USER goes, who it is, and when none is offered: what a real build tripped over comes first."""

from __future__ import annotations

import datetime

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.snapshot import read
from dockwright.code_actions.transformation import all_transformations
from dockwright.diagnostics.finding import Safety
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
RULES = make_rule_set(rule for rule in all_rules() if rule.id in ("missing-user", "root-user"))


def fixed(text: str) -> str:
    return fix_all(read(text, RULES, SURROUNDINGS), include_unsafe=True).snapshot.text


def test_never_before_a_step_that_installs() -> None:
    text = 'FROM node:22-slim\nCMD ["node", "server.js"]\nRUN apt-get update && apt-get install -y git\nCOPY . .\n'
    assert fixed(text) == text + "USER node\n"


def test_at_the_end_of_a_file_without_a_final_line_end() -> None:
    assert (
        fixed('FROM node:22-slim\nCMD ["node", "server.js"]\nRUN true')
        == 'FROM node:22-slim\nCMD ["node", "server.js"]\nRUN true\nUSER node'
    )


def test_before_the_comment_of_the_command() -> None:
    text = 'FROM node:22-slim\nCOPY . .\n# Why\n# so.\nCMD ["node", "server.js"]\n'
    assert fixed(text) == 'FROM node:22-slim\nCOPY . .\nUSER node\n# Why\n# so.\nCMD ["node", "server.js"]\n'


def test_windows_line_ends_stay() -> None:
    text = 'FROM debian:13-slim\r\nCMD ["server"]\r\n'
    assert fixed(text) == (
        "FROM debian:13-slim\r\nRUN groupadd --gid 10001 app \\\r\n"
        '    && useradd --uid 10001 --gid app --create-home app\r\nUSER 10001\r\nCMD ["server"]\r\n'
    )


@pytest.mark.parametrize(
    ("base", "user"),
    [
        ("node:22-alpine", "node"),
        ("oven/bun:1.3", "bun"),
        ("mcr.microsoft.com/dotnet/aspnet:10.0", "$APP_UID"),
        ("gcr.io/distroless/static-debian12", "65532"),
        ("scratch", "65532:65532"),
        ("debian:13-slim", "10001"),
        ("alpine:3.22", "10001"),
    ],
)
def test_the_user_fits_the_image(base: str, user: str) -> None:
    lines = fixed(f'FROM {base}\nCOPY server /\nCMD ["/server"]\n').splitlines()
    assert lines[-2:] == [f"USER {user}", 'CMD ["/server"]']


def test_the_user_before_is_taken_back() -> None:
    text = 'FROM debian:13-slim\nRUN useradd svc\nUSER svc\nRUN true\nUSER root\nRUN apt-get update\nCMD ["x"]\n'
    assert fixed(text) == text.replace("CMD", "USER svc\nCMD")


def test_the_user_of_a_base_in_the_file_is_found() -> None:
    text = 'FROM debian:13-slim AS base\nRUN useradd --uid 1500 svc\n\nFROM base\nCMD ["x"]\n'
    assert fixed(text) == text.replace("CMD", "USER 1500\nCMD")


def test_two_created_users_leave_the_choice_to_an_own_one() -> None:
    text = 'FROM debian:13-slim\nRUN useradd one && useradd two\nCMD ["x"]\n'
    assert "USER 10001\n" in fixed(text)


@pytest.mark.parametrize(
    "text",
    [
        "FROM debian:13-slim\nRUN cp tool /root/bin/\nCMD tool\n",
        "FROM debian:13-slim\nWORKDIR /root\nCMD tool\n",
        "FROM python:3.14-slim\nENV PATH=/root/.local/bin:$PATH\nCMD tool\n",
        "FROM debian:13-slim\nRUN <<EOF\ncp tool /root/tool\nEOF\nCMD tool\n",
        "FROM registry.example.com/x\nUSER root\nCMD tool\n",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD tool\n",
    ],
)
def test_nothing_is_offered_where_it_would_break(text: str) -> None:
    assert fixed(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "FROM debian:13-slim\nRUN --mount=type=cache,target=/root/.cache/pip true\nCMD tool\n",
        "FROM debian:13-slim\nRUN rm -rf /root/.cache /root/.gnupg\nCMD tool\n",
        "FROM debian:13-slim\nWORKDIR /rootfs\nCMD tool\n",
    ],
)
def test_caches_of_root_do_not_matter(text: str) -> None:
    assert "USER 10001\n" in fixed(text)


def test_it_is_unsafe_and_says_why() -> None:
    snapshot = read('FROM node:22-slim\nEXPOSE 80\nCMD ["node", "server.js"]\n', RULES, SURROUNDINGS)
    ((_, finding),) = snapshot.findings()
    (transformation,) = (each for each in all_transformations() if each.id == "add-user")
    (fix,) = transformation.mend(snapshot.analysis, finding)
    assert fix.safety is Safety.UNSAFE
    assert "below 1024" in (fix.reason or "")


def test_it_can_be_asked_for_on_from() -> None:
    snapshot = read('FROM node:22-slim\nCMD ["node", "server.js"]\n', RULES, SURROUNDINGS)
    (transformation,) = (each for each in all_transformations() if each.id == "add-user")
    assert transformation.offer is not None
    assert [fix.title for fix in transformation.offer(snapshot.analysis, 0)] == ["Run as `node`"]
    assert not list(transformation.offer(snapshot.analysis, 1))
