"""The page that says what was proven: one row for each fix, with the numbers of the run that wrote it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dockwright.project.layers import Bounds

from .engine import Image

_HEAD = """\
# Proof by building

Each fix below was made by Dockwright, without help, on a small project. The image was built before and after it with a
real engine, from scratch, and all files of both images were compared: path, kind, owner, mode, content, link target and
capabilities, and with them the configuration. Only what the last column says was different; a test fails otherwise, or
where what it says did not happen. `docker build --check` has no more to say of the result than it had before.

`make test-builds` writes this page. Seconds depend on the machine and on the network, and include the downloads.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One proven fix."""

    family: str
    rule: str
    before: Image
    after: Image
    different: str


@dataclass(frozen=True, slots=True)
class ConversionRow:
    """A project that was converted to a multi-stage build; the seconds are those of a rebuild after a small change."""

    project: str
    before: Image
    after: Image
    rebuilt_before: float
    rebuilt_after: float


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """An image as estimated and as measured: its base, what lies on top of it, and the steps of a small change.

    ``said_steps`` are those that are done again for certain, and those together with the possible ones.
    """

    image: str
    said_base: Bounds
    said_on_top: Bounds
    base: int
    on_top: int
    layers: int
    said_steps: tuple[int, int]
    steps: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A fix that could not be built here, or only in part, and why."""

    family: str
    reason: str


_CONVERSIONS = """\

## Converted to a multi-stage build

Each project was converted by `dockwright optimize --multi-stage --write` with `cache-strategy = "mount"`, without
help. The container was started before and after and asked over loopback; it gave the same answer, before as root and
afterwards not. A rebuild follows a change of one line of the sources.

| Project | MB before | MB after | Less | Layers | Seconds | Seconds of a rebuild |
|---|--:|--:|--:|--:|--:|--:|
"""


_ESTIMATES = """\

## Estimated and measured

What `dockwright optimize` says before a build, and behind the semicolon what the build gave. *Off* is how far that lies
outside of what was said, or above what was said to be the least, as a share of what was measured.
Sizes of base images are roughly those of the published ones{stand_ins}.
What a RUN writes is foreseen only for some packages, and low, as shows in what lies on top of the base.
The layers were as many as said, and as many steps as said were done again after a change of one line.

| Image | MB | Off | MB of the base | MB on top of it | Layers on top | Steps done again |
|---|--:|--:|--:|--:|--:|--:|
"""
_STAND_IN_NOTE = ", while those measured here are stand-ins"


def page(
    rows: Iterable[Row],
    gaps: Iterable[Gap],
    measured: Iterable[str],
    engine: str,
    conversions: Iterable[ConversionRow] = (),
    estimates: Iterable[EstimateRow] = (),
    *,
    has_stand_ins: bool = False,
) -> str:
    """The page in Markdown."""
    lines = [_HEAD, f"Measured on {datetime.datetime.now(datetime.UTC):%Y-%m-%d} with {engine}; {_machine()}.\n"]
    lines += ["| Fix | Asked for | MB before | MB after | Layers | Seconds | What is different |"]
    lines += ["|---|---|--:|--:|--:|--:|---|"]
    lines += [_line(row) for row in sorted(rows, key=lambda row: row.family)]
    converted = [_conversion(row) for row in sorted(conversions, key=lambda row: row.project)]
    lines += [_CONVERSIONS + "\n".join(converted)] if converted else []
    compared = [_estimated(row) for row in estimates]
    note = _STAND_IN_NOTE if has_stand_ins else ""
    lines += [_ESTIMATES.format(stand_ins=note) + "\n".join(compared)] if compared else []
    lines += _section("Measured besides", measured)
    lines += _section("Not built here", (f"{gap.family}: {gap.reason}." for gap in gaps))
    return "\n".join(lines) + "\n"


def _section(title: str, entries: Iterable[str]) -> list[str]:
    listed = [f"- {entry}" for entry in sorted(entries)]
    return ["", f"## {title}", "", *listed] if listed else []


def _line(row: Row) -> str:
    before, after = row.before, row.after
    numbers = f"{_megabytes(before)} | {_megabytes(after)} | {before.layers} → {after.layers}"
    seconds = f"{before.seconds:.1f} → {after.seconds:.1f}"
    return f"| {row.family} | `{row.rule}` | {numbers} | {seconds} | {row.different} |"


def _conversion(row: ConversionRow) -> str:
    before, after = row.before, row.after
    numbers = f"{_megabytes(before)} | {_megabytes(after)} | {1 - after.size / before.size:.1%}"
    seconds = f"{before.seconds:.1f} → {after.seconds:.1f} | {row.rebuilt_before:.1f} → {row.rebuilt_after:.1f}"
    return f"| {row.project} | {numbers} | {before.layers} → {after.layers} | {seconds} |"


def _estimated(row: EstimateRow) -> str:
    said, measured = row.said_base + row.said_on_top, row.base + row.on_top
    sizes = f"{_said(said)}; {measured / 1e6:.2f} | {_off(said, measured)}"
    parts = f"{_said(row.said_base)}; {row.base / 1e6:.2f} | {_said(row.said_on_top)}; {row.on_top / 1e6:.2f}"
    least, most = row.said_steps
    steps = f"{least}; {row.steps}" if least == most else f"{least} to {most}; {row.steps}"
    return f"| {row.image} | {sizes} | {parts} | {row.layers} | {steps} |"


def _said(bounds: Bounds) -> str:
    least = f"{bounds.least / 1e6:.2f}"
    if bounds.most is None:
        return f"at least {least}"
    return least if bounds.is_exact else f"{least} to {bounds.most / 1e6:.2f}"


def _off(said: Bounds, measured: int) -> str:
    nearest = said.least if said.most is None or measured < said.least else min(said.most, measured)
    return "0" if nearest == measured else f"{1 - nearest / measured:+.0%}"


def _megabytes(image: Image) -> str:
    return f"{image.size / 1e6:.2f}"


def _machine() -> str:
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} processors, {gigabytes:.0f} GiB of memory"


def write(path: Path, text: str) -> None:
    """Write the page."""
    path.write_text(text, encoding="utf-8")
