"""Fixes that write, move or drop whole instructions: line ends, indentation, comments and the end of the file."""

from __future__ import annotations

import datetime

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())


def fixed(rule: str, text: str) -> str:
    rules = make_rule_set(each for each in all_rules() if each.id == rule)
    return fix_all(read(text, rules, SURROUNDINGS), include_unsafe=True).snapshot.text


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (
            "nginx-stopped-at-once",
            'FROM debian:13\r\nRUN apt-get install -y nginx\r\n  CMD ["nginx"]\r\n',
            'FROM debian:13\r\nRUN apt-get install -y nginx\r\n  STOPSIGNAL SIGQUIT\r\n  CMD ["nginx"]\r\n',
        ),
        (
            "systemd-stopped-wrongly",
            "FROM debian:13\nCMD /lib/systemd/systemd",
            "FROM debian:13\nSTOPSIGNAL SIGRTMIN+3\nCMD /lib/systemd/systemd",
        ),
        (
            "python-variables-missing",
            "FROM python:3.14\nENV PYTHONUNBUFFERED=1\nCMD python app.py\n",
            "FROM python:3.14\nENV PYTHONDONTWRITEBYTECODE=1\nENV PYTHONUNBUFFERED=1\nCMD python app.py\n",
        ),
        # The command stands in a stage that others begin from too.
        (
            "node-env-missing",
            'FROM node:24 AS base\nCMD ["node", "a.js"]\nFROM base\nCOPY . .\n',
            'FROM node:24 AS base\nCMD ["node", "a.js"]\nFROM base\nCOPY . .\n',
        ),
        (
            "moved-in-later-layer",
            "FROM debian:13\nCOPY a.bin /tmp/a.bin\n# into place\nRUN mv /tmp/a.bin /opt/a.bin\nCMD a",
            "FROM debian:13\nCOPY a.bin /opt/a.bin\n# into place\nCMD a",
        ),
        # A step that does more, and one that moves into a folder, are left alone.
        (
            "moved-in-later-layer",
            "FROM debian:13\nCOPY a.bin /tmp/a.bin\nRUN mv /tmp/a.bin /opt/ && echo\n",
            "FROM debian:13\nCOPY a.bin /tmp/a.bin\nRUN mv /tmp/a.bin /opt/ && echo\n",
        ),
        (
            "argument-declared-early",
            "FROM debian:13\nARG GIT_SHA\nRUN apt-get install -y curl\nLABEL a=${GIT_SHA}",
            "FROM debian:13\nRUN apt-get install -y curl\nARG GIT_SHA\nLABEL a=${GIT_SHA}",
        ),
        (
            "argument-declared-early",
            "FROM debian:13\n# the commit\nARG GIT_SHA\nRUN apt-get install -y curl\nLABEL a=$GIT_SHA\n",
            "FROM debian:13\n# the commit\nARG GIT_SHA\nRUN apt-get install -y curl\nLABEL a=$GIT_SHA\n",
        ),
        (
            "copied-path-missing",
            "FROM node:24 AS b\nWORKDIR /app\nRUN npm run build\nFROM nginx:1.30\nCOPY --from=b ./dist /srv\n",
            "FROM node:24 AS b\nWORKDIR /app\nRUN npm run build\nFROM nginx:1.30\nCOPY --from=b /app/dist /srv\n",
        ),
        (
            "apt-mount-emptied",
            "FROM debian:13\nRUN --mount=type=cache,target=/var/cache/apt <<EOF\napt-get install -y curl\nEOF\n",
            "FROM debian:13\nRUN --mount=type=cache,target=/var/cache/apt <<EOF\napt-get install -y curl\nEOF\n",
        ),
        ("repeated-run", "FROM debian:13\nRUN a\nRUN a", "FROM debian:13\nRUN a\n"),
        (
            "gpu-chosen-in-image",
            "FROM debian:13\nENV A=1 CUDA_VISIBLE_DEVICES=0 \\\n    B=2\n",
            "FROM debian:13\nENV A=1 B=2\n",
        ),
    ],
)
def test_fix(rule: str, text: str, expected: str) -> None:
    assert fixed(rule, text) == expected


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        # What a password stands for, an option with a file, a variable, and a number are no passwords.
        ("credential-in-command", "FROM debian:13\nRUN mysql --password=secret --password-file=/run/secrets/db\n"),
        (
            "credential-in-command",
            'FROM debian:13\nRUN curl -u "$USER:$PASSWORD" --header "Authorization: Bearer $T" x\n',
        ),
        ("credential-in-command", "FROM debian:13\nRUN docker build --build-arg TOKEN_URL=https://a.dev/token .\n"),
        # A program that may come with a script, with a package of another name, or with a folder.
        ("start-program-missing", 'FROM debian:13-slim\nRUN ./install.sh\nCMD ["node", "a.js"]\n'),
        ("start-program-missing", 'FROM debian:13-slim\nCOPY bin/ /usr/local/bin/\nCMD ["node", "a.js"]\n'),
        ("start-program-missing", 'FROM alpine:3.24\nRUN apk add --no-cache nodejs\nCMD ["node", "a.js"]\n'),
        ("start-program-missing", 'FROM acme/base:1\nCMD ["node", "a.js"]\n'),
        # Scripts and downloads may write anywhere; another name for the same place.
        (
            "copied-path-missing",
            "FROM node:24 AS b\nWORKDIR /app\nRUN mv out /dist\nFROM nginx:1.30\nCOPY --from=b dist /s\n",
        ),
        ("copied-path-missing", "FROM scratch AS f\nADD root.tar /\nFROM alpine:3.24\nCOPY --from=f /etc/a /a\n"),
        ("copied-path-missing", "FROM scratch AS f\nCOPY out /\nFROM alpine:3.24\nCOPY --from=f /etc/a /a\n"),
        ("time-zone-data-missing", "FROM alpine:3.24\nRUN ./setup.sh\nENV TZ=Europe/Berlin\n"),
        ("time-zone-data-missing", "FROM scratch\nCOPY rootfs /\nENV TZ=Europe/Berlin\n"),
        ("shell-not-in-image", 'FROM alpine:3.24\nRUN ./setup.sh\nSHELL ["/bin/bash", "-c"]\n'),
        ("manifest-missing-at-install", "FROM node:24\nCOPY package.json ./\nRUN npm install\nRUN npm ci\nCOPY . .\n"),
        ("manifest-missing-at-install", "FROM node:24\nCOPY $LISTS ./\nRUN npm ci\nCOPY . .\n"),
        ("pair-in-value", "FROM alpine:3.24\nENV OPTS -Da=b -Dc=d\nENV URL https://a.dev/?a=b&c=d\n"),
        (
            "c-library-mismatch",
            (
                "FROM rust:1.94 AS b\nENV RUSTFLAGS='-C target-feature=+crt-static'\nRUN cargo build --release\n"
                "FROM alpine:3.24\nCOPY --from=b /target/release/a /a\n"
            ),
        ),
    ],
)
def test_what_is_not_certain_is_left_alone(rule: str, text: str) -> None:
    rules = make_rule_set(each for each in all_rules() if each.id == rule)
    assert [finding.message for _, finding in read(text, rules, SURROUNDINGS).findings()] == []
