"""A Docker engine as the tests drive it: build, look at an image, run it; and where one comes from.

An engine that answers is taken as it is. Without one, the one of the build lab beside the repository is started, with
base images made from Debian's packages, and stopped again. Builds and containers share the network of the host, since
the lab has no other. Nothing here says what a fix should do.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .file_tree import FileEntry, read_tree

BASES = ("debian", "python", "node", "golang", "alpine", "nginx")
_CONFIGURATION = (
    *("Cmd", "Entrypoint", "Env", "ExposedPorts", "Healthcheck", "Labels", "OnBuild", "Shell", "StopSignal", "User"),
    *("Volumes", "WorkingDir"),
)


class BuildError(Exception):
    """A build that stopped; the message is what the builder said."""


class NoEngineError(Exception):
    """Why there is no engine to build with."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image and what it took to make it; ``seconds`` is the time of its build, ``log`` what the builder said."""

    tag: str
    size: int
    layers: int
    seconds: float
    log: str
    configuration: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that answers, by the environment that its client needs.

    ``has_stand_ins`` says that base images are not those of a registry but made to resemble them.
    """

    environment: Mapping[str, str]
    name: str
    has_stand_ins: bool

    def docker(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run the client; whatever it returns is handed back."""
        return subprocess.run(
            ["docker", *arguments],
            env=dict(self.environment),
            input=stdin,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=900,
        )

    def build(self, context: Path, tag: str, *, cached: bool = False) -> Image:
        """Build what the folder holds, from scratch unless ``cached``."""
        began = time.monotonic()
        flags = () if cached else ("--no-cache",)
        done = self.docker("build", "--progress=plain", "--network=host", *flags, "-t", tag, str(context))
        seconds = time.monotonic() - began
        if done.returncode:
            raise BuildError(done.stderr[-3000:])
        (found,) = json.loads(self.docker("image", "inspect", tag).stdout)
        configuration = {name: found["Config"].get(name) for name in _CONFIGURATION if found["Config"].get(name)}
        return Image(tag, found["Size"], len(found["RootFS"]["Layers"]), seconds, done.stderr, configuration)

    def size_and_layers(self, reference: str) -> tuple[int, int]:
        """The bytes of an image, and how many layers it has; a registry is asked for what is not there."""
        assert self.has(reference), reference
        (found,) = json.loads(self.docker("image", "inspect", reference).stdout)
        return found["Size"], len(found["RootFS"]["Layers"])

    def empty_cache_mounts(self) -> None:
        """Forget what RUN lines keep in cache mounts, so that the next build begins cold."""
        done = self.docker("builder", "prune", "--force", "--filter", "type=exec.cachemount")
        assert done.returncode == 0, done.stderr

    def warnings(self, context: Path) -> list[str]:
        """What the builder's own checks say of the Dockerfile, by rule, sorted."""
        done = self.docker("build", "--check", "--network=host", str(context))
        return sorted(re.findall(r"^WARNING: (\w+)", done.stdout + done.stderr, re.MULTILINE))

    def tree(self, image: Image) -> dict[str, FileEntry]:
        """Every file of the image, as a container of it would find them."""
        container = self.docker("create", image.tag, "unused").stdout.strip()
        assert container
        try:
            with subprocess.Popen(
                ["docker", "export", container], env=dict(self.environment), stdout=subprocess.PIPE
            ) as export:
                assert export.stdout is not None
                return read_tree(export.stdout)
        finally:
            self.docker("rm", container)

    def run(self, image: Image, *command: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run a container to its end."""
        return self.docker("run", "--rm", "--network=host", *options, image.tag, *command)

    def has(self, reference: str) -> bool:
        """Whether an image is there, or can be pulled."""
        return (
            self.docker("image", "inspect", reference).returncode == 0 or self.docker("pull", reference).returncode == 0
        )


def _answers(environment: Mapping[str, str]) -> str | None:
    try:
        done = subprocess.run(
            ["docker", "version", "--format", "{{.Server.Version}}"],
            env=dict(environment),
            capture_output=True,
            text=True,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


@contextmanager
def an_engine(lab: Path) -> Iterator[Engine]:
    """An engine to build with; raises :class:`NoEngineError` with the reason where there is none."""
    version = _answers(os.environ)
    if version is not None:
        yield Engine(dict(os.environ), f"Docker {version}", has_stand_ins=False)
        return
    script = lab / "engine.sh"
    if not script.is_file():
        raise NoEngineError("no Docker engine answers, and the build lab (../shared/buildlab) is not there")
    if os.geteuid():
        raise NoEngineError("no Docker engine answers, and only root can start the one of the build lab")
    was_running = _script(script, "env").returncode == 0
    if not was_running:
        started = _script(script, "start")
        if started.returncode:
            raise NoEngineError(
                f"the engine of the build lab does not start: {(started.stdout + started.stderr)[-400:]}"
            )
    try:
        environment = _lab_environment(script)
        made = _script(lab / "bases.sh", "make", *BASES, environment=environment)
        if made.returncode:
            raise NoEngineError(f"the base images cannot be made here: {_said(made)}")
        name = f"Docker {_answers(environment)} and base images made from Debian's packages"
        yield Engine(environment, name, has_stand_ins=True)
    finally:
        if not was_running:
            _script(script, "stop")


def _script(
    script: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(script), *arguments],
        env=None if environment is None else dict(environment),
        capture_output=True,
        text=True,
        timeout=1800,
    )


def _said(done: subprocess.CompletedProcess[str]) -> str:
    return (done.stdout + done.stderr).strip()[-400:]


def _lab_environment(script: Path) -> dict[str, str]:
    told = subprocess.run(
        ["bash", "-c", f'eval "$("{script}" env)" && env -0'], capture_output=True, text=True, check=True, timeout=20
    )
    return dict(pair.split("=", 1) for pair in told.stdout.split("\0") if "=" in pair)
