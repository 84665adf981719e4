"""BuildKit's own checks: ``docker build --check``, the experimental ones too, and no comment that switches one off.

``docker`` has to reach an engine for which every image name resolves to an image for Linux that sets nothing but PATH;
``base_images`` has the same read by us. The engine has no other frontend than its own, so ``# syntax=`` is taken
out, and an image that is named by its digest gets a stand-in, since no image can be made up that has the digest.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from dockwright.semantics.derivation import derive
from dockwright.syntax.items import Directive
from dockwright.syntax.tree import Tree, parse

from ..verdicts import PeerAbsent, Report, Verdict

FRONTEND = "0.25"
"""The checks are those of the frontend that is part of the engine, which does not tell its version."""

EXPERIMENTAL = ("--build-arg", "BUILDKIT_DOCKERFILE_CHECK=experimental=all")
"""Counts for more than the directive in a file."""

STAND_IN = "docker-image://example.com/any:1"
TIME_LIMIT = 60


@dataclass(frozen=True)
class Checked:
    """Check and 1-based line of each finding (0 where it names none), and the error that stops the build, if any."""

    findings: tuple[tuple[str, int], ...]
    error: str | None


def report(folder: Path, files: Sequence[str]) -> Report:
    """What BuildKit says of files in a folder. Of a file that it refuses it may have said something before."""
    version = _version()
    verdicts: set[Verdict] = set()
    refused: set[str] = set()
    for file in files:
        said = _check(parse((folder / file).read_bytes().decode("utf-8", "replace")))
        if said.error is not None:
            refused.add(file)
        else:
            verdicts.update(Verdict(file, check, line) for check, line in said.findings)
    return Report(version, tuple(sorted(verdicts)), frozenset(refused))


def check(text: str, arguments: Sequence[str]) -> Checked:
    """What BuildKit says of one text, in an empty build context; raises ``PeerAbsent``."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "Dockerfile").write_text(text, "utf-8", newline="")
        command = ["docker", "buildx", "build", "--call=check,format=json", *arguments, folder]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=TIME_LIMIT)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise PeerAbsent(f"docker gives no report: {done.stderr.strip()}") from None
    error: str | None = (answer.get("buildError") or {}).get("message")
    findings = sorted((warning["ruleName"], _first_line(warning)) for warning in answer.get("warnings") or ())
    return Checked(tuple(findings), error)


def _version() -> str:
    if shutil.which("docker") is None:
        raise PeerAbsent("docker is not installed")
    command = ("docker", "version", "--format", "{{.Server.Version}}")
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=TIME_LIMIT)
    if done.returncode != 0:
        raise PeerAbsent(f"docker reaches no engine: {done.stderr.strip()}")
    if check("FROM example.com/any:1\n", ()).error is not None:
        raise PeerAbsent("the engine that docker reaches does not have an image of every name")
    return f"{FRONTEND} (Docker Engine {'.'.join(done.stdout.split('.')[:2])})"


def _check(tree: Tree) -> Checked:
    stand_ins = [word for name in sorted(set(_named_by_digest(tree))) for word in ("--build-context", name)]
    return check("".join(_with_own_frontend(tree)), (*EXPERIMENTAL, *stand_ins))


def _named_by_digest(tree: Tree) -> Iterator[str]:
    for stage in derive(tree).stages:
        for use in (stage.base, *(use for step in stage.steps if step is not None for use in step.images)):
            if use.image is not None and use.image.digest is not None:
                yield f"{use.value}={STAND_IN}"


def _with_own_frontend(tree: Tree) -> Iterator[str]:
    """The text of each item, with another directive for ``# syntax=``, which says what is so anyway.

    A comment in its place would end the directives, and describe the instruction below it.
    """
    directives = {item.name for item in tree.items if isinstance(item, Directive)}
    others = {"check": "experimental=all", "escape": tree.escape}
    name, value = next(((name, value) for name, value in others.items() if name not in directives), ("", ""))
    for item in tree.items:
        is_replaced = isinstance(item, Directive) and item.name == "syntax" and name
        yield f"# {name}={value}\n" if is_replaced else item.text


def _first_line(warning: dict[str, object]) -> int:
    location = warning.get("location")
    ranges = location.get("ranges") if isinstance(location, dict) else None
    line: int = ranges[0]["start"].get("line", 0) if ranges else 0
    return line
