"""Fixes about package managers at the edges: line ends, tabs, heredocs, other escapes, ONBUILD, exec forms, traps."""

from __future__ import annotations

import datetime

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.proof import prove
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.code_actions.transformation import fixes_for
from dockwright.diagnostics.finding import Safety
from dockwright.diagnostics.registry import rule
from dockwright.diagnostics.rule import CacheStrategy, Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext


def snapshot(text: str, identifier: str, strategy: CacheStrategy = CacheStrategy.CLEAN) -> Snapshot:
    found = rule(identifier)
    assert found is not None
    surroundings = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown(), strategy)
    return read(text, make_rule_set([found]), surroundings)


def fixed(text: str, identifier: str, strategy: CacheStrategy = CacheStrategy.CLEAN, *, unsafe: bool = False) -> str:
    return fix_all(snapshot(text, identifier, strategy), include_unsafe=unsafe).snapshot.text


def safeties(text: str, identifier: str) -> list[Safety]:
    """The safety of each fix that is offered and proven for the first finding."""
    read_text = snapshot(text, identifier)
    _, finding = read_text.findings()[0]
    return [fix.safety for fix in fixes_for(read_text.analysis, finding) if prove(read_text, finding, fix) is not None]


LISTS_REMOVED = [
    (
        "RUN apt-get update && apt-get install -y x\r\n",
        "RUN apt-get update && apt-get install -y x && RM\r\n",
    ),
    ("RUN apt-get update && apt-get install -y x", "RUN apt-get update && apt-get install -y x && RM"),
    (
        "RUN apt-get update && apt-get install -y a-package-with-a-long-name x y\r\n",
        "RUN apt-get update && apt-get install -y a-package-with-a-long-name x y \\\r\n    && RM\r\n",
    ),
    (
        "RUN apt-get update &&\\\n\tapt-get install -y x &&\\\n\ttrue\n",
        "RUN apt-get update &&\\\n\tapt-get install -y x &&\\\n\ttrue && \\\n\tRM\n",
    ),
    (
        "RUN set -eux; \\\n\tapt-get update; \\\n\tapt-get install -y x\n",
        "RUN set -eux; \\\n\tapt-get update; \\\n\tapt-get install -y x; \\\n\tRM\n",
    ),
    (
        "RUN apt-get update; \\\n    apt-get install -y x\n",
        "RUN apt-get update; \\\n    apt-get install -y x \\\n    && RM\n",
    ),
    (
        "RUN apt-get update && \\\n    apt-get install -y \\\n      x\n",
        "RUN apt-get update && \\\n    apt-get install -y \\\n      x && \\\n    RM\n",
    ),
    (
        "RUN apt-get update \\\n    && apt-get install -y x \\\n        y\n",
        "RUN apt-get update \\\n    && apt-get install -y x \\\n        y \\\n    && RM\n",
    ),
    (
        "RUN apt-get update && apt-get install x; \\\n  if y; then \\\n      y && \\\n      z; \\\n  fi\n",
        "RUN apt-get update && apt-get install x; \\\n  if y; then \\\n      y && \\\n      z; \\\n  fi \\\n  && RM\n",
    ),
    (
        "RUN apt-get update \\\n    # what we need\n    && apt-get install -y \\\n      x # no comment\n",
        "RUN apt-get update \\\n    # what we need\n    && apt-get install -y \\\n      x # no comment\n",
    ),
    (
        "RUN <<EOF\nset -e\napt-get update\napt-get install -y x\nEOF\n",
        "RUN <<EOF\nset -e\napt-get update\napt-get install -y x\nRM\nEOF\n",
    ),
    (
        "RUN <<EOF\napt-get update\napt-get install -y x\nEOF\n",
        "RUN <<EOF\napt-get update\napt-get install -y x\nEOF\n",
    ),
    ("ONBUILD RUN apt-get update && apt-get install -y x\n", "ONBUILD RUN apt-get update && apt-get install -y x\n"),
    ('RUN ["apt-get", "update"]\n', 'RUN ["apt-get", "update"]\n'),
    ("RUN apt-get update && apt-get install -y x &\n", "RUN apt-get update && apt-get install -y x &\n"),
    (
        "RUN sudo apt-get update && sudo apt-get install -y x\n",
        "RUN sudo apt-get update && sudo apt-get install -y x && sudo RM\n",
    ),
    (
        "RUN (apt-get update && apt-get install -y x) || exit 1\n",
        "RUN (apt-get update && apt-get install -y x) || exit 1 \\\n    && RM\n",
    ),
    ("RUN apt-get update\nRUN apt-get install -y x\n", "RUN apt-get update\nRUN apt-get install -y x\n"),
    (
        "RUN apt-get update && apt-get install -y x\nRUN apt-get install -y y\n",
        "RUN apt-get update && apt-get install -y x\nRUN apt-get install -y y\n",
    ),
    (
        "RUN apt-get update && apt-get install -y x\nRUN apt-get update && apt-get install -y y && RM\n",
        "RUN apt-get update && apt-get install -y x && RM\nRUN apt-get update && apt-get install -y y && RM\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), LISTS_REMOVED)
def test_lists_are_removed_in_the_style_of_the_run(before: str, after: str) -> None:
    remove = "rm -rf /var/lib/apt/lists/*"
    head = "FROM debian:13\r\n" if "\r\n" in before else "FROM debian:13\n"
    assert fixed(head + before.replace("RM", remove), "apt-lists-left") == head + after.replace("RM", remove)


def test_escape_directive_is_respected() -> None:
    text = "# escape=`\nFROM debian:13\nRUN apt-get update `\n && apt-get install -y x\n"
    assert fixed(text, "apt-lists-left").endswith("install -y x `\n && rm -rf /var/lib/apt/lists/*\n")


def test_script_that_runs_later_makes_removal_unsafe() -> None:
    text = "FROM debian:13\nRUN apt-get update && apt-get install -y x\nRUN ./setup.sh\n"
    assert Safety.SAFE not in safeties(text, "apt-lists-left")
    assert Safety.UNSAFE in safeties(text, "apt-lists-left")


def test_stage_that_begins_from_this_one_may_need_the_lists() -> None:
    text = "FROM debian:13 AS base\nRUN apt-get update && apt-get install -y x\nFROM base\nRUN apt-get install -y y\n"
    assert safeties(text, "apt-lists-left") == []


def test_mount_never_hides_lists_that_are_needed() -> None:
    text = "FROM debian:13\nRUN apt-get update && apt-get install -y x\nRUN apt-get install -y y\n"
    result = fixed(text, "missing-cache-mount", CacheStrategy.MOUNT, unsafe=True)
    assert "target=/var/lib/apt/lists" not in result
    assert "RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n" in result


MOUNTED = [
    (
        "RUN --network=host pip install --no-cache-dir x\n",
        "RUN --network=host \\\n    --mount=type=cache,target=/root/.cache/pip pip install x\n",
    ),
    (
        "RUN pip install \\\n      --no-cache-dir \\\n      x\n",
        "RUN --mount=type=cache,target=/root/.cache/pip \\\n      pip install \\\n      x\n",
    ),
    ("RUN npm ci && npm cache clean --force\n", "RUN --mount=type=cache,target=/root/.npm \\\n    npm ci\n"),
    (
        "RUN bundle install && rm -rf /usr/local/bundle/cache\n",
        "RUN --mount=type=cache,target=/usr/local/bundle/cache \\\n    bundle install\n",
    ),
    ('RUN ["npm", "ci"]\n', 'RUN --mount=type=cache,target=/root/.npm ["npm", "ci"]\n'),
    (
        "RUN npm ci \\\n\t\t--no-audit \\\n\t&& x\n",
        "RUN --mount=type=cache,target=/root/.npm \\\n\tnpm ci \\\n\t\t--no-audit \\\n\t&& x\n",
    ),
    (
        "RUN <<EOF\nnpm ci\nnpm cache clean --force\nEOF\n",
        "RUN --mount=type=cache,target=/root/.npm <<EOF\nnpm ci\nEOF\n",
    ),
    ("RUN npm ci; npm cache clean --force || true\n", "RUN npm ci; npm cache clean --force || true\n"),
    ("USER node\nRUN npm ci\n", "USER node\nRUN npm ci\n"),
    ("ONBUILD RUN npm ci\n", "ONBUILD RUN --mount=type=cache,target=/root/.npm \\\n    npm ci\n"),
    (
        "ENV NPM_CONFIG_CACHE=/npm\nRUN npm ci\n",
        "ENV NPM_CONFIG_CACHE=/npm\nRUN --mount=type=cache,target=/npm \\\n    npm ci\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), MOUNTED)
def test_cache_mount(before: str, after: str) -> None:
    bases = {"pip": "python:3.14", "npm": "node:24", "bundle": "ruby:3.4"}
    base = next(base for tool, base in bases.items() if tool in before)
    head = f"# syntax=docker/dockerfile:1\nFROM {base}\n"
    assert fixed(head + before, "missing-cache-mount", CacheStrategy.MOUNT) == head + after


def test_run_lines_that_rely_on_a_cache_are_mounted_together() -> None:
    text = "FROM golang:1.26 AS build\nRUN go mod download\nRUN go vet ./...\nRUN go build -o /app\nFROM scratch\n"
    result = fixed(text, "missing-cache-mount", CacheStrategy.MOUNT, unsafe=True)
    assert result.count("--mount=type=cache,target=/go/pkg/mod") == 3


def test_strategy_decides_what_comes_first() -> None:
    text = "# syntax=docker/dockerfile:1\nFROM python:3.14\nRUN pip install x\n"
    assert "pip install --no-cache-dir x" in fixed(text, "pip-cache-kept", CacheStrategy.CLEAN)
    assert "--mount=type=cache" in fixed(text, "pip-cache-kept", CacheStrategy.MOUNT)


APK = [
    ("RUN apk update && apk upgrade && apk add x\n", "RUN apk upgrade --no-cache && apk add --no-cache x\n"),
    ("RUN apk add x && apk update\n", "RUN apk add --no-cache x\n"),
    ("RUN set -e; apk update; apk add x; true\n", "RUN set -e; apk add --no-cache x; true\n"),
    ("RUN apk update || true; apk add x\n", "RUN apk update || true; apk add x\n"),
    ("RUN apk update\n", "RUN apk update\n"),
    ("RUN apk -U add x\n", "RUN apk -U add --no-cache x\n"),
    ('RUN ["apk", "add", "x"]\n', 'RUN ["apk", "add", "x"]\n'),
]


@pytest.mark.parametrize(("before", "after"), APK)
def test_apk_without_a_cache(before: str, after: str) -> None:
    assert fixed("FROM alpine:3.22\n" + before, "apk-cache-kept") == "FROM alpine:3.22\n" + after


YES = [
    ("apt-may-prompt", "RUN apt-get install \\\n  x", "RUN apt-get install -y \\\n  x"),
    ("apt-may-prompt", "RUN sudo apt-get -q install x", "RUN sudo apt-get -q install -y x"),
    ("apt-may-prompt", 'RUN "apt-get" "install" x', 'RUN "apt-get" "install" x'),
    ("apt-may-prompt", 'RUN ["apt-get", "install", "x"]', 'RUN ["apt-get", "install", "x"]'),
    ("npm-cache-clean-without-force", 'RUN ["npm", "cache", "clean"]', 'RUN ["npm", "cache", "clean"]'),
    ("npm-cache-clean-without-force", 'RUN sh -c "npm cache clean"', 'RUN sh -c "npm cache clean --force"'),
    ("yum-may-prompt", "ONBUILD RUN yum install x", "ONBUILD RUN yum install -y x"),
    ("zypper-may-prompt", "RUN zypper --gpg-auto-import-keys in x", "RUN zypper -n --gpg-auto-import-keys in x"),
    ("zypper-may-prompt", "RUN zypper \\\n in x", "RUN zypper -n \\\n in x"),
]


@pytest.mark.parametrize(("identifier", "before", "after"), YES)
def test_answers(identifier: str, before: str, after: str) -> None:
    assert fixed(f"FROM x:1\n{before}\n", identifier) == f"FROM x:1\n{after}\n"


RECOMMENDED = [
    ("RUN apt-get install -y x", "RUN apt-get install -y --no-install-recommends x"),
    ("RUN apt-get -y install x", "RUN apt-get -y install --no-install-recommends x"),
    ("RUN apt-get install -y -t stable x", "RUN apt-get install -y -t stable --no-install-recommends x"),
    ("RUN apt-get install x -y", "RUN apt-get install --no-install-recommends x -y"),
    ("RUN apt-get install -y curl", "RUN apt-get install -y --no-install-recommends curl ca-certificates"),
    ("RUN apt-get install -y b curl", "RUN apt-get install -y --no-install-recommends b ca-certificates curl"),
    (
        "RUN apt-get install -y \\\n  curl \\\n  jq",
        "RUN apt-get install -y --no-install-recommends \\\n  ca-certificates \\\n  curl \\\n  jq",
    ),
    (
        "RUN apt-get install -y \\\n  jq \\\n  curl",
        "RUN apt-get install -y --no-install-recommends \\\n  jq \\\n  curl \\\n  ca-certificates",
    ),
    ("RUN apt-get install -y git $MORE", "RUN apt-get install -y git $MORE"),
    (
        "RUN apt-get install -y git \\\n  # comment\n  jq",
        "RUN apt-get install -y --no-install-recommends git \\\n  # comment\n  jq ca-certificates",
    ),
]


@pytest.mark.parametrize(("before", "after"), RECOMMENDED)
def test_without_recommendations(before: str, after: str) -> None:
    text = f"FROM debian:13-slim\n{before}\n"
    assert fixed(text, "apt-recommended-packages") == text, "never safe"
    assert fixed(text, "apt-recommended-packages", unsafe=True) == f"FROM debian:13-slim\n{after}\n"


def test_certificates_may_be_found_unpinned() -> None:
    """They came along before, and nothing was said of them because nobody named them."""
    unpinned = rule("apt-unpinned-package")
    recommended = rule("apt-recommended-packages")
    assert unpinned is not None
    assert recommended is not None
    surroundings = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
    rules = make_rule_set([unpinned, recommended])
    before = read("FROM debian:13-slim\nRUN apt-get install -y curl\n", rules, surroundings)
    after = fix_all(before, include_unsafe=True).snapshot
    assert after.text.endswith("--no-install-recommends curl ca-certificates\n")
    assert after.rule_counts() == {"apt-unpinned-package": 2}


OTHERS = [
    ("unsorted-packages", "RUN apk add b \\\r\n\ta\r\n", "RUN apk add a \\\r\n\tb\r\n"),
    ("unsorted-packages", "RUN apk add b \\\n # first\n a\n", "RUN apk add b \\\n # first\n a\n"),
    (
        "unsorted-packages",
        "RUN apk add \\\n  d \\\n  c \\\n  \\\n  b \\\n  a\n",
        "RUN apk add \\\n  c \\\n  d \\\n  \\\n  a \\\n  b\n",
    ),
    ("unsorted-packages", "RUN apk add \\\n  b \\\n  \\\n  a\n", "RUN apk add \\\n  b \\\n  \\\n  a\n"),
    ("duplicate-package", "RUN apk add a b \\\n  a \\\n  c\n", "RUN apk add a b \\\n  c\n"),
    ("duplicate-package", "RUN apk add a \\\n  # again\n  a\n", "RUN apk add a \\\n  # again\n  a\n"),
    ("apt-instead-of-apt-get", "RUN apt full-upgrade -y\n", "RUN apt-get dist-upgrade -y\n"),
    ("apt-instead-of-apt-get", "RUN apt list --installed\n", "RUN apt list --installed\n"),
    ("apt-instead-of-apt-get", "RUN /usr/bin/apt update\n", "RUN /usr/bin/apt update\n"),
    (
        "index-update-alone",
        "RUN apt-get update\n\nRUN apt-get install -y x\n",
        "RUN apt-get update \\\n    && apt-get install -y x\n",
    ),
    (
        "index-update-alone",
        "RUN apt-get update\n# why\nRUN apt-get install -y x\n",
        "RUN apt-get update\n# why\nRUN apt-get install -y x\n",
    ),
    (
        "index-update-alone",
        "RUN apt-get update\nCOPY a b\nRUN apt-get install -y x\n",
        "RUN apt-get update\nCOPY a b\nRUN apt-get install -y x\n",
    ),
]


@pytest.mark.parametrize(("identifier", "before", "after"), OTHERS)
def test_other_fixes(identifier: str, before: str, after: str) -> None:
    head = "FROM debian:13\r\n" if "\r\n" in before else "FROM debian:13\n"
    assert fixed(head + before, identifier) == head + after
