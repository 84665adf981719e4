"""One setting says how caches are kept out of layers: rules and fixes of every package manager follow it."""

from __future__ import annotations

import datetime

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.package_caches import CACHES
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import CacheStrategy, Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

RULES = {rule.id: rule for rule in all_rules()}
ABOUT_CACHES = make_rule_set([RULES[name] for name in (*CACHES, "missing-cache-mount")])

INSTALLS = {
    "apt-lists-left": ("debian:13", "apt-get update && apt-get install -y curl", "/var/lib/apt/lists"),
    "apk-cache-kept": ("alpine:3.22", "apk add curl", "/var/cache/apk"),
    "yum-cache-left": ("centos:7", "yum install -y curl", "/var/cache/yum"),
    "dnf-cache-left": ("fedora:42", "dnf install -y curl", "/var/cache/dnf"),
    "zypper-cache-left": ("opensuse/leap:15", "zypper -n install curl", "/var/cache/zypp"),
    "pip-cache-kept": ("python:3.14", "pip install flask", "/root/.cache/pip"),
    "uv-cache-kept": ("python:3.14", "uv pip install --system flask", "/root/.cache/uv"),
    "poetry-cache-left": ("python:3.14", "poetry install", "/root/.cache/pypoetry"),
    "conda-cache-left": ("continuumio/miniconda3:25", "conda install -y flask", "/opt/conda/pkgs"),
    "npm-cache-left": ("node:24", "npm ci", "/root/.npm"),
    "yarn-cache-left": ("node:24", "yarn install", "/usr/local/share/.cache/yarn"),
    "bundler-cache-left": ("ruby:3.4", "bundle install", "/usr/local/bundle/cache"),
    "gem-cache-left": ("ruby:3.4", "gem install rake", "/usr/local/bundle/cache"),
    "composer-cache-left": ("composer:2", "composer install", "/tmp/cache"),
    "cargo-cache-left": ("rust:1.90", "cargo build --release", "/usr/local/cargo/registry"),
    "go-cache-left": ("golang:1.26", "go build ./...", "/root/.cache/go-build"),
}
"""Of each manager: an image that has it, a call that leaves a cache, and where that cache lies."""

ONLY_CLEANED = {"apk-cache-kept", "yum-cache-left", "conda-cache-left", "gem-cache-left"}
"""Managers whose caches are removed whatever the strategy is, since it is not known what a mount would have to hold."""


def checked(name: str, strategy: CacheStrategy) -> Snapshot:
    image, command, _ = INSTALLS[name]
    surroundings = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown(), cache_strategy=strategy)
    return read(f"# syntax=docker/dockerfile:1\nFROM {image}\nRUN {command}\n", ABOUT_CACHES, surroundings)


def test_every_manager_is_here() -> None:
    assert set(CACHES) - set(INSTALLS) == {"apt-archives-left"}, "which speaks of images that keep what was downloaded"


@pytest.mark.parametrize("name", INSTALLS)
@pytest.mark.parametrize("strategy", CacheStrategy)
def test_rules_and_fixes_follow_the_strategy(name: str, strategy: CacheStrategy) -> None:
    snapshot = checked(name, strategy)
    found = {finding.rule.id for _, finding in snapshot.findings()}
    assert name in found
    wants_mount = strategy is CacheStrategy.MOUNT and name not in ONLY_CLEANED
    assert ("missing-cache-mount" in found) == wants_mount
    fixed = fix_all(snapshot, include_unsafe=True).snapshot
    assert [finding.rule.id for _, finding in fixed.findings()] == []
    assert (f"--mount=type=cache,target={INSTALLS[name][2]}" in fixed.text) == wants_mount
    assert fix_all(fixed, include_unsafe=True).snapshot.text == fixed.text
